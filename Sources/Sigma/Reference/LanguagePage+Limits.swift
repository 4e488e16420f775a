import LinearRegex
import SourceYAML

extension LanguagePage {
  /// The limits on size, so that no rule file can use up memory or time.
  static var limits: String {
    let rows: [(Int, String)] = [
      (RuleFile.maximumFileBytes, "bytes of a file"),
      (YAMLComposer.maximumNodes, "YAML values of a file, with aliases expanded"),
      (DetectionReader.maximumSearches, "searches of a rule"),
      (DetectionReader.maximumValues, "values of a rule, after modifiers"),
      (Placeholders.maximumValues, "values of one text with placeholders"),
      (ConditionParser.maximumLength, "characters of a condition"),
      (ConditionParser.maximumNesting, "levels of nested brackets"),
      (RegularExpression.maximumLength, "characters of a regular expression"),
      (RegularExpression.maximumInstructions, "steps of its automaton"),
      (RegularExpression.maximumRepetitions, "repetitions {n,m} in it"),
    ]
    return rows.map { limit, what in
      let number = String(limit)
      return String(repeating: " ", count: 12 - number.count) + number + "  " + what
    }.joined(separator: "\n")
  }
}
