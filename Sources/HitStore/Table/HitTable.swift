/// The hits of a scan, in columns of fixed size: a million hits take tens of megabytes.
///
///     row | rule | time          | eventID | file | in the spool | awsRegion | userIdentity.arn | …
///       0 |    0 | 1762092239000 | #17     |    3 | 0, 1412 B    | #18       | #19              |
///
/// `#n` are indices into a pool that has each distinct text once. The raw JSON is in a `Spool`. A
/// row number is valid only in this table. Use a `HitID` to refer to a hit for longer.
public struct HitTable: Sendable {
  public typealias Row = Int

  /// The fields that the table shows, as dotted paths.
  public let columns: [String]
  /// The first part of the identity of a rule's hits, by rule index.
  public let ruleIdentities: [String]
  /// What the table shows of the rules.
  let ruleColumns: RuleColumns
  /// Paths of the scanned files.
  public var files: [String] = []
  /// Paths of files with hits that another scan found.
  private var furtherFiles: [String] = []
  /// The rows that the scan delivered as silenced events.
  public private(set) var rowsSilencedAtScan = RowSet()
  /// What the exceptions silence, kept as rows or not.
  public var silencedCounts = SilencedCounts()

  var pool = StringPool()
  var rules = PagedArray<UInt16>()
  var times = PagedArray<Int64>()
  var eventIDs = PagedArray<StringPool.Index>()
  private var fileIndices = PagedArray<UInt32>()
  private var spoolOffsets = PagedArray<UInt64>()
  private var spoolLengths = PagedArray<UInt32>()
  var cells: [PagedArray<StringPool.Index>]
  /// Columns of fields that the scan did not pick. They are read from the spool on demand.
  var readColumns: [FieldColumn] = []
  /// Hits of which one key was in two places.
  public internal(set) var twoPlaces: [TwoPlacesPair] = []
  /// From an eventID to its rows.
  var places = RowIndex()
  let ruleIndices: [String: UInt16]

  /// The summaries of alerts.
  private var summaries: [Row: StringPool.Index] = [:]
  /// Rule indices from here on are correlations, whose hits are alerts.
  let firstAlertRule: Int
  /// Rules whose hits are shown only below an alert.
  let unlistedRules: Set<Int>

  static let noTime = Int64.min

  public init(
    columns: [String], ruleIdentities: [String], ruleTitles: [String] = [],
    ruleLevels: [String?] = [], ruleTags: [[String]] = [],
    firstAlertRule: Int = .max, unlistedRules: Set<Int> = []
  ) {
    self.columns = columns
    self.ruleIdentities = ruleIdentities
    ruleColumns = RuleColumns(
      identities: ruleIdentities, titles: ruleTitles, levels: ruleLevels, tags: ruleTags)
    self.firstAlertRule = firstAlertRule
    self.unlistedRules = unlistedRules
    cells = columns.map { _ in PagedArray() }
    ruleIndices = Dictionary(
      ruleIdentities.enumerated().map { ($1, UInt16($0)) }, uniquingKeysWith: { first, _ in first })
  }

  public var count: Int { rules.count }
  public var rows: Range<Row> { 0..<count }

  /// Appends hits, or silenced events, whose JSON starts at `spoolOffset` in the spool.
  public mutating func append(
    _ batch: HitBatch, spoolOffset: UInt64, areSilenced: Bool = false
  ) {
    if areSilenced { rowsSilencedAtScan.formUnion(count..<count + batch.hits.count) }
    batch.texts.withUnsafeBytes { texts in
      for hit in batch.hits {
        if hit.rule >= firstAlertRule {
          let range = batch.textRange(hit.firstText + 1 + cells.count)
          summaries[count] = pool.index(of: texts[range])
        }
        times.append(hit.time ?? Self.noTime)
        fileIndices.append(UInt32(hit.file))
        spoolOffsets.append(spoolOffset + UInt64(hit.json.lowerBound))
        spoolLengths.append(UInt32(hit.json.count))
        let eventID = pool.index(of: texts[batch.eventIDRange(of: hit)])
        places.add(row: count, eventID: eventID)
        eventIDs.append(eventID)
        for column in cells.indices {
          let range = batch.textRange(hit.firstText + 1 + column)
          cells[column].append(pool.index(of: texts[range]))
        }
        rules.append(UInt16(hit.rule))
      }
    }
  }

  public func rule(_ row: Row) -> Int { Int(rules[row]) }

  /// Whether the row is an alert of a correlation.
  public func isAlert(_ row: Row) -> Bool { rule(row) >= firstAlertRule }

  /// Whether the row is a result itself, not only part of an alert.
  public func isListed(_ row: Row) -> Bool { !unlistedRules.contains(rule(row)) }

  /// The summary of an alert; empty for a hit.
  public func summary(_ row: Row) -> String { pool[summaries[row] ?? StringPool.empty] }

  /// Milliseconds since 1970.
  public func time(_ row: Row) -> Int64? { times[row] == Self.noTime ? nil : times[row] }

  public func file(_ row: Row) -> String {
    let index = Int(fileIndices[row])
    if index >= Self.firstFurtherFile { return furtherFiles[index - Self.firstFurtherFile] }
    return index < files.count ? files[index] : ""
  }

  /// The index of a file for hits that another scan found.
  public mutating func furtherFileIndex(of path: String) -> Int {
    if let known = furtherFiles.lastIndex(of: path) { return Self.firstFurtherFile + known }
    furtherFiles.append(path)
    return Self.firstFurtherFile + furtherFiles.count - 1
  }

  private static let firstFurtherFile = 1 << 31

  /// The place of the hit's JSON in the spool.
  package func spooled(_ row: Row) -> Spool.Extent {
    Spool.Extent(offset: spoolOffsets[row], length: Int(spoolLengths[row]))
  }
}
