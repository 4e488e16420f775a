import HitStore

/// The columns of the list: fields, order and widths.
///
///     eventTime 19 │ awsRegion 14 │ requestParameters.bucketName (added) │ userAgent (hidden)
public struct Columns: Sendable, Hashable {
  public struct Entry: Sendable, Hashable, Codable {
    public var field: String
    public var isShown: Bool
    /// `nil`: the usual width of the field.
    public var width: Int?

    public init(field: String, isShown: Bool = true, width: Int? = nil) {
      self.field = field
      self.isShown = isShown
      self.width = width
    }
  }

  public internal(set) var entries: [Entry]

  public init(fields: [String]) { entries = fields.map { Entry(field: $0) } }

  /// The columns at first: the rules' fields and, with several rules, after the time what tells the
  /// rule of a hit.
  public init(of table: HitTable) {
    entries = table.columns.map { Entry(field: $0) }
    if table.hasSeveralRules { insertRuleColumns() }
  }

  private mutating func insertRuleColumns() {
    let place = entries.firstIndex { $0.field == "eventTime" }.map { $0 + 1 } ?? 0
    let new = ["level", "rule"].filter { field in !entries.contains { $0.field == field } }
    entries.insert(contentsOf: new.map { Entry(field: $0) }, at: place)
  }

  /// The kept columns, followed by the rules' other columns, hidden. Columns that tell the rule are
  /// shown unless the kept ones hide them.
  public init(_ remembered: [Entry], of table: HitTable) {
    var seen: Set<String> = []
    entries = remembered.filter { !$0.field.isEmpty && seen.insert($0.field).inserted }
    for field in table.columns where seen.insert(field).inserted {
      entries.append(Entry(field: field, isShown: false))
    }
    if !entries.contains(where: \.isShown) { self = Columns(of: table) }
    if table.hasSeveralRules { insertRuleColumns() }
  }

  /// The visible columns.
  public var shown: [Entry] { entries.filter(\.isShown) }
  public var fields: [String] { shown.map(\.field) }

  /// The index of the first column worth filtering by: few hits share a time, many share a level.
  var initialColumn: Int { fields.firstIndex { !["eventTime", "level"].contains($0) } ?? 0 }
}
