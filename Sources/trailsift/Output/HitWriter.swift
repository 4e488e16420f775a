import ArgumentParser
import EventJSON
import Foundation
import Sigma
import TerminalScreen
import Triage

enum HitFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case table, ndjson, csv, count
}

/// Writes hits to standard output as they come.
struct HitWriter: Sendable {
  let format: HitFormat
  let rules: [Rule]
  let columns: [String]
  /// Columns of the terminal; `nil` when standard output is none, and nothing is cut.
  let terminalColumns: Int?
  private var files: [String] = []
  private var count = 0

  init(format: HitFormat, rules: [Rule], columns: [String], terminalColumns: Int?) {
    self.format = format
    self.rules = rules
    self.columns = columns
    self.terminalColumns = terminalColumns
  }

  /// Writes what stands before the hits.
  func begin() {
    switch format {
    case .table: writeRow((rules.count > 1 ? ["rule"] : []) + columns)
    case .csv: writeCSV(["rule", "file"] + columns)
    case .ndjson, .count: break
    }
  }

  /// More of the files that hits come from.
  mutating func add(files: [String]) { self.files += files }

  mutating func write(_ batch: HitBatch) {
    for hit in batch.hits {
      count += 1
      let rule = rules[hit.rule]
      let texts = columns.indices.map { batch.text(of: hit, column: $0) }
      switch format {
      case .table: writeRow((rules.count > 1 ? [rule.title] : []) + texts)
      case .csv: writeCSV([rule.identity, files[hit.file]] + texts)
      case .ndjson: writeJSON(rule, file: files[hit.file], event: batch.json(of: hit))
      case .count: break
      }
    }
  }

  func flush() { StandardOutput.shared.flush() }

  func end() {
    if format == .count { StandardOutput.shared.write(Array("\(count)\n".utf8)) }
    flush()
  }

  // MARK: - Formats

  /// `{"rule":{"id","name","title","level"},"file":"...","event":{...}}`, the event's bytes as delivered.
  /// Line breaks between its tokens go, and what could steer a terminal is escaped: its value stays the same.
  private func writeJSON(_ rule: Rule, file: String, event: ArraySlice<UInt8>) {
    var line = Array("{\"rule\":{".utf8)
    func add(_ key: String, _ value: String?, last: Bool = false) {
      JSONEscaping.append(key, to: &line)
      line.append(UInt8(ascii: ":"))
      if let value { JSONEscaping.append(value, to: &line) } else { line += Array("null".utf8) }
      if !last { line.append(UInt8(ascii: ",")) }
    }
    add("id", rule.id)
    add("name", rule.name)
    add("title", rule.title)
    add("level", rule.level, last: true)
    line += Array("},".utf8)
    add("file", file)
    line += Array("\"event\":".utf8)
    JSONEscaping.append(json: event, to: &line)
    line += Array("}\n".utf8)
    StandardOutput.shared.write(line)
  }

  /// RFC 4180, with control characters made visible: a spreadsheet or a terminal may be the reader.
  private func writeCSV(_ texts: [String]) {
    let fields = texts.map { text in
      let safe = SafeText(text).text
      return safe.contains { $0 == "," || $0 == "\"" }
        ? "\"" + safe.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : safe
    }
    StandardOutput.shared.write(Array((fields.joined(separator: ",") + "\r\n").utf8))
  }

  private func writeRow(_ texts: [String]) {
    let names = (rules.count > 1 ? ["rule"] : []) + columns
    var line: SafeText = ""
    for (name, text) in zip(names, texts) {
      let width = Self.width(of: name)
      let safe = SafeText(text)
      let padding = SafeText(String(repeating: " ", count: max(0, width - safe.width)))
      line = line + safe + padding + "  "
    }
    if let terminalColumns { line = line.truncated(to: terminalColumns) }
    var text = line.text
    while text.last == " " { text.removeLast() }
    StandardOutput.shared.write(Array((text + "\n").utf8))
  }

  /// Columns of text that most values of a field fit in; longer ones push the rest of their line to the right.
  private static func width(of field: String) -> Int {
    switch field {
    case "eventTime": 20
    case "awsRegion": 14
    case "userIdentity.arn": 48
    case "sourceIPAddress": 16
    case "userIdentity.type": 12
    default: 24
    }
  }
}
