import Basics

/// Filters, compiled for one table: tells whether all of them hold for a row.
///
/// The result for a text is cached by its number in the column: a million hits have a dozen
/// regions, and each is compared once.
public struct FilterProgram: Sendable {
  public let filters: [HitFilter]
  private var terms: [Term]

  private struct Term: Sendable {
    let isNegated: Bool
    let test: Test
    /// For each tested column, the results by number.
    var memos: [Memo] = []
  }

  private enum Test: Sendable {
    /// In any of some columns.
    case texts([ValueTest], columns: [Int])
    case times([Range<Int64>])
    /// By `VerdictColumn`'s codes.
    case verdicts([Bool])
    /// By rule index.
    case rules([Bool])
    /// Rows that were found by reading the events.
    case rows(RowSet)
    case never
  }

  /// 0 unknown, 1 no, 2 yes.
  private struct Memo: Sendable {
    var answers: [UInt8]

    mutating func remember(_ code: StringPool.Index, _ answer: Bool) {
      if Int(code) >= answers.count {
        let wanted = max(Int(code) + 1, answers.count * 2, 64)
        answers.append(contentsOf: repeatElement(0, count: wanted - answers.count))
      }
      answers[Int(code)] = answer ? 2 : 1
    }
  }

  /// - Parameters:
  ///   - searched: columns in which free text is searched.
  ///   - found: for each filter on whole events, the rows that match it without its negation.
  public init(
    _ filters: [HitFilter], table: HitTable, searched: [Int], found: [HitFilter: RowSet] = [:]
  ) {
    self.filters = filters
    terms = filters.map { filter in
      let test = Self.test(filter, table, searched: searched, found: found)
      var term = Term(isNegated: filter.isNegated, test: test)
      if case .texts(_, let columns) = test {
        term.memos = columns.map { _ in Memo(answers: []) }
      }
      return term
    }
  }

  private static func test(
    _ filter: HitFilter, _ table: HitTable, searched: [Int], found: [HitFilter: RowSet]
  ) -> Test {
    let texts = filter.values.compactMap { ValueTest($0, of: filter.field) }
    switch filter.field {
    case .path, .network:
      guard let path = filter.field.path, let column = table.column(of: path) else { return .never }
      return .texts(texts, columns: [column])
    case .anyColumn: return .texts(texts, columns: searched)
    case .wholeEvent: return .rows(found[filter.unsigned] ?? RowSet())
    case .time, .day:
      return .times(
        filter.values.compactMap {
          guard case .times(let from, let to) = $0 else { return nil }
          let start = from ?? HitTable.noTime + 1
          return start..<max(start, to ?? .max)
        })
    case .verdict:
      var wanted = Array(repeating: false, count: VerdictColumn.codeCount)
      for case .verdict(let verdict) in filter.values { wanted[VerdictColumn.code(verdict)] = true }
      return .verdicts(wanted)
    case .rule:
      return .rules(
        table.ruleIdentities.indices.map { rule in
          table.ruleNames(rule).contains { name in texts.contains { $0.matches(name) } }
        })
    case .level:
      return .rules(
        table.ruleColumns.rules.map { rule in
          filter.values.contains { value in
            guard case .level(let test) = value else { return false }
            return rule.level.map(test.holds) ?? false
          } || texts.contains { $0.matches(rule.levelText) }
        })
    case .tag:
      return .rules(
        table.ruleColumns.rules.map { rule in
          let names = rule.tags + rule.tags.compactMap { $0.cut(at: ".").map { String($0.1) } }
          return names.isEmpty
            ? texts.contains { $0.matches("") }
            : names.contains { name in texts.contains { $0.matches(name) } }
        })
    }
  }

  /// The same program after more events were read for its filters on whole events.
  public func knowing(_ found: [HitFilter: RowSet]) -> FilterProgram {
    var copy = self
    for (index, filter) in filters.enumerated() where filter.field == .wholeEvent {
      let term = terms[index]
      copy.terms[index] = Term(
        isNegated: term.isNegated, test: .rows(found[filter.unsigned] ?? RowSet()))
    }
    return copy
  }

  /// Whether all filters hold for a row.
  public mutating func matches(
    _ row: HitTable.Row, _ table: HitTable, _ verdicts: VerdictColumn
  ) -> Bool {
    for index in terms.indices {
      if holds(index, row, table, verdicts) == terms[index].isNegated { return false }
    }
    return true
  }

  /// The rows for which all filters hold, in the same order.
  public mutating func filter(
    _ rows: [HitTable.Row], _ table: HitTable, _ verdicts: VerdictColumn,
    isCancelled: () -> Bool = { false }
  ) -> [HitTable.Row]? {
    guard !terms.isEmpty else { return rows }
    var kept: [HitTable.Row] = []
    for start in stride(from: 0, to: rows.count, by: Self.rowsBetweenQuestions) {
      if isCancelled() { return nil }
      for index in start..<min(start + Self.rowsBetweenQuestions, rows.count)
      where matches(rows[index], table, verdicts) {
        kept.append(rows[index])
      }
    }
    return kept
  }

  /// The number of rows between checks for cancellation.
  static let rowsBetweenQuestions = 16_384

  private mutating func holds(
    _ term: Int, _ row: HitTable.Row, _ table: HitTable, _ verdicts: VerdictColumn
  ) -> Bool {
    switch terms[term].test {
    case .texts(let tests, let columns):
      for (place, column) in columns.enumerated() {
        let code = table.code(row, column: column)
        let known =
          Int(code) < terms[term].memos[place].answers.count
          ? terms[term].memos[place].answers[Int(code)] : 0
        if known == 2 { return true }
        if known == 1 { continue }
        let isFound = Self.matches(tests, code, table, column: column)
        terms[term].memos[place].remember(code, isFound)
        if isFound { return true }
      }
      return false
    case .times(let ranges):
      let time = table.times[row]
      return ranges.contains { $0.contains(time) }
    case .verdicts(let wanted): return wanted[verdicts.code(row)]
    case .rules(let wanted): return wanted[table.rule(row)]
    case .rows(let rows): return rows.contains(row)
    case .never: return false
    }
  }

  private static func matches(
    _ tests: [ValueTest], _ code: StringPool.Index, _ table: HitTable, column: Int
  ) -> Bool {
    table.withText(code, column: column) { text in tests.contains { $0.matches(text) } }
  }
}

extension HitFilter {
  /// The same without its `-`.
  public var unsigned: HitFilter {
    var copy = self
    copy.isNegated = false
    return copy
  }
}
