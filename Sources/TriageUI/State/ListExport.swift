import Basics
import HitStore
import TerminalScreen

/// The list as it is on the screen, as a file: its rows in order, its columns with whole values, and
/// what was said of each hit.
///
///     hits.csv      eventTime,awsRegion,…,verdict,comments,rule,eventID
///     hits.ndjson   {"eventTime":"2026-02-09T02:17:59Z",…,"verdict":"false_positive",…}
///     hits.md       | eventTime | awsRegion | … |
public struct ListExport: Sendable {
  enum Format: String, CaseIterable {
    case csv, ndjson, md
  }

  let format: Format
  public let path: String
  let rows: [HitTable.Row]
  let fields: [String]

  /// Nil if the name does not say which format.
  init?(path: String, of state: State) {
    let name = path.lastPathPart.cut(atLast: ".")?.behind ?? ""
    guard let format = Format(rawValue: name.lowercased()) else { return nil }
    self.format = format
    self.path = path
    rows = state.list.shown
    fields = state.list.columns.fields
  }

  public var count: Int { rows.count }

  /// The file's text. Secrets are masked unless they are shown.
  public func bytes(of state: State) -> [UInt8] {
    var bytes: [UInt8] = []
    func line(_ text: String) { bytes += Array(text.utf8) + [UInt8(ascii: "\n")] }
    let heads = fields + Self.ownFields
    switch format {
    case .csv:
      line(heads.map { CSVField.text(SafeText($0).text, of: $0) }.joined(separator: ","))
      for row in rows {
        line(
          values(row, state).map { CSVField.text(SafeText($0).text, of: $0) }
            .joined(separator: ","))
      }
    case .ndjson:
      for row in rows {
        var object = JSONLine()
        for (name, value) in zip(heads, values(row, state)) { object.add(name, value) }
        bytes += object.bytes + [UInt8(ascii: "\n")]
      }
    case .md:
      line("| " + heads.map(Self.markdown).joined(separator: " | ") + " |")
      line("|" + String(repeating: "---|", count: heads.count))
      for row in rows {
        line("| " + values(row, state).map(Self.markdown).joined(separator: " | ") + " |")
      }
    }
    return bytes
  }

  private static let ownFields = ["verdict", "comments", "rule", "eventID"]

  private func values(_ row: HitTable.Row, _ state: State) -> [String] {
    let id = state.table.id(row)
    let comments = state.session.comments[id] ?? []
    return fields.map { field in
      let value = state.text(row, field: field)
      return state.isMasked(value, field: field) ? "(masked)" : value
    } + [
      state.verdict(of: row)?.rawValue ?? "", comments.map(\.text).joined(separator: "; "),
      state.rules.title(state.table.rule(row)), id.event,
    ]
  }

  /// Text that Markdown shows as it is.
  private static func markdown(_ text: String) -> String {
    SafeText(text).text.unicodeScalars.reduce(into: "") { result, scalar in
      if "\\|*_<>`[]#".unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
  }
}
