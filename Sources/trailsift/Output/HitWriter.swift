import ArgumentParser
import Basics
import EventJSON
import Foundation
import HitStore
import Places
import Scanning
import Sigma
import TerminalScreen

enum HitFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case table, ndjson, csv, count, lines
}

/// Writes hits to standard output as they come.
struct HitWriter: Sendable {
  let format: HitFormat
  let rules: [Rule]
  let correlations: CorrelationSet
  let columns: [String]
  /// Columns of the terminal; `nil` if standard output is not a terminal, and nothing is cut.
  let terminalColumns: Int?
  /// Where sources are, if that was asked for.
  private var places: PlaceCells?
  private var files: [String] = []
  /// What lines have of each rule and of each file, ready to copy. Empty in csv if the text needs
  /// quoting.
  let ruleHeads: [[UInt8]]
  private(set) var fileHeads: [[UInt8]] = []
  /// In lines: `eventTime `, by column.
  let columnHeads: [[UInt8]]
  /// In the table: the width of each column.
  let widths: [Int]
  let timeColumn: Int?
  var count = 0
  private var tally: HitTally?
  var hasAlerts = false
  /// How many rules report hits. Rules that only feed correlations do not.
  private let reportedRules: Int

  init(
    format: HitFormat, rules: RuleSet, columns: [String], places: PlaceCells? = nil,
    terminalColumns: Int?, by: CountUnit? = nil
  ) {
    self.format = format
    self.places = places
    tally = by.map(HitTally.init)
    self.rules = rules.rules
    correlations = rules.correlations
    let reportedRules = rules.rules.indices.count(where: rules.correlations.reports)
    self.reportedRules = reportedRules
    self.columns = columns
    self.terminalColumns = terminalColumns
    widths = columns.map(Self.width(of:))
    timeColumn = columns.firstIndex(of: "eventTime")
    columnHeads = columns.map { Array((SafeText($0).text + " ").utf8) }
    ruleHeads =
      switch format {
      case .ndjson: rules.rules.map(Self.head(of:))
      case .csv: rules.rules.map { Self.plainCell($0.identity) }
      case .lines:
        rules.rules.map { Array((SafeText(Self.part("rule", $0.title)).text + "; ").utf8) }
      case .table where reportedRules > 1:
        rules.rules.map { Array((Self.padded($0.title, to: Self.width(of: "rule"))).text.utf8) }
      case .table: rules.rules.map { _ in [] }
      case .count: []
      }
  }

  /// Writes the header.
  func begin() {
    switch format {
    case .table: if hasHitRows { writeHitRow(ruleTitle: "rule", columns) }
    case .csv:
      writeCSV(
        ["rule", "file"] + columns + placeColumns
          + (correlations.isEmpty ? [] : Self.alertCSVColumns))
    case .ndjson, .count, .lines: break
    }
  }

  /// The columns of csv that places have.
  var placeColumns: [String] { places == nil ? [] : SourceFields.names }

  /// Adds files that hits come from.
  mutating func add(files: [String]) {
    self.files += files
    switch format {
    case .ndjson: fileHeads += files.map(Self.head(ofFile:))
    case .csv: fileHeads += files.map(Self.plainCell)
    case .lines: fileHeads += files.map { Array(SafeText(Self.part("file", $0)).text.utf8) }
    case .table, .count: break
    }
  }

  mutating func write(_ batch: HitBatch) {
    for hit in batch.hits where correlations.reports(rule: hit.rule) {
      count += 1
      switch format {
      case .count:
        tally?.add(hit, in: batch, rules: rules)
        continue
      case .ndjson:
        writeJSON(of: hit, in: batch)
        continue
      case .csv where places == nil && writePlainCSV(of: hit, in: batch): continue
      case .table where writePlainRow(of: hit, in: batch): continue
      case .lines where writePlainSentence(of: hit, in: batch): continue
      case .csv, .table, .lines: break
      }
      let rule = rules[hit.rule]
      let texts = columns.indices.map { batch.text(of: hit, column: $0) }
      switch format {
      case .table: writeHitRow(ruleTitle: rule.title, texts)
      case .csv:
        let empty = correlations.isEmpty ? [] : Self.alertCSVColumns.map { _ in "" }
        let cells = places?.cells(of: hit, in: batch) ?? []
        writeCSV([rule.identity, files[hit.file]] + texts + cells + empty)
      case .lines: writeSentence(hit: rule, file: files[hit.file], texts)
      case .ndjson, .count: break
      }
    }
  }

  func flush() { StandardOutput.shared.flush() }

  func end() {
    if let tally {
      tally.write()
    } else if format == .count {
      StandardOutput.shared.write(Array("\(count)\n".utf8))
    }
    flush()
  }

  // MARK: - Formats

  /// `{"rule":{"id","name","title","level"},"file":"...","event":{...}}`, the event's bytes as
  /// delivered. Line breaks between its tokens are removed and control characters are escaped; the
  /// value stays the same.
  private mutating func writeJSON(of hit: HitBatch.Hit, in batch: HitBatch) {
    let places = places?.json(of: hit, in: batch) ?? []
    StandardOutput.shared.write { [ruleHeads, fileHeads] line in
      line += ruleHeads[hit.rule]
      line += fileHeads[hit.file]
      batch.withJSON(of: hit) { JSONEscaping.append(json: $0, to: &line) }
      line += places
      line.append(UInt8(ascii: "}"))
      line.append(UInt8(ascii: "\n"))
    }
  }

  /// `{"rule":{…},`
  private static func head(of rule: Rule) -> [UInt8] {
    let rule = AlertJSON.rule(id: rule.id, name: rule.name, title: rule.title, level: rule.level)
    return Array("{\"rule\":".utf8) + rule.bytes + [UInt8(ascii: ",")]
  }

  /// `"file":"…","event":`
  private static func head(ofFile file: String) -> [UInt8] {
    var head = Array("\"file\":".utf8)
    JSONEscaping.append(file, to: &head)
    return head + Array(",\"event\":".utf8)
  }

  /// RFC 4180, with control characters made visible and formulas defused, for terminals and
  /// spreadsheets.
  func writeCSV(_ texts: [String]) {
    let line = texts.map { CSVField.text(SafeText($0).text, of: $0) }.joined(separator: ",")
    StandardOutput.shared.write(Array((line + "\r\n").utf8))
  }

  /// Writes a hit's line of csv directly from bytes, which works for nearly all hits. False if a
  /// cell needs more care; nothing is written then.
  private func writePlainCSV(of hit: HitBatch.Hit, in batch: HitBatch) -> Bool {
    let (rule, file) = (ruleHeads[hit.rule], fileHeads[hit.file])
    if rule.isEmpty || file.isEmpty { return false }
    return StandardOutput.shared.write { line in
      let start = line.count
      line += rule
      line += file
      for column in columns.indices {
        let isPlain = batch.withText(of: hit, column: column) { text in
          guard Self.isPlain(text) else { return false }
          line.append(contentsOf: text)
          return true
        }
        guard isPlain else {
          line.removeSubrange(start...)
          return false
        }
        line.append(UInt8(ascii: ","))
      }
      line.removeLast()
      if !correlations.isEmpty { for _ in Self.alertCSVColumns { line.append(UInt8(ascii: ",")) } }
      line.append(UInt8(ascii: "\r"))
      line.append(UInt8(ascii: "\n"))
      return true
    }
  }

  /// A cell with its comma; empty if it is not plain.
  private static func plainCell(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.withUnsafeBytes(isPlain) else { return [] }
    return bytes + [UInt8(ascii: ",")]
  }

  /// Whether a csv reader, a spreadsheet and a terminal all take a text literally: printable ASCII
  /// without commas and quotation marks that does not begin like a formula.
  private static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first else { return true }
    switch first {
    case UInt8(ascii: " "), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "@"), UInt8(ascii: "|"), UInt8(ascii: "%"):
      return false
    default: break
    }
    var others: UInt8 = 0
    for byte in text {
      others |=
        byte &- 0x20 > 0x7E - 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"")
        ? 1 : 0
    }
    return others == 0
  }

  /// Whether hits have a table.
  var hasHitRows: Bool { reportedRules > 0 }

  /// A row of the table of hits, with a column for the rule if there are several.
  private func writeHitRow(ruleTitle: String, _ texts: [String]) {
    let cells = zip(texts, columns.map(Self.width(of:))).map { ($0, $1) }
    writeRow((reportedRules > 1 ? [(ruleTitle, Self.width(of: "rule"))] : []) + cells)
  }

  /// Texts, each padded to the width of its column.
  func writeRow(_ cells: [(text: String, width: Int)]) {
    var line: SafeText = ""
    for (text, width) in cells { line = line + Self.padded(text, to: width) }
    if let terminalColumns { line = line.truncated(to: terminalColumns) }
    var bytes = Array(line.text.utf8)
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    StandardOutput.shared.write(bytes + [UInt8(ascii: "\n")])
  }

  /// A cell, with the blanks that divide it from the next one.
  private static func padded(_ text: String, to width: Int) -> SafeText {
    let safe = SafeText(text)
    return safe + SafeText(String(repeating: " ", count: max(0, width - safe.width))) + "  "
  }

  static let widestColumn = 48

  /// A width that fits most values of a field. Longer values push the rest of their line to the
  /// right.
  private static func width(of field: String) -> Int {
    switch field {
    case "eventTime": 20
    case "awsRegion": 14
    case "userIdentity.arn": widestColumn
    case "sourceIPAddress": 16
    case "userIdentity.type": 12
    default: 24
    }
  }
}
