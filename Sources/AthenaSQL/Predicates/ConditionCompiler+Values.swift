import Basics
import LinearRegex
import Sigma

extension ConditionCompiler {
  /// Conditions of which one must hold, for values that are compared with one text.
  mutating func predicates(
    _ values: [ItemValue], _ isCased: Bool, _ subject: Subject
  ) throws(CompilationRefusal) -> [SQLCondition] {
    var conditions: [SQLCondition] = []
    /// Plain texts, which become one IN list in the place of the first.
    var plain: [String] = []
    var place = 0
    for value in values {
      if case .text(let pattern) = value, let text = pattern.literal, isCased || Self.isASCII(text)
      {
        if plain.isEmpty { place = conditions.count }
        plain.append(isCased ? text : CaseFolding.fold(text))
        continue
      }
      conditions.append(try predicate(value, isCased, subject))
    }
    guard !plain.isEmpty else { return conditions }
    let text = isCased ? subject.text : "lower(\(subject.text))"
    let list = plain.map { SQL.literal($0) }
    let condition =
      list.count == 1 ? "\(text) = \(list[0])" : "\(text) IN (\(list.joined(separator: ", ")))"
    conditions.insert(.atom(condition), at: place)
    return conditions
  }

  private mutating func predicate(
    _ value: ItemValue, _ isCased: Bool, _ subject: Subject
  ) throws(CompilationRefusal) -> SQLCondition {
    switch value {
    case .text(let pattern): return text(pattern, isCased, subject)
    case .bytes(let bytes):
      return text(TextPattern(literal: String(decoding: bytes, as: UTF8.self)), isCased, subject)
    case .regularExpression(let expression): return try self.expression(expression, subject)
    // An object is neither a number nor true nor an address.
    case .number, .bool, .network, .comparison, .timePart:
      return subject.isObject ? .atom("FALSE") : Self.scalar(value, subject.text)
    case .null, .exists, .fieldReference: return .atom("FALSE")
    case .anyOf(let values): return .any(try predicates(values, isCased, subject))
    }
  }

  private static func scalar(_ value: ItemValue, _ text: String) -> SQLCondition {
    switch value {
    case .bool(let bool): return .atom("lower(\(text)) = '\(bool)'")
    case .number(let number):
      return Self.number(text, NumberComparison(relation: .equal, number: number))
    case .comparison(let comparison): return Self.number(text, comparison)
    case .network(let network): return Self.network(network, text)
    case .timePart(let part, let comparison):
      let time = "TRY(from_iso8601_timestamp(\(text))) AT TIME ZONE 'UTC'"
      let number = Self.literal(comparison.number)
      return .atom("\(part.rawValue)(\(time)) \(comparison.relation.sign) \(number)")
    default: return .atom("FALSE")
    }
  }

  static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

  // MARK: Texts

  private func text(
    _ pattern: TextPattern, _ isCased: Bool, _ subject: Subject
  ) -> SQLCondition {
    if pattern.parts.allSatisfy({ $0 == .many }), !pattern.parts.isEmpty {
      return .atom("\(subject.text) IS NOT NULL")
    }
    guard subject.mayBeObject, pattern.parts.first == .many, pattern.parts.last == .many,
      pattern.parts.contains(where: Self.changesInJSON)
    else { return .atom(Self.comparison(pattern, isCased, subject.text)) }
    return Self.anyUnescaped(subject.text) {
      .atom(Self.comparison(pattern, isCased, $0))
    }
  }

  /// `*text*` also looks into JSON in strings, where quotes are escaped once or twice.
  private static func anyUnescaped(
    _ text: String, _ condition: (String) -> SQLCondition
  ) -> SQLCondition {
    let once = unescaped(text)
    return anyMatch("ARRAY[\(text), \(once), \(unescaped(once))]", "u", condition("u"))
  }

  private static func changesInJSON(_ part: TextPattern.Part) -> Bool {
    guard case .literal(let text) = part else { return false }
    return text.has("\"") || text.has("\\")
  }

  private static func unescaped(_ text: String) -> String {
    "replace(replace(\(text), '\\\"', '\"'), '\\\\', '\\')"
  }

  /// `lower(x) = 'v'` or `lower(x) LIKE 'v%' ESCAPE '\'`
  static func comparison(_ pattern: TextPattern, _ isCased: Bool, _ text: String) -> String {
    let text = isCased ? text : "lower(\(text))"
    if let literal = pattern.literal { return "\(text) = \(folded(literal, isCased))" }
    var like = ""
    for part in pattern.parts {
      switch part {
      case .literal(let literal): like += likeEscaped(literal)
      case .one: like += "_"
      case .many: like += "%"
      case .placeholder: break
      }
    }
    return "\(text) LIKE \(folded(like, isCased)) ESCAPE '\\'"
  }

  /// A backslash before any other character would fail the query.
  static func likeEscaped(_ literal: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in literal.unicodeScalars {
      if scalar == "\\" || scalar == "%" || scalar == "_" { escaped.append("\\") }
      escaped.append(scalar)
    }
    return String(escaped)
  }

  /// Letters beyond ASCII are folded by Trino, on both sides alike.
  static func folded(_ text: String, _ isCased: Bool) -> String {
    if isCased { return SQL.literal(text) }
    return isASCII(text)
      ? SQL.literal(CaseFolding.fold(text)) : "lower(\(SQL.literal(text)))"
  }

  mutating func expression(
    _ expression: RegularExpression, _ subject: Subject
  ) throws(CompilationRefusal) -> SQLCondition {
    let java: JavaExpression
    do throws(JavaExpression.Refusal) {
      java = try JavaExpression(expression)
    } catch {
      throw refusal(error.message, advice: "write it with contains, startswith or endswith")
    }
    if java.backtracks {
      return superset(
        "the regular expression could run for ever in Trino: a repetition inside a repetition",
        for: subject)
    }
    if java.hasWordBoundary {
      warn(.exact, "\\b: Trino counts letters beyond ASCII as parts of words")
    }
    func match(_ text: String) -> SQLCondition {
      .atom("regexp_like(\(text), \(SQL.literal(java.text)))")
    }
    guard subject.mayBeObject, java.text.has("\"") else { return match(subject.text) }
    return Self.anyUnescaped(subject.text, match)
  }

  // MARK: Numbers

  /// A JSON number. Trino's cast also takes `05`, ` 5 `, `5d` and `Infinity`.
  private static let numberForm = #"'\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z'"#

  static func number(_ text: String, _ comparison: NumberComparison) -> SQLCondition {
    let sign = comparison.relation.sign
    let value: String
    // Doubles do not tell larger whole numbers from their neighbours.
    if case .int(let int) = comparison.number, int.magnitude >= 1 << 53 {
      value = "TRY_CAST(\(text) AS DECIMAL(38,0)) \(sign) CAST('\(int)' AS DECIMAL(38,0))"
    } else {
      value = "TRY_CAST(\(text) AS DOUBLE) \(sign) \(double(comparison.number))"
    }
    return .atom("(regexp_like(\(text), \(numberForm)) AND \(value))")
  }

  /// NULL for what is not a number.
  static func numberOrNull(_ text: String) -> String {
    "IF(regexp_like(\(text), \(numberForm)), TRY_CAST(\(text) AS DOUBLE), NULL)"
  }

  private static func double(_ number: SigmaNumber) -> String {
    let text =
      switch number {
      case .int(let int): String(int)
      case .double(let double): String(double)
      }
    return text.has("e") ? text : text + "e0"
  }

  private static func literal(_ number: SigmaNumber) -> String {
    if case .int(let int) = number { return String(int) }
    return double(number)
  }

  // MARK: Networks

  /// Trino takes `::ffff:10.1.2.3` for `10.1.2.3`, so the text tells which of them it is.
  private static func network(_ network: IPNetwork, _ text: String) -> SQLCondition {
    func contains(_ name: String) -> String {
      "contains(\(SQL.literal(name)), TRY_CAST(\(text) AS IPADDRESS))"
    }
    func mapped(_ name: String) -> SQLCondition {
      .atom("(\(contains(name)) AND strpos(\(text), ':') > 0)")
    }
    guard network.isIPv6 else {
      return .atom("(\(contains(network.description)) AND strpos(\(text), ':') = 0)")
    }
    let isMapped = network.high == 0 && network.low >> 32 == 0xFFFF
    if isMapped, network.prefix >= 96 {
      let octets = (0..<4).map { String(network.low >> UInt64(24 - 8 * $0) & 0xFF) }
      return mapped("\(octets.joined(separator: "."))/\(network.prefix - 96)")
    }
    let own = SQLCondition.atom(contains(network.description))
    let mappedAddress = Array("::ffff:0:0".utf8).withUnsafeBytes(IPNetwork.init(address:))
    guard let mappedAddress, network.contains(mappedAddress) else { return own }
    return .or([own, mapped("0.0.0.0/0")])
  }
}

extension NumberComparison.Relation {
  var sign: String {
    switch self {
    case .equal: "="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}
