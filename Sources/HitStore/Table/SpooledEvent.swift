/// The event of one row, as something to be read: where it lies in the spool, without the table around it.
public struct SpooledEvent: Sendable, Hashable {
  public let row: HitTable.Row
  public let id: HitID
  /// Where the event was read from.
  public let file: String
  package let extent: Spool.Extent
}

extension HitTable {
  public func spooledEvent(_ row: Row) -> SpooledEvent {
    SpooledEvent(row: row, id: id(row), file: file(row), extent: spooled(row))
  }
}
