import Basics
import Foundation

/// The rows of a query's result: Athena's CSV, or the JSON of `aws athena get-query-results`, one
/// page or several joined.
///
///     "eventid","source_file"
///     "9a…","s3://trail/AWSLogs/…"
///     "9b…",                            NULL; "" is an empty text
///
/// Source: Athena user guide, "Work with query results".
public struct ResultTable: Sendable, Hashable {
  /// Lower case.
  public let columns: [String]
  /// A cell is nil for NULL.
  public let rows: [[String?]]

  /// Why a file is not a result.
  public struct Problem: Error, CustomStringConvertible {
    public let description: String
  }

  public init(_ text: String) throws(Problem) {
    let start = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    if start == "{" {
      (columns, rows) = try Self.json(text)
    } else {
      (columns, rows) = try Self.csv(text)
    }
  }

  /// The cells of a column; nil if there is no such column.
  public func values(of column: String) -> [String?]? {
    columns.firstIndex { $0 == column }.map { index in
      rows.map { index < $0.count ? $0[index] : nil }
    }
  }

  private typealias Parsed = (columns: [String], rows: [[String?]])

  private static func csv(_ text: String) throws(Problem) -> Parsed {
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var lines: [[String?]] = []
    var line: [String?] = []
    var field: [UInt8] = []
    var (isQuoted, wasQuoted) = (false, false)
    func ended() -> String? {
      field.isEmpty && !wasQuoted ? nil : String(decoding: field, as: UTF8.self)
    }
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        guard byte == UInt8(ascii: "\"") else {
          field.append(byte)
          continue
        }
        if index < bytes.endIndex, bytes[index] == byte {
          field.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): (isQuoted, wasQuoted) = (true, true)
      case UInt8(ascii: ","), UInt8(ascii: "\n"):
        line.append(ended())
        (field, wasQuoted) = ([], false)
        guard byte == UInt8(ascii: "\n") else { continue }
        lines.append(line)
        line = []
      case UInt8(ascii: "\r"): continue
      default: field.append(byte)
      }
    }
    if isQuoted { throw Problem(description: "the file ends inside a value: it is cut off") }
    if !line.isEmpty || !field.isEmpty || wasQuoted { lines.append(line + [ended()]) }
    guard let header = lines.first, header.contains(where: { $0 != nil }) else {
      throw Problem(description: "the file has no row with the names of columns")
    }
    return (header.map { ($0 ?? "").lowercased() }, Array(lines.dropFirst()))
  }

  private static func json(_ text: String) throws(Problem) -> Parsed {
    let document: Document
    do { document = try JSONDecoder().decode(Document.self, from: Data(text.utf8)) } catch {
      throw Problem(description: "the JSON is not that of aws athena get-query-results")
    }
    var rows = document.resultSet.rows.map { $0.data.map(\.text) }
    let named = document.resultSet.metadata?.columns.map(\.name)
    guard let columns = named ?? rows.first?.map({ $0 ?? "" }) else {
      throw Problem(description: "the result has no row with the names of columns")
    }
    // The first page has them as a row.
    if rows.first?.map({ $0 ?? "" }) == columns { rows.removeFirst() }
    return (columns.map { $0.lowercased() }, rows)
  }

  private struct Document: Decodable {
    let resultSet: ResultSet

    enum CodingKeys: String, CodingKey { case resultSet = "ResultSet" }
  }

  private struct ResultSet: Decodable {
    let rows: [Row]
    let metadata: Metadata?

    enum CodingKeys: String, CodingKey {
      case rows = "Rows"
      case metadata = "ResultSetMetadata"
    }
  }

  private struct Row: Decodable {
    let data: [Cell]

    enum CodingKeys: String, CodingKey { case data = "Data" }
  }

  private struct Cell: Decodable {
    let text: String?

    enum CodingKeys: String, CodingKey { case text = "VarCharValue" }
  }

  private struct Metadata: Decodable {
    let columns: [Column]

    enum CodingKeys: String, CodingKey { case columns = "ColumnInfo" }
  }

  private struct Column: Decodable {
    let name: String

    enum CodingKeys: String, CodingKey { case name = "Name" }
  }
}
