/// From an eventID to its rows: one for each rule that matched the event, and more if duplicates
/// are kept.
///
///     eventID #17 ─▶ row 9 ─▶ row 2 ─▶ none
struct RowIndex: Sendable {
  /// By index into the table's pool: the last row plus one; 0 for a text that is not an eventID.
  private var last = PagedArray<UInt32>()
  /// By row: the previous row with the same eventID, plus one.
  private var previous = PagedArray<UInt32>()

  /// Adds the next row of the table.
  mutating func add(row: HitTable.Row, eventID: StringPool.Index) {
    while last.count <= Int(eventID) { last.append(0) }
    previous.append(last[Int(eventID)])
    last[Int(eventID)] = UInt32(row) + 1
  }

  /// The rows with an eventID, last one first.
  func rows(eventID: StringPool.Index) -> some Sequence<HitTable.Row> {
    let first = Int(eventID) < last.count ? last[Int(eventID)] : 0
    return sequence(first: first) { previous[Int($0) - 1] }.prefix { $0 != 0 }.lazy.map {
      Int($0) - 1
    }
  }
}
