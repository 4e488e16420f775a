import EventJSON

/// Reads a CSV table with a column of whole events, as Athena, CloudTrail Lake and Splunk write it
/// if the query selects the whole event.
///
/// The column is the first in which a cell has an event. A row without an event there is a bad
/// record.
extension RecordReader {
  enum Table {
    /// Not a table; nothing was consumed.
    case none
    case events
    /// A table of single fields. A Sigma rule needs the whole event.
    case fields
  }

  /// Reads the file as a table if it begins like one: names, then a comma or the end of the line,
  /// and no brace.
  func readTable(_ body: (RecordKind) -> Void) -> Table {
    guard looksLikeTable() else { return .none }
    let rows = TableRows(window)
    guard case .cells(let header) = rows.next() else { return .fields }
    var column: Int?
    var rowsBefore = 0
    while true {
      let offset = window.offset
      guard let row = rows.next() else { break }
      guard case .cells(let cells) = row else {
        addBad(.tooLong, at: offset)
        continue
      }
      if cells.count == 1, cells[0].isEmpty, header.count > 1 { continue }
      if let column {
        deliverCell(at: column, of: cells, offset: offset, body)
      } else {
        // The first row with an event shows which column it is.
        let before = counts.bad
        column = cells.firstIndex {
          $0.withUnsafeBytes { deliverText($0, offset: offset, body) }
        }
        if column == nil, counts.bad == before { rowsBefore += 1 }
      }
    }
    guard column != nil else { return .fields }
    for _ in 0..<rowsBefore { addBad(.notAnObject, at: 0) }
    return .events
  }

  private func deliverCell(
    at column: Int, of cells: [[UInt8]], offset: Int64, _ body: (RecordKind) -> Void
  ) {
    let before = counts.bad
    let isFound =
      column < cells.count
      && cells[column].withUnsafeBytes { deliverText($0, offset: offset, body) }
    if !isFound, counts.bad == before { addBad(.notAnObject, at: offset) }
  }

  /// Whether the second line has as many cells as the first has names, or a quoted object. Text
  /// with JSON in its lines has unquoted braces, and is not a table.
  private func looksLikeTable() -> Bool {
    guard let first = window.bytes.first, first > 0x20, first != UInt8(ascii: "{"),
      first != UInt8(ascii: "[")
    else { return false }
    while true {
      if let end = window.bytes.firstIndex(of: UInt8(ascii: "\n")) {
        let line = window.bytes[..<end]
        guard !line.contains(UInt8(ascii: "{")) else { return false }
        if window.count < end + 3, window.refill() { continue }
        let rest = window.bytes[(end + 1)...].prefix(Self.headerBytes)
        // `{""eventVersion""`, on one line or several.
        let isQuotedObject = rest.indices.contains { index in
          rest[index] == UInt8(ascii: "{")
            && rest[(index + 1)...].drop { $0 <= 0x20 }.starts(with: [0x22, 0x22])
        }
        let commas = line.count { $0 == UInt8(ascii: ",") }
        let nextCommas = rest.prefix { $0 != UInt8(ascii: "\n") }.count { $0 == UInt8(ascii: ",") }
        return isQuotedObject
          || (commas > 0 && nextCommas >= commas && !rest.contains(UInt8(ascii: "{")))
      }
      guard window.count < Self.headerBytes, window.refill() else { return false }
    }
  }

  /// The maximum length of a line of column names.
  private static let headerBytes = 64 << 10
}
