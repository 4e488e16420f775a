import EventJSON

/// Reads from the events what no column has: values of further fields, and text anywhere in an
/// event.
///
/// A million events are a gigabyte or more in the spool, mostly in the system's cache. Reading
/// takes seconds, so it reports progress and can be cancelled.
struct EventReading {
  let table: HitTable
  let spool: Spool
  /// The rows to read.
  let rows: Range<HitTable.Row>
  var fields: [String] = []
  /// Filters on whole events.
  var filters: [HitFilter] = []

  private(set) var columns: [FieldColumn] = []
  private(set) var found: [RowSet] = []

  init(
    table: HitTable, spool: Spool, rows: Range<HitTable.Row>, fields: [String],
    filters: [HitFilter]
  ) {
    (self.table, self.spool, self.rows) = (table, spool, rows)
    (self.fields, self.filters) = (fields, filters)
  }

  /// Reads all rows. `false` if it was cancelled.
  ///
  /// - Parameter progress: called now and then with the completed share.
  mutating func run(
    isCancelled: () -> Bool, progress: (Double) -> Void
  ) throws(Spool.Failure) -> Bool {
    columns = fields.map(FieldColumn.init)
    found = filters.map { _ in RowSet() }
    let tests = filters.map { WholeEventTest($0) }
    let event = PickedEvent(trie: FieldTrie(fields: fields))
    var buffer: [UInt8] = []
    var text: [UInt8] = []
    for row in rows {
      if row & 0x3FF == 0 {
        if isCancelled() { return false }
        if row & 0x3FFF == 0 {
          progress(Double(row - rows.lowerBound) / Double(max(1, rows.count)))
        }
      }
      let extent = table.spooled(row)
      guard spool.read(extent, into: &buffer) else { throw .unreadable }
      buffer.withUnsafeBytes { all in
        let bytes = UnsafeRawBufferPointer(rebasing: all.prefix(extent.length))
        if !fields.isEmpty {
          let isReadable = (try? event.read(bytes)) != nil
          for index in columns.indices {
            text.removeAll(keepingCapacity: true)
            if isReadable { _ = event.appendColumn(fields[index], at: index, to: &text) }
            let code = text.withUnsafeBytes { columns[index].pool.index(of: $0) }
            columns[index].codes.append(code)
          }
        }
        for index in tests.indices where tests[index].matches(bytes, event) {
          found[index].insert(row)
        }
      }
    }
    return true
  }
}

/// A filter on whole events: on the delivered bytes, and on the texts inside, as rules see them.
///
///     raw:"action":"*"      {"policyDocument":"{\"Action\":\"*\"}"}
private struct WholeEventTest {
  private let tests: [ValueTest]
  /// The tests that match anywhere in a text.
  private let innerTests: [ValueTest]
  private let innerTexts: PickedEvent.InnerTexts

  init(_ filter: HitFilter) {
    tests = filter.values.compactMap(ValueTest.init)
    innerTests = tests.filter(\.isFoundAnywhere)
    innerTexts = innerTests.contains(where: \.looksAtBounds) ? .all : .escaped
  }

  func matches(_ bytes: UnsafeRawBufferPointer, _ reader: PickedEvent) -> Bool {
    if tests.contains(where: { $0.matches(bytes) }) { return true }
    guard !innerTests.isEmpty else { return false }
    return reader.hasText(inside: bytes, innerTexts) { text in
      innerTests.contains { $0.matches(text) }
    }
  }
}
