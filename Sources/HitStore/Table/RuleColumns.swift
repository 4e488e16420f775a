/// The columns of a hit that tell its rule, by rule index:
///
///     level    rule              tag
///     high     Logging stopped   attack.defense-evasion attack.t1562.008
///
/// They look like columns of events to filters, order and groups.
struct RuleColumns: Sendable {
  static let fields = ["level", "rule", "tag"]
  static let level = 0
  static let rule = 1

  /// What a table shows of its rules.
  struct Rule: Sendable {
    let level: RuleLevel?
    /// The level as written; empty if the rule has none.
    let levelText: String
    /// Its title, or its identity if it has no title.
    let title: String
    /// The title, with the identity if another rule has the same title.
    let label: String
    let tags: [String]
  }

  let rules: [Rule]
  private(set) var pool = StringPool()
  /// By column, then by rule.
  private var codes: [[StringPool.Index]] = []

  init(identities: [String], titles: [String], levels: [String?], tags: [[String]]) {
    let titles = identities.indices.map { index in
      titles.indices.contains(index) ? titles[index] : identities[index]
    }
    let count = Dictionary(titles.map { ($0, 1) }, uniquingKeysWith: +)
    rules = identities.indices.map { index in
      let level = levels.indices.contains(index) ? levels[index] ?? "" : ""
      let title = titles[index]
      return Rule(
        level: RuleLevel(level), levelText: level, title: title,
        label: count[title] == 1 ? title : "\(title)  [\(identities[index])]",
        tags: tags.indices.contains(index) ? tags[index] : [])
    }
    codes = [
      rules.map { pool.index(of: $0.levelText) }, rules.map { pool.index(of: $0.title) },
      rules.map { pool.index(of: $0.tags.joined(separator: " ")) },
    ]
  }

  @inline(__always)
  func code(rule: Int, column: Int) -> StringPool.Index { codes[column][rule] }
}
