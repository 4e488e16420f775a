import EventJSON
import Places

/// Reads from the events what no column has: values of further fields, and text anywhere in an
/// event. Fields of places follow from the source address, which is looked up.
///
/// A million events are a gigabyte or more in the spool, mostly in the system's cache. Reading
/// takes seconds, so it reports progress and can be cancelled.
struct EventReading {
  let table: HitTable
  let spool: Spool
  /// The rows to read.
  let rows: Range<HitTable.Row>
  /// Filters on whole events.
  let filters: [HitFilter]
  /// The fields to read from the events, and those that follow from others.
  private let fields: [String]
  private let placeFields: [PlaceField]
  private let places: PlaceProvider?

  private(set) var columns: [FieldColumn] = []
  private(set) var found: [RowSet] = []

  init(
    table: HitTable, spool: Spool, rows: Range<HitTable.Row>, fields: [String],
    filters: [HitFilter], places: PlaceProvider? = nil
  ) {
    (self.table, self.spool, self.rows, self.filters) = (table, spool, rows, filters)
    self.places = places
    placeFields = fields.compactMap(PlaceField.init(rawValue:))
    var read = fields.filter { PlaceField(rawValue: $0) == nil }
    // A column of the scan has all rows.
    if !placeFields.isEmpty, !table.columns.contains(PlaceField.sourceField),
      !read.contains(PlaceField.sourceField)
    {
      read.append(PlaceField.sourceField)
    }
    self.fields = read
  }

  /// Reads all rows. `false` if it was cancelled.
  ///
  /// - Parameter progress: called now and then with the completed share.
  mutating func run(
    isCancelled: () -> Bool, progress: (Double) -> Void
  ) throws(Spool.Failure) -> Bool {
    columns = fields.map(FieldColumn.init)
    found = filters.map { _ in RowSet() }
    if !fields.isEmpty || !filters.isEmpty {
      guard try readEvents(isCancelled, progress) else { return false }
    }
    return placeFields.isEmpty || lookUp(isCancelled)
  }

  private mutating func readEvents(
    _ isCancelled: () -> Bool, _ progress: (Double) -> Void
  ) throws(Spool.Failure) -> Bool {
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

  // MARK: - Places

  /// Adds the columns of places. Each distinct address is looked up once.
  private mutating func lookUp(_ isCancelled: () -> Bool) -> Bool {
    let book = places?.book ?? PlaceBook()
    let knowsAWS = book.aws != nil
    let source = table.columns.firstIndex(of: PlaceField.sourceField)
    let read = fields.firstIndex(of: PlaceField.sourceField)
    var made = placeFields.map { FieldColumn(field: $0.rawValue) }
    // For each number of the source's column, the row of `known` plus one.
    let codes = source.map { table.codeCount(column: $0) } ?? read.map { columns[$0].pool.count }
    var places = [UInt32](repeating: 0, count: codes ?? 0)
    var known: [[StringPool.Index]] = []
    for row in rows {
      if row & 0x3FF == 0, isCancelled() { return false }
      let code: StringPool.Index
      if let source {
        code = table.code(row, column: source)
      } else if let read {
        code = columns[read].codes[row - rows.lowerBound]
      } else {
        continue
      }
      if places[Int(code)] == 0 {
        let answer =
          source.map { table.withText(code, column: $0) { book.answer(SourceAddress(bytes: $0)) } }
          ?? columns[read ?? 0].pool.withBytes(of: code) { book.answer(SourceAddress(bytes: $0)) }
        known.append(
          placeFields.indices.map { index in
            made[index].pool.index(of: placeFields[index].text(answer, knowsAWS: knowsAWS))
          })
        places[Int(code)] = UInt32(known.count)
      }
      let values = known[Int(places[Int(code)]) - 1]
      for index in made.indices { made[index].codes.append(values[index]) }
    }
    columns += made
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
