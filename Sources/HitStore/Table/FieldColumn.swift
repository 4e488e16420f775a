/// A column of a field that the scan did not pick: `requestParameters.bucketName` of every hit, read from the
/// spool when someone asks to see it, to filter or to group by it.
///
/// It has a pool of its own, so that it can be read elsewhere while hits arrive.
public struct FieldColumn: Sendable {
  /// The dotted path.
  public let field: String
  var pool = StringPool()
  /// By row; rows from its count on were not read yet.
  var codes = PagedArray<StringPool.Index>()

  public init(field: String) { self.field = field }

  /// How many of the table's rows it holds.
  public var rowCount: Int { codes.count }
}
