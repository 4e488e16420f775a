/// A column of a field that the scan did not pick: `requestParameters.bucketName` of every hit,
/// read from the spool when it is first shown, filtered or grouped by.
///
/// It has its own pool, so that another thread can read it while hits arrive.
public struct FieldColumn: Sendable {
  /// The dotted path.
  public let field: String
  var pool = StringPool()
  /// By row. Rows from its count on were not read yet.
  var codes = PagedArray<StringPool.Index>()

  public init(field: String) { self.field = field }

  /// Appends the text of the next row.
  public mutating func append(_ text: String) { codes.append(pool.index(of: text)) }

  /// The number of the table's rows that it has.
  public var rowCount: Int { codes.count }
}
