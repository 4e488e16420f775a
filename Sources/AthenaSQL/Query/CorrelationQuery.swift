import Basics
import Sigma

extension QueryWriter {
  /// A query for the moments at which a correlation's condition holds: its groups as `k1`, …, the
  /// time `t`, and the measure `n`.
  ///
  /// An event is counted once for each rule, however often it was delivered. Each moment looks back
  /// over the time span, as the engine does.
  public func query(
    for entry: CorrelationSet.Entry, of set: CorrelationSet, _ rules: [Rule],
    _ placeholders: Placeholders
  ) throws(CompilationRefusal) -> Query {
    let correlation = entry.correlation
    func refusal(_ message: String) -> CompilationRefusal {
      CompilationRefusal(
        message,
        advice: "query the rules that it uses with --select ids, and let trailsift correlate the "
          + "events",
        file: correlation.path, at: correlation.rules.first?.node.start)
    }
    switch correlation.type {
    case .eventCount, .valueCount, .valueSum, .valueAverage: break
    case .temporal, .temporalOrdered, .valuePercentile, .valueMedian:
      throw refusal("a correlation of type \(correlation.type.rawValue) can't be said in SQL")
    }
    guard case .bounds(let bounds) = correlation.condition else {
      throw refusal("a condition over rules can't be said in SQL")
    }
    if correlation.valueFields.count > 1 {
      throw refusal("\(correlation.type.rawValue) over several fields can't be said in SQL")
    }
    try checkTable(nil)
    var compiler = ConditionCompiler(table: table, isAsWritten: false)
    var parts: [String] = []
    for (index, source) in entry.sources.enumerated() {
      guard case .rule(let rule) = source.target else {
        throw refusal("a correlation over correlations can't be said in SQL")
      }
      parts.append(
        try part(index, source, rules[rule], set.fields, placeholders, entry, &compiler))
    }
    if let warning = compiler.warnings.first(where: { $0.kind == .superset }) {
      throw refusal("a correlation needs exact counts, but \(warning.message)")
    }
    let text = Self.text(correlation, bounds, parts)
    let query =
      header([(correlation.title, correlation.id)], compiler.warnings) + text
    try Self.checkLength(query, nil)
    return Query(text: query, warnings: compiler.warnings)
  }

  /// The matches of one rule: `eventid`, the rule's number, the time, the groups and the value.
  private func part(
    _ index: Int, _ source: CorrelationSet.Source, _ rule: Rule, _ fields: [String],
    _ placeholders: Placeholders, _ entry: CorrelationSet.Entry,
    _ compiler: inout ConditionCompiler
  ) throws(CompilationRefusal) -> String {
    var columns = [
      "eventid", "\(index + 1) AS rule", "TRY(from_iso8601_timestamp(eventtime)) AS t",
    ]
    for (number, field) in source.groupBy.enumerated() {
      let text = try text(of: field.map { fields[$0] }, entry, &compiler)
      columns.append("\(text) AS k\(number + 1)")
    }
    if entry.correlation.type.measuresField {
      let field = source.values.first.flatMap { $0 }.map { fields[$0] }
      columns.append("\(try text(of: field, entry, &compiler)) AS v")
    }
    let condition = try Self.compile(rule, placeholders, &compiler)
    let all = try boundConditions(rule, &compiler) + [condition]
    let conditions = all.map { $0.text(indent: 8) }.joined(separator: "\n    AND ")
    return
      "  SELECT \(columns.joined(separator: ",\n         "))\n  FROM \(SQL.table(table.name))\n"
      + "  WHERE \(conditions)"
  }

  /// The first text of a field, as varchar.
  private func text(
    of field: String?, _ entry: CorrelationSet.Entry, _ compiler: inout ConditionCompiler
  ) throws(CompilationRefusal) -> String {
    guard let field else { return "CAST(NULL AS VARCHAR)" }
    switch table.place(of: field) {
    case .value(let column), .document(let column): return column
    case .element(let array, let member):
      return "element_at(filter(transform(\(array), r -> \(member)), x -> x IS NOT NULL), 1)"
    case .json(let column, let ways):
      let texts = ConditionCompiler.texts(column, ways[0])
      return "element_at(filter(\(texts), x -> x IS NOT NULL), 1)"
    case .container, .absent:
      throw CompilationRefusal(
        "the table has no column for \(field), which the correlation counts by",
        file: entry.correlation.path, at: entry.correlation.rules.first?.node.start)
    }
  }

  private static func text(
    _ correlation: Correlation, _ bounds: [CorrelationCondition.Bound], _ parts: [String]
  ) -> String {
    let keys = correlation.groupBy.indices.map { "k\($0 + 1)" }
    let partition = keys.isEmpty ? "" : "PARTITION BY \(keys.joined(separator: ", ")) "
    let seconds = correlation.timespan.milliseconds / 1_000
    let window =
      "OVER (\(partition)ORDER BY t RANGE BETWEEN INTERVAL '\(seconds)' SECOND PRECEDING"
      + " AND CURRENT ROW)"
    let number = ConditionCompiler.numberOrNull("v")
    let measure =
      switch correlation.type {
      case .valueSum: "sum(\(number)) \(window)"
      case .valueAverage: "avg(\(number)) \(window)"
      case .valueCount:
        "cardinality(array_distinct(filter(array_agg(v) \(window), x -> x IS NOT NULL)))"
      default: "count(*) \(window)"
      }
    let known = (["copy = 1", "t IS NOT NULL"] + keys.map { "\($0) IS NOT NULL" })
      .joined(separator: " AND ")
    let conditions = bounds.map { "n \($0.relation.sign) \(literal($0.value))" }
      .joined(separator: " AND ")
    let groups = (keys + ["t"]).joined(separator: ", ")
    return """
      WITH matched AS (
      \(parts.joined(separator: "\n  UNION ALL\n"))
      ), once AS (
        SELECT *, row_number() OVER (PARTITION BY eventid, rule ORDER BY t) AS copy
        FROM matched
      ), counted AS (
        SELECT \((["t"] + keys).joined(separator: ", ")),
               \(measure) AS n
        FROM once
        WHERE \(known)
      )
      SELECT \(groups), max(n) AS n
      FROM counted
      WHERE \(conditions)
      GROUP BY \(groups)
      ORDER BY t

      """
  }

  private static func literal(_ value: Double) -> String {
    if let int = Int64(exactly: value) { return String(int) }
    let text = String(value)
    return text.has("e") ? text : text + "e0"
  }
}

extension CorrelationCondition.Bound.Relation {
  fileprivate var sign: String {
    switch self {
    case .gt: ">"
    case .gte: ">="
    case .lt: "<"
    case .lte: "<="
    case .eq: "="
    case .neq: "<>"
    }
  }
}
