/// The verdict of every row of a table, one byte each, so that a million can be counted and
/// filtered quickly.
///
/// A `SessionState` has verdicts by `HitID`, independent of the table. This has them by row,
/// updated as rows arrive and decisions are made.
public struct VerdictColumn: Sendable {
  private var codes = PagedArray<UInt8>()

  public init() {}

  public var count: Int { codes.count }

  @inline(__always)
  public func isOpen(_ row: HitTable.Row) -> Bool { row >= codes.count || codes[row] == 0 }

  public subscript(row: HitTable.Row) -> Verdict? {
    row < codes.count ? Self.verdict(Int(codes[row])) : nil
  }

  /// 0: no verdict.
  @inline(__always)
  func code(_ row: HitTable.Row) -> Int { row < codes.count ? Int(codes[row]) : 0 }

  static let codeCount = 4

  static func code(_ verdict: Verdict?) -> Int {
    switch verdict {
    case nil: 0
    case .truePositive: 1
    case .falsePositive: 2
    case .benignTruePositive: 3
    }
  }

  static func verdict(_ code: Int) -> Verdict? {
    switch code {
    case 1: .truePositive
    case 2: .falsePositive
    case 3: .benignTruePositive
    default: nil
    }
  }

  /// Adds the table's new rows.
  public mutating func extend(to table: HitTable, _ verdicts: [HitID: Verdict]) {
    while codes.count < table.count {
      let verdict = verdicts.isEmpty ? nil : verdicts[table.id(codes.count)]
      codes.append(UInt8(Self.code(verdict)))
    }
  }

  /// Sets the verdict of a row. `false` if it already had it.
  @discardableResult
  public mutating func set(_ row: HitTable.Row, _ verdict: Verdict?) -> Bool {
    let code = UInt8(Self.code(verdict))
    guard row < codes.count, codes[row] != code else { return false }
    codes[row] = code
    return true
  }
}
