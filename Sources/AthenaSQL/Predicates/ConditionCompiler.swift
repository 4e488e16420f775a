import Basics
import LinearRegex
import Sigma

/// Compiles the condition of a rule to a condition of a query over a table.
///
///     selection and not filter      (lower(eventname) = 'consolelogin'
///                                     AND NOT coalesce(lower(awsregion) = 'us-east-1', FALSE))
///
/// What is unknown (NULL) is not a match in Sigma, so each `not` is wrapped once; other conditions
/// stay bare, which keeps partitions prunable.
struct ConditionCompiler {
  let table: TableProfile
  /// Writes `NOT (…)`, which loses the events in which a field is absent.
  let isAsWritten: Bool
  private(set) var warnings: [CompilationWarning] = []
  /// Inside an odd number of `not`.
  private var isNegated = false
  /// Where the part is that is compiled.
  private var test: FieldTest?

  init(table: TableProfile, isAsWritten: Bool) {
    self.table = table
    self.isAsWritten = isAsWritten
  }

  mutating func warn(_ kind: CompilationWarning.Kind, _ message: String) {
    let warning = CompilationWarning(kind, message)
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  func refusal(_ message: String, advice: String? = nil) -> CompilationRefusal {
    CompilationRefusal(
      message, advice: advice, file: test?.path ?? "",
      at: (test?.item.key ?? test?.item.value)?.start)
  }

  // MARK: Conditions

  mutating func compile(_ formula: RuleFormula) throws(CompilationRefusal) -> SQLCondition {
    switch formula {
    case .and(let parts): return .all(try compile(parts))
    case .or(let parts): return .any(try compile(parts))
    case .not(let inner):
      isNegated.toggle()
      defer { isNegated.toggle() }
      let condition = try compile(inner)
      if isAsWritten {
        warn(.approx, "as written: a 'not' loses the events in which its field is absent")
        return .plainNot(condition)
      }
      return .not(condition)
    case .test(let test):
      self.test = test
      defer { self.test = nil }
      return try compile(test)
    }
  }

  private mutating func compile(
    _ parts: [RuleFormula]
  ) throws(CompilationRefusal) -> [SQLCondition] {
    var conditions: [SQLCondition] = []
    for part in parts { conditions.append(try compile(part)) }
    return conditions
  }

  // MARK: Tests

  private mutating func compile(_ test: FieldTest) throws(CompilationRefusal) -> SQLCondition {
    guard let field = test.field else { return try keywords(test) }
    let place = table.place(of: field)
    var conditions: [SQLCondition] = []
    var compared: [ItemValue] = []
    for value in test.values {
      switch value {
      case .null: conditions.append(null(field, place))
      case .exists(let exists): conditions.append(existence(field, place, exists))
      case .fieldReference(let reference):
        conditions.append(try comparison(field, place, reference))
      default: compared.append(value)
      }
    }
    guard !compared.isEmpty else { return .any(conditions) }
    switch place {
    case .absent:
      warnAbsent(field)
      conditions.append(.atom("FALSE"))
    case .value(let column):
      conditions += try predicates(compared, test.isCased, Subject(column))
    case .document(let column):
      warn(
        .approx,
        "\(field) is compared as the JSON text of the table: numbers and escapes may be written "
          + "differently")
      conditions += try predicates(compared, test.isCased, Subject(column, isObject: true))
    case .container(let column):
      warn(
        .approx,
        "\(field) is an object: its text has lower-case names, and only the fields of the table")
      let text = "json_format(CAST(\(column) AS JSON))"
      conditions += try predicates(compared, test.isCased, Subject(text, isObject: true))
    case .element(let array, let member):
      let inner = try predicates(compared, test.isCased, Subject(member))
      conditions.append(Self.anyMatch(array, "r", .any(inner)))
    case .json(let column, let ways):
      guard table.hasJSONQuery else {
        conditions += try withoutJSONQuery(field, column, ways, compared, test.isCased)
        break
      }
      let inner = try predicates(compared, test.isCased, Subject("t", mayBeObject: true))
      for way in ways {
        conditions.append(Self.anyMatch(Self.texts(column, way), "t", .any(inner)))
      }
    }
    return .any(conditions)
  }

  private mutating func withoutJSONQuery(
    _ field: String, _ column: String, _ ways: [[String]], _ values: [ItemValue], _ isCased: Bool
  ) throws(CompilationRefusal) -> [SQLCondition] {
    warn(.approx, "\(field): without json_query, values inside lists are not found")
    var conditions: [SQLCondition] = []
    for way in ways {
      let text = Self.scalar(column, way)
      conditions += try predicates(values, isCased, Subject(text))
    }
    return conditions
  }

  mutating func warnAbsent(_ field: String) {
    warn(.approx, "the table has no column for \(field): it counts as absent")
  }

  static func anyMatch(_ array: String, _ name: String, _ condition: SQLCondition) -> SQLCondition {
    .atom("any_match(\(array), \(name) -> \(condition.text(indent: 4)))")
  }

  // MARK: JSON

  /// The values at a path as an ARRAY(JSON); NULL if there is none. A path continues in the
  /// elements of a list. With `last`, lists at its end are flattened.
  static func values(
    _ column: String, _ names: [String], flattened: Bool = true
  ) -> String {
    let steps = names.map { ".\"" + $0.replacing(text: "\"", by: "\"\"") + "\"" }.joined()
    let path = SQL.literal("lax $" + steps + (flattened ? "[*][*]" : ""))
    return "CAST(json_parse(json_query(\(column), \(path) WITH ARRAY WRAPPER)) AS ARRAY(JSON))"
  }

  /// The texts of the values at a path: a scalar's own, else compact JSON; NULL for null.
  static func texts(_ column: String, _ names: [String]) -> String {
    "transform(\(values(column, names)), v -> \(text(of: "v")))"
  }

  private static func text(of value: String) -> String {
    "coalesce(json_extract_scalar(\(value), '$'), nullif(json_format(\(value)), 'null'))"
  }

  private static func scalar(_ column: String, _ names: [String]) -> String {
    let steps = names.map { name in
      "[\"" + name.replacing(text: "\\", by: "\\\\").replacing(text: "\"", by: "\\\"") + "\"]"
    }
    return "json_extract_scalar(\(column), \(SQL.literal("$" + steps.joined())))"
  }

  // MARK: Presence

  /// Sigma's null: no value, or a null among the values.
  private mutating func null(_ field: String, _ place: FieldPlace) -> SQLCondition {
    switch place {
    case .absent:
      warnAbsent(field)
      return .atom("TRUE")
    case .value(let column), .document(let column), .container(let column):
      return .atom("\(column) IS NULL")
    case .element(let array, let member):
      warn(.approx, "\(field): an element without the field reads as null")
      return .not(Self.anyMatch(array, "r", .atom("\(member) IS NOT NULL")))
    case .json(let column, let ways):
      guard table.hasJSONQuery else {
        warn(.approx, "\(field): without json_query, an object or a list reads as null")
        return .all(ways.map { .atom("\(Self.scalar(column, $0)) IS NULL") })
      }
      let absent = ways.map { way in
        SQLCondition.atom(
          "coalesce(cardinality(\(Self.values(column, way, flattened: false))), 0) = 0")
      }
      let isNull = ways.map { way in
        SQLCondition.atom(
          "coalesce(any_match(\(Self.values(column, way)), v -> json_format(v) = 'null'), FALSE)")
      }
      return .any([.all(absent)] + isNull)
    }
  }

  /// `exists`: the name is there, even with null.
  private mutating func existence(
    _ field: String, _ place: FieldPlace, _ exists: Bool
  ) -> SQLCondition {
    let isPresent: SQLCondition
    switch place {
    case .absent:
      warnAbsent(field)
      return .atom(exists ? "FALSE" : "TRUE")
    case .value(let column), .document(let column), .container(let column):
      warnExistence(field)
      return .atom("\(column) IS \(exists ? "NOT " : "")NULL")
    case .element(let array, let member):
      warnExistence(field)
      isPresent = Self.anyMatch(array, "r", .atom("\(member) IS NOT NULL"))
    case .json(let column, let ways):
      guard table.hasJSONQuery else {
        warn(.approx, "\(field): without json_query, an object or a list reads as absent")
        return .any(
          ways.map { .atom("\(Self.scalar(column, $0)) IS \(exists ? "NOT " : "")NULL") })
      }
      isPresent = .any(
        ways.map { way in
          .atom("coalesce(cardinality(\(Self.values(column, way, flattened: false))), 0) > 0")
        })
    }
    return exists ? isPresent : .not(isPresent)
  }

  private mutating func warnExistence(_ field: String) {
    warn(.approx, "\(field)|exists: in the table an explicit null is the same as an absent field")
  }

  // MARK: Values

  /// A text of the event in the query.
  struct Subject {
    /// A varchar; NULL without a value.
    let text: String
    /// It is the JSON of an object, or may be: then texts inside count too.
    let isObject: Bool
    let mayBeObject: Bool

    init(_ text: String, isObject: Bool = false, mayBeObject: Bool = false) {
      self.text = text
      self.isObject = isObject
      self.mayBeObject = isObject || mayBeObject
    }
  }

  /// What to put for a part that only narrows: the rule runs again over what comes back.
  mutating func superset(_ message: String, for subject: Subject) -> SQLCondition {
    warn(.superset, message)
    return .atom(isNegated ? "FALSE" : "\(subject.text) IS NOT NULL")
  }
}
