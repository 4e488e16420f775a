/// The hits of a scan, in columns of fixed size: a million of them take tens of megabytes.
///
///     row | rule | time          | eventID | file | in the spool | awsRegion | userIdentity.arn | …
///       0 |    0 | 1762092239000 | #17     |    3 | 0, 1412 B    | #18       | #19              |
///
/// `#n` are indices into a pool that holds each distinct text once. The raw JSON is in a `Spool`.
/// A row number is a place in this table and nothing more: what refers to a hit for longer uses its `HitID`.
public struct HitTable: Sendable {
  public typealias Row = Int

  /// The fields that the table shows, as dotted paths.
  public let columns: [String]
  /// What hits of a rule carry as the first part of their identity, by rule index.
  public let ruleIdentities: [String]
  /// Paths of the scanned files.
  public var files: [String] = []

  private var pool = StringPool()
  private var rules: [UInt16] = []
  private var times: [Int64] = []
  private var eventIDs: [StringPool.Index] = []
  private var fileIndices: [UInt32] = []
  private var spoolOffsets: [UInt64] = []
  private var spoolLengths: [UInt32] = []
  private var cells: [[StringPool.Index]]

  /// What an alert says in one line.
  private var summaries: [Row: StringPool.Index] = [:]
  /// Rule indices from here on are correlations: their hits are alerts.
  private let firstAlertRule: Int
  /// Rules whose hits are shown below an alert only.
  private let unlistedRules: Set<Int>

  private static let noTime = Int64.min

  public init(
    columns: [String], ruleIdentities: [String], firstAlertRule: Int = .max,
    unlistedRules: Set<Int> = []
  ) {
    self.columns = columns
    self.ruleIdentities = ruleIdentities
    self.firstAlertRule = firstAlertRule
    self.unlistedRules = unlistedRules
    cells = columns.map { _ in [] }
  }

  public var count: Int { rules.count }
  public var rows: Range<Row> { 0..<count }

  /// Appends hits whose JSON starts at `spoolOffset` in the spool.
  public mutating func append(_ batch: HitBatch, spoolOffset: UInt64) {
    batch.texts.withUnsafeBytes { texts in
      for hit in batch.hits {
        if hit.rule >= firstAlertRule {
          let range = batch.textRange(hit.firstText + 1 + cells.count)
          summaries[count] = pool.index(of: texts[range])
        }
        rules.append(UInt16(hit.rule))
        times.append(hit.time ?? Self.noTime)
        fileIndices.append(UInt32(hit.file))
        spoolOffsets.append(spoolOffset + UInt64(hit.json.lowerBound))
        spoolLengths.append(UInt32(hit.json.count))
        eventIDs.append(pool.index(of: texts[batch.eventIDRange(of: hit)]))
        for column in cells.indices {
          let range = batch.textRange(hit.firstText + 1 + column)
          cells[column].append(pool.index(of: texts[range]))
        }
      }
    }
  }

  public func rule(_ row: Row) -> Int { Int(rules[row]) }

  /// Whether the row is an alert of a correlation.
  public func isAlert(_ row: Row) -> Bool { rule(row) >= firstAlertRule }

  /// Whether the row is a result of its own, and not only part of an alert.
  public func isListed(_ row: Row) -> Bool { !unlistedRules.contains(rule(row)) }

  /// What an alert says in one line; empty for a hit.
  public func summary(_ row: Row) -> String { pool[summaries[row] ?? StringPool.empty] }

  /// The hits of rules on events with these ids.
  func rows(ofEvents ids: Set<String>, rules: Set<Int>) -> [Row] {
    let events = Set(ids.compactMap(pool.existingIndex))
    return rows.filter { events.contains(eventIDs[$0]) && rules.contains(rule($0)) }
  }

  public func id(_ row: Row) -> HitID {
    HitID(rule: ruleIdentities[rule(row)], event: pool[eventIDs[row]])
  }

  /// A hit's identity as a number: quick to compare, true within this table only.
  public struct Key: Sendable, Hashable {
    let rule: UInt16
    let eventID: StringPool.Index
  }

  public func key(_ row: Row) -> Key { Key(rule: rules[row], eventID: eventIDs[row]) }

  /// The key of a hit, or `nil` when the table holds no such event.
  public func key(of id: HitID) -> Key? {
    guard let rule = ruleIdentities.firstIndex(of: id.rule),
      let event = pool.existingIndex(of: id.event)
    else { return nil }
    return Key(rule: UInt16(rule), eventID: event)
  }

  /// Milliseconds since 1970.
  public func time(_ row: Row) -> Int64? { times[row] == Self.noTime ? nil : times[row] }

  public func text(_ row: Row, column: Int) -> String { pool[cells[column][row]] }

  public func file(_ row: Row) -> String {
    let index = Int(fileIndices[row])
    return index < files.count ? files[index] : ""
  }

  /// Where the hit's JSON is in the spool.
  func spooled(_ row: Row) -> Spool.Extent {
    Spool.Extent(offset: spoolOffsets[row], length: Int(spoolLengths[row]))
  }

  /// The row of a hit, or `nil` when the table does not hold it.
  public func row(of id: HitID) -> Row? {
    guard let key = key(of: id) else { return nil }
    return rows.first { self.key($0) == key }
  }

  /// Whether row `a` stands before row `b` when hits are listed by time: hits without a time last,
  /// equal times in the order of their events' ids, so that the list is the same after every scan.
  public func isBefore(_ a: Row, _ b: Row) -> Bool {
    if times[a] != times[b] {
      if times[a] == Self.noTime { return false }
      if times[b] == Self.noTime { return true }
      return times[a] < times[b]
    }
    if eventIDs[a] != eventIDs[b] { return pool[eventIDs[a]] < pool[eventIDs[b]] }
    return rules[a] < rules[b]
  }
}
