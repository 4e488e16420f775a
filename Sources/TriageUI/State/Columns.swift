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

  /// The kept columns, followed by the rule's other columns, hidden.
  public init(_ remembered: [Entry], fields: [String]) {
    var seen: Set<String> = []
    var entries = remembered.filter { !$0.field.isEmpty && seen.insert($0.field).inserted }
    for field in fields where seen.insert(field).inserted {
      entries.append(Entry(field: field, isShown: false))
    }
    if !entries.contains(where: \.isShown) { entries = fields.map { Entry(field: $0) } }
    self.entries = entries
  }

  /// The visible columns.
  public var shown: [Entry] { entries.filter(\.isShown) }
  public var fields: [String] { shown.map(\.field) }

  /// The index of the first column worth filtering by. Few hits share a time.
  var initialColumn: Int { fields.firstIndex { $0 != "eventTime" } ?? 0 }
}
