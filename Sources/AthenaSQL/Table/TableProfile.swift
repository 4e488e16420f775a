import Basics

/// What a query has to know about a table of CloudTrail: its columns and its partitions.
///
///     TableProfile.documented(name: "security.cloudtrail_logs")      // AWS's own table definition
///     try TableProfile(definition: text)                             // SHOW CREATE TABLE
public struct TableProfile: Sendable, Hashable {
  /// How records lie in the table.
  public enum Kind: String, Sendable, CaseIterable {
    /// A column for each top-level field.
    case cloudTrail = "cloudtrail"
    /// A CloudTrail Lake event data store: the whole record in `eventjson`.
    case lake
    /// OCSF. Its queries are not supported.
    case securityLake = "security-lake"
  }

  /// A partition column.
  public struct Partition: Sendable, Hashable {
    /// What the column's values say about the place of an object.
    public enum Meaning: String, Sendable, CaseIterable {
      case day, year, month, dayOfMonth = "day-of-month", account, region, other
    }

    public var column: String
    public var meaning: Meaning
    /// `yyyy/MM/dd`: how a day is written. Nil for other meanings.
    public var format: String?
    /// The values that the table projects, if it lists them: others are not read.
    public var values: [String]
    /// The values of an `injected` column must be named by each query.
    public var isInjected: Bool

    public init(
      column: String, meaning: Meaning, format: String? = nil, values: [String] = [],
      isInjected: Bool = false
    ) {
      self.column = column
      self.meaning = meaning
      self.format = format
      self.values = values
      self.isInjected = isInjected
    }
  }

  /// `database.table`, `table`, or the id of an event data store.
  public var name: String
  public var kind: Kind
  /// By lower-case name, in the table's order.
  public var columns: [ColumnType.Member]
  public var partitions: [Partition]
  /// `s3://bucket/AWSLogs/…/${timestamp}`, or the folder of a table without projection.
  public var location: String?
  /// Whether the engine has SQL/JSON's `json_query`.
  public var hasJSONQuery: Bool

  public init(
    name: String, kind: Kind = .cloudTrail, columns: [ColumnType.Member],
    partitions: [Partition] = [], location: String? = nil, hasJSONQuery: Bool = true
  ) {
    self.name = name
    self.kind = kind
    self.columns = columns
    self.partitions = partitions
    self.location = location
    self.hasJSONQuery = hasJSONQuery
  }

  func column(_ name: String) -> ColumnType? {
    columns.first { $0.name.hasSameBytes(as: name) }?.type
  }

  func partition(_ meaning: Partition.Meaning) -> Partition? {
    partitions.first { $0.meaning == meaning }
  }
}

/// Why a table can't be used.
public struct TableProblem: Error, Sendable, Hashable, CustomStringConvertible {
  public let message: String
  public let advice: String?

  public init(_ message: String, advice: String? = nil) {
    self.message = message
    self.advice = advice
  }

  public var description: String { advice.map { "\(message)\n  help: \($0)" } ?? message }
}
