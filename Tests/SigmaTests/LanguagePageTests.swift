import Testing

@testable import Sigma

/// The page agrees with the code.
@Suite struct LanguagePageTests {
  private static let modifiers = ModifierCatalog.modifiers.indices

  @Test(arguments: modifiers)
  func everyNameOfAModifierIsOnThePageWithAnExample(index: Int) {
    let modifier = ModifierCatalog.modifiers[index]
    let used = modifier.documentation.examples.flatMap { $0.item.modifierNames }
    for name in modifier.names {
      #expect(used.contains(name), "\(name) has no example")
      #expect(LanguagePage.text.contains("\n  \(modifier.names.joined(separator: ", "))  ("))
    }
    for example in modifier.documentation.examples {
      #expect(LanguagePage.text.contains("\n        " + example.item + "\n"))
      #expect(
        !Set(example.item.modifierNames).isDisjoint(with: modifier.names),
        "\(example.item) is about something else")
    }
  }

  @Test(arguments: modifiers)
  func everyExampleMatchesAsItSays(index: Int) throws {
    for example in ModifierCatalog.modifiers[index].documentation.examples {
      let matcher = try matcher(
        detection: "  selection:\n    \(example.item)\n  condition: selection",
        placeholders: ModifierDocumentation.placeholders)
      #expect(try isMatch(matcher, example.match), "\(example.item) \(example.match)")
      #expect(try !isMatch(matcher, example.noMatch), "\(example.item) \(example.noMatch)")
    }
  }

  /// Without the modifiers an example would not distinguish its two events.
  @Test(arguments: modifiers)
  func everyExampleNeedsItsModifier(index: Int) throws {
    for example in ModifierCatalog.modifiers[index].documentation.examples {
      let plain = example.item.replacing(/\|[^:]*:/, with: ":")
      let file = ruleFile(detection: "  selection:\n    \(plain)\n  condition: selection")
      guard !file.hasErrors else { continue }
      let matcher = try RuleMatcher(rules: file.rules)
      let answers = (
        try isMatch(matcher, example.match), try isMatch(matcher, example.noMatch)
      )
      #expect(answers != (true, false), "\(example.item)")
    }
  }

  @Test func thePageFitsATerminal() {
    for line in LanguagePage.text.split(separator: "\n") {
      #expect(line.count <= LanguagePage.columns, "\(line)")
    }
    #expect(!LanguagePage.text.contains("\t"))
  }

  @Test func limitsAreThoseOfTheCode() {
    #expect(LanguagePage.text.contains("      100000  values of a rule"))
    #expect(LanguagePage.text.contains("        8192  characters of a condition"))
  }

  /// The examples under VALUES are true.
  @Test(arguments: [
    ("eventName: createuser", #"{"eventName":"CreateUser"}"#, #"{"eventName":"CreateUsers"}"#),
    ("eventName: 'Create*'", #"{"eventName":"CreateUser"}"#, #"{"eventName":"ReCreate"}"#),
    ("eventName: 'a?c'", #"{"eventName":"abc"}"#, #"{"eventName":"ac"}"#),
    (#"eventName: 'a\*\?\\'"#, #"{"eventName":"a*?\\"}"#, #"{"eventName":"abc\\"}"#),
    ("count: 123", #"{"count":"123"}"#, #"{"count":1234}"#),
    ("count: 1.5", #"{"count":1.50}"#, #"{"count":1}"#),
    ("readOnly: true", #"{"readOnly":"true"}"#, #"{"readOnly":false}"#),
    ("errorCode: ''", #"{"errorCode":""}"#, #"{"eventName":"x"}"#),
    ("errorCode: null", #"{"eventName":"x"}"#, #"{"errorCode":""}"#),
    ("a.key: team", #"{"a":[{"key":"x"},{"key":"team"}]}"#, #"{"a":[{"Key":"team"}]}"#),
  ])
  func valuesMeanWhatThePageSays(item: String, match: String, noMatch: String) throws {
    let matcher = try matcher(
      detection: "  selection:\n    \(item)\n  condition: selection")
    #expect(try isMatch(matcher, match))
    #expect(try !isMatch(matcher, noMatch))
  }
}

extension String {
  /// `a|b|c: 1` → `["b", "c"]`
  fileprivate var modifierNames: [String] {
    let key = prefix { $0 != ":" }
    return key.split(separator: "|").dropFirst().map(String.init)
  }
}
