import Basics
import EventJSON
import Places

/// A pair of hits with one key in two places.
public struct TwoPlacesPair: Sendable, Hashable {
  public let first: HitTable.Row
  public let second: HitTable.Row
  public let finding: TwoPlaces
}

/// What stands out about the sources of all hits.
public struct SourceSignals: Sendable {
  /// By row.
  var column = FieldColumn(field: PlaceField.signals.rawValue)
  var pairs: [TwoPlacesPair] = []
}

/// Finds what stands out about the sources of hits: credentials of an instance used outside of AWS,
/// and keys in two places.
///
/// It reads all events, since a later hit may be what makes an earlier one stand out.
struct SignalReading {
  let table: HitTable
  let spool: Spool
  let book: PlaceBook

  private(set) var found = SourceSignals()

  private static let fields = [
    PlaceField.sourceField, "userIdentity.arn", "userIdentity.accessKeyId",
    "userIdentity.sessionContext.sessionIssuer.arn",
    "userIdentity.sessionContext.ec2RoleDelivery",
  ]

  init(table: HitTable, spool: Spool, book: PlaceBook) {
    (self.table, self.spool, self.book) = (table, spool, book)
  }

  /// A use of a key. Texts are numbers, since there may be millions.
  private struct Use {
    let row: HitTable.Row
    let principal: StringPool.Index
    let key: StringPool.Index
    /// Index in `spots`.
    let spot: Int32
  }

  private var uses: [Use] = []
  private var spots: [TwoPlaces.Spot] = []

  /// What is known about an address.
  private struct Known {
    let answer: PlaceAnswer
    /// Index in `spots`; -1: it does not count.
    let spot: Int32
  }

  /// Reads all rows. `false` if it was cancelled.
  mutating func run(
    isCancelled: () -> Bool, progress: (Double) -> Void
  ) throws(Spool.Failure) -> Bool {
    let event = PickedEvent(trie: FieldTrie(fields: Self.fields))
    var pool = StringPool()
    var known: [StringPool.Index: Known] = [:]
    var buffer: [UInt8] = []
    var text: [UInt8] = []
    var outside: Set<HitTable.Row> = []
    for row in table.rows {
      if row & 0x3FF == 0 {
        if isCancelled() { return false }
        if row & 0x3FFF == 0 { progress(Double(row) / Double(max(1, table.count))) }
      }
      if table.isAlert(row) { continue }
      let extent = table.spooled(row)
      guard spool.read(extent, into: &buffer) else { throw .unreadable }
      let codes = buffer.withUnsafeBytes { all -> [StringPool.Index]? in
        let bytes = UnsafeRawBufferPointer(rebasing: all.prefix(extent.length))
        guard (try? event.read(bytes)) != nil else { return nil }
        return Self.fields.indices.map { slot in
          text.removeAll(keepingCapacity: true)
          _ = event.appendColumn(Self.fields[slot], at: slot, to: &text)
          return text.withUnsafeBytes { pool.index(of: $0) }
        }
      }
      guard let codes, codes[0] != StringPool.empty else { continue }
      let source = known[codes[0]] ?? look(codes[0], pool)
      known[codes[0]] = source
      if SourceSignal.isOutsideAWS(
        source.answer, knowsAWS: book.aws != nil, delivery: pool[codes[4]], arn: pool[codes[1]])
      {
        outside.insert(row)
      }
      let principal = codes[3] == StringPool.empty ? codes[1] : codes[3]
      guard source.spot >= 0, principal != StringPool.empty, codes[2] != StringPool.empty else {
        continue
      }
      uses.append(Use(row: row, principal: principal, key: codes[2], spot: source.spot))
    }
    findPairs(pool)
    write(outside)
    return true
  }

  private mutating func look(_ code: StringPool.Index, _ pool: StringPool) -> Known {
    let answer = pool.withBytes(of: code) { book.answer(SourceAddress(bytes: $0)) }
    guard let spot = TwoPlaces.Spot(answer) else { return Known(answer: answer, spot: -1) }
    spots.append(spot)
    return Known(answer: answer, spot: Int32(spots.count - 1))
  }

  private mutating func findPairs(_ pool: StringPool) {
    struct Group: Hashable {
      let principal: StringPool.Index
      let key: StringPool.Index
    }
    let groups = Dictionary(grouping: uses) { Group(principal: $0.principal, key: $0.key) }
    for (group, uses) in groups where uses.contains(where: { $0.spot != uses[0].spot }) {
      var rows: [String: HitTable.Row] = [:]
      let sightings = uses.compactMap { use -> TwoPlaces.Sighting? in
        guard let time = table.time(use.row) else { return nil }
        let id = table.id(use.row).event
        rows[id] = rows[id] ?? use.row
        return TwoPlaces.Sighting(id: id, time: time, spot: spots[Int(use.spot)])
      }
      let found = TwoPlaces.find(
        principal: pool[group.principal], accessKey: pool[group.key], sightings)
      self.found.pairs += found.compactMap { finding in
        guard let first = rows[finding.first.id], let second = rows[finding.second.id] else {
          return nil
        }
        return TwoPlacesPair(first: first, second: second, finding: finding)
      }
    }
    found.pairs.sort { TwoPlaces.isEarlier($0.finding, $1.finding) }
  }

  private mutating func write(_ outside: Set<HitTable.Row>) {
    let inPair = Set(found.pairs.flatMap { [$0.first, $0.second] })
    for row in table.rows {
      let signals = [
        outside.contains(row) ? SourceSignal.outsideAWS : nil,
        inPair.contains(row) ? .twoPlaces : nil,
      ].compactMap { $0?.rawValue }
      let code = found.column.pool.index(of: signals.joined(separator: ", "))
      found.column.codes.append(code)
    }
  }
}
