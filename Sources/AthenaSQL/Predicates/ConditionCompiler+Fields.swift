import Basics
import Sigma

extension ConditionCompiler {
  /// `fieldref`: the texts of two fields, upper and lower case being the same.
  mutating func comparison(
    _ field: String, _ place: FieldPlace, _ reference: FieldReference
  ) throws(CompilationRefusal) -> SQLCondition {
    let other = table.place(of: reference.field)
    var texts: [[(array: String?, text: String)]] = []
    for (name, variable, place) in [(field, "a", place), (reference.field, "b", other)] {
      switch place {
      case .absent:
        warnAbsent(name)
        return .atom("FALSE")
      case .container: throw refusal("fieldref to the object \(name) is not supported in SQL")
      case .value(let column), .document(let column): texts.append([(nil, column)])
      case .element(let array, let member):
        let own = "transform(\(array), r -> \(member))"
        texts.append([(own, variable)])
      case .json(let column, let ways):
        texts.append(ways.map { (Self.texts(column, $0), variable) })
      }
    }
    let pairs = texts[0].flatMap { own in
      texts[1].map { other in
        let inner = Self.comparison(own.text, other.text, reference)
        let over = other.array.map { Self.anyMatch($0, other.text, inner) } ?? inner
        return own.array.map { Self.anyMatch($0, own.text, over) } ?? over
      }
    }
    return .any(pairs)
  }

  private static func comparison(
    _ own: String, _ other: String, _ reference: FieldReference
  ) -> SQLCondition {
    let (own, other) = ("lower(\(own))", "lower(\(other))")
    return switch (reference.isOpenBefore, reference.isOpenAfter) {
    case (true, true): .atom("strpos(\(own), \(other)) > 0")
    case (false, true): .atom("starts_with(\(own), \(other))")
    case (true, false):
      .atom(
        "(length(\(own)) >= length(\(other))"
          + " AND substr(\(own), length(\(own)) - length(\(other)) + 1) = \(other))")
    case (false, false): .atom("\(own) = \(other)")
    }
  }

  // MARK: Keywords

  /// A text anywhere in the event: in every column, and in the JSON of those that hold some.
  mutating func keywords(_ test: FieldTest) throws(CompilationRefusal) -> SQLCondition {
    warn(
      .approx,
      "keywords search the text of the columns: names count too, and fields without a column are "
        + "not searched")
    var texts: [String] = []
    var documents: [String] = []
    for column in table.columns {
      Self.collect(column.type, SQL.identifier(column.name), &texts, &documents)
    }
    var conditions: [SQLCondition] = []
    for value in test.values {
      if case .regularExpression(let expression) = value {
        let inner = try self.expression(expression, Subject("t"))
        conditions.append(Self.anyMatch(Self.array(texts + documents), "t", inner))
        continue
      }
      guard let pattern = Self.keyword(value) else { continue }
      let escaped = Self.inJSON(pattern)
      if escaped == pattern {
        conditions.append(Self.anyText(texts + documents, pattern, test.isCased))
      } else {
        conditions.append(Self.anyText(texts, pattern, test.isCased))
        conditions.append(Self.anyText(documents, escaped, test.isCased))
      }
    }
    return .any(conditions)
  }

  private static func array(_ texts: [String]) -> String {
    "ARRAY[" + texts.joined(separator: ", ") + "]"
  }

  private static func anyText(
    _ texts: [String], _ pattern: TextPattern, _ isCased: Bool
  ) -> SQLCondition {
    anyMatch(array(texts), "t", .atom(comparison(pattern, isCased, "t")))
  }

  private static func collect(
    _ type: ColumnType, _ expression: String, _ texts: inout [String], _ documents: inout [String]
  ) {
    switch type {
    case .text: texts.append(expression)
    case .json: documents.append(expression)
    case .boolean, .number: texts.append("CAST(\(expression) AS VARCHAR)")
    case .time: texts.append("to_iso8601(\(expression))")
    case .structure(let members):
      for member in members {
        collect(member.type, expression + "." + SQL.identifier(member.name), &texts, &documents)
      }
    case .array, .map: documents.append("json_format(CAST(\(expression) AS JSON))")
    case .other: break
    }
  }

  /// The text of a keyword, open on both sides.
  private static func keyword(_ value: ItemValue) -> TextPattern? {
    let text: TextPattern? =
      switch value {
      case .text(let text): text
      case .bytes(let bytes): TextPattern(literal: String(decoding: bytes, as: UTF8.self))
      case .number(let number): TextPattern(literal: number.description)
      case .bool(let bool): TextPattern(literal: String(bool))
      default: nil
      }
    return text?.surrounded(before: true, after: true)
  }

  /// A pattern for the JSON of the text: quotes and backslashes are escaped, and one character may
  /// be several.
  private static func inJSON(_ pattern: TextPattern) -> TextPattern {
    TextPattern(
      parts: pattern.parts.map { part in
        switch part {
        case .literal(let text):
          .literal(String(JSONEscaping.quoted(text).dropFirst().dropLast()))
        case .one: .many
        case .many, .placeholder: part
        }
      })
  }
}
