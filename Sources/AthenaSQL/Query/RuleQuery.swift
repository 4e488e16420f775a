import Basics
import Sigma
import SourceYAML

/// A query in Trino's SQL, and how its answer relates to the engine's.
public struct Query: Sendable, Hashable {
  /// Ends with a newline, without a semicolon. Comments with the titles of rules and the warnings
  /// come first.
  public let text: String
  /// Each once.
  public let warnings: [CompilationWarning]

  /// The strongest kind of warning; nil without one.
  public var relation: CompilationWarning.Kind? { warnings.map(\.kind).max() }

  /// Athena takes no longer text. Source: Athena user guide, "Service Quotas".
  public static let maximumBytes = 262_144
}

/// Writes queries for the rules of a command line.
///
///     let writer = QueryWriter(table: .documented(), bounds: QueryBounds(since: since))
///     let query = try writer.query(for: [rule], Placeholders())
public struct QueryWriter: Sendable {
  public var table: TableProfile
  public var bounds: QueryBounds
  public var selection = Selection.event
  /// Writes each `not` plainly, as the SQL of a tuning note has it.
  public var isAsWritten = false

  public init(table: TableProfile, bounds: QueryBounds) {
    self.table = table
    self.bounds = bounds
  }

  /// One query for the events of any of the rules, which reads the table once.
  ///
  /// - Throws: a part of a rule that can't be said in SQL.
  public func query(
    for rules: [Rule], _ placeholders: Placeholders
  ) throws(CompilationRefusal) -> Query {
    try checkTable(rules.first)
    var compiler = ConditionCompiler(table: table, isAsWritten: isAsWritten)
    var conditions: [SQLCondition] = []
    for rule in rules { conditions.append(try Self.compile(rule, placeholders, &compiler)) }
    let all = try boundConditions(rules.first, &compiler) + [.any(conditions)]
    let text =
      header(rules.map { ($0.title, $0.id) }, compiler.warnings)
      + "SELECT \(SelectList(table: table).text(selection))\nFROM \(SQL.table(table.name))\n"
      + "WHERE \(Self.lines(all))\nORDER BY eventtime, eventid\n"
    try Self.checkLength(text, rules.first)
    return Query(text: text, warnings: compiler.warnings)
  }

  static func compile(
    _ rule: Rule, _ placeholders: Placeholders, _ compiler: inout ConditionCompiler
  ) throws(CompilationRefusal) -> SQLCondition {
    let formula: RuleFormula
    do throws(Diagnostic) {
      formula = try rule.formula(placeholders)
    } catch {
      throw CompilationRefusal(error)
    }
    return try compiler.compile(formula)
  }

  func boundConditions(
    _ rule: Rule?, _ compiler: inout ConditionCompiler
  ) throws(CompilationRefusal) -> [SQLCondition] {
    do throws(TableProblem) {
      var found: [CompilationWarning] = []
      let conditions = try bounds.conditions(table) { found.append($0) }
      for warning in found { compiler.warn(warning.kind, warning.message) }
      return conditions
    } catch {
      throw CompilationRefusal(
        error.message, advice: error.advice, file: rule?.path ?? table.name, at: nil)
    }
  }

  func checkTable(_ rule: Rule?) throws(CompilationRefusal) {
    guard table.kind != .securityLake else {
      throw CompilationRefusal(
        "the table \(table.name) has the columns of Security Lake (OCSF), which are not supported",
        advice: "query the table of the CloudTrail trail itself",
        file: rule?.path ?? table.name, at: nil)
    }
  }

  static func lines(_ conditions: [SQLCondition]) -> String {
    conditions.map { $0.text(indent: 6) }.joined(separator: "\n  AND ")
  }

  static func checkLength(_ text: String, _ rule: Rule?) throws(CompilationRefusal) {
    guard text.utf8.count > Query.maximumBytes else { return }
    throw CompilationRefusal(
      "the query has \(text.utf8.count) bytes; Athena takes \(Query.maximumBytes)",
      advice: "give fewer rules at once, or fewer values", file: rule?.path ?? "", at: nil)
  }

  func header(
    _ titles: [(title: String, id: String?)], _ warnings: [CompilationWarning]
  ) -> String {
    var lines = titles.map { title, id in
      SQL.comment("rule: " + title + (id.map { " (\($0))" } ?? ""))
    }
    lines += warnings.map { SQL.comment("\($0.kind.rawValue): \($0.message)") }
    return lines.map { $0 + "\n" }.joined()
  }
}
