/// The event of one row: its place in the spool, independent of the table.
public struct SpooledEvent: Sendable, Hashable {
  public let row: HitTable.Row
  public let id: HitID
  /// The file that the event was read from.
  public let file: String
  package let extent: Spool.Extent
}

extension HitTable {
  public func spooledEvent(_ row: Row) -> SpooledEvent {
    SpooledEvent(row: row, id: id(row), file: file(row), extent: spooled(row))
  }
}
