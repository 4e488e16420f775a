import Basics
import Foundation

extension TableProfile {
  /// Reads `aws glue get-table` (`{"Table": …}`) or `aws athena get-table-metadata`
  /// (`{"TableMetadata": …}`).
  static func glue(_ text: String) throws(TableProblem) -> TableProfile {
    let document: GlueDocument
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .custom { GlueDocument.Key(uncapitalising: $0) }
      document = try decoder.decode(GlueDocument.self, from: Data(text.utf8))
    } catch {
      throw TableProblem(
        "the file is JSON, but not that of a table",
        advice: "aws glue get-table --database-name D --name T prints it")
    }
    guard let table = document.table ?? document.tableMetadata else {
      throw TableProblem(
        "the JSON has neither Table nor TableMetadata",
        advice: "aws glue get-table --database-name D --name T prints it")
    }
    let columns = try members(table.storageDescriptor?.columns ?? table.columns ?? [])
    let keys = try members(table.partitionKeys ?? [])
    let properties = (table.parameters ?? [:]).reduce(into: [:]) { result, pair in
      result[pair.key.lowercased()] = pair.value
    }
    return TableProfile(
      name: [table.databaseName, table.name].compactMap { $0 }.joined(separator: "."),
      columns: columns, partitions: partitions(keys, properties),
      location: properties["storage.location.template"] ?? table.storageDescriptor?.location
        ?? properties["location"])
  }

  private static func members(
    _ columns: [GlueDocument.Column]
  ) throws(TableProblem) -> [ColumnType.Member] {
    var members: [ColumnType.Member] = []
    for column in columns {
      guard let type = ColumnType(column.type ?? "string") else {
        throw TableProblem(
          "the column \(column.name) has a type that can't be read: \(column.type ?? "")")
      }
      members.append(ColumnType.Member(column.name.lowercased(), type))
    }
    return members
  }
}

/// The parts of Glue's and Athena's answers that matter, under their names there
/// without the capital.
private struct GlueDocument: Decodable {
  /// `StorageDescriptor` → `storageDescriptor`
  struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }

    /// Names of properties keep their case: only those of objects begin with a capital.
    init(uncapitalising path: [any CodingKey]) {
      let name = path.last?.stringValue ?? ""
      stringValue = name.prefix(1).lowercased() + name.dropFirst()
    }
  }

  var table: Table?
  var tableMetadata: Table?

  struct Table: Decodable {
    var name: String
    var databaseName: String?
    var storageDescriptor: Storage?
    var columns: [Column]?
    var partitionKeys: [Column]?
    var parameters: [String: String]?
  }

  struct Storage: Decodable {
    var columns: [Column]?
    var location: String?
  }

  struct Column: Decodable {
    var name: String
    var type: String?
  }
}
