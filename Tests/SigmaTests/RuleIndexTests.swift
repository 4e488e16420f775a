import TestSupport
import Testing

@testable import Sigma

/// Rules that the index skips would not match.
@Suite struct RuleIndexTests {
  private static let items = [
    "name: Alpha", "name: [alpha, 'be?a', beta]", "name: [kilo, straße]", "name|cased: Beta",
    "name: ''", "name: null", "name: 5", "name: true", "name: ['5', 'true', '{}']",
    "name|neq: alpha", "name|all: [alpha, beta]", "name|contains: et", "name|exists: true",
    "name|re: '^A'", "name|fieldref: source", "source: [alpha, x]", "source: beta",
    "source|startswith: k", "a.b: alpha", "a.b: [beta, kilo, gamma]",
  ]
  private static let conditions = [
    "s", "not s", "s and t", "s or t", "s and not t", "not s and t", "not (s and t)",
    "1 of them", "all of them", "(s or t) and not (s and t)",
  ]
  private static let values = [
    #""alpha""#, #""ALPHA""#, #""Beta""#, #""bexa""#, #""\u212ailo""#, #""\u0061lpha""#,
    "\"\u{212A}ILO\"", #""STRAßE""#, #""""#, "null", "5", "5.0", "true", #""true""#, "{}",
    #"["x","beta",["Alpha"]]"#, "[]", #"{"b":"alpha"}"#, #"[{"b":"kilo"},{"b":1}]"#,
  ]

  @Test func sameAnswersAsRuleByRule() throws {
    var random = SmallRandom(seed: 3)
    var matches = 0
    for _ in 0..<60 {
      let rules = (0..<80).flatMap { number in
        let items = (0..<4).map { _ in Self.items[random.next(Self.items.count)] }
        let condition = Self.conditions[random.next(Self.conditions.count)]
        // A mapping with the same key twice is not valid: such pairs become lists of mappings.
        let detection = """
            s:
              - \(items[0])
              - \(items[1])
            t: {\(items[2])}
            condition: \(condition)
          """
        let file = ruleFile(detection: detection)
        #expect(!file.hasErrors, "\(number): \(file.diagnostics)\n\(detection)")
        return file.rules
      }
      let matcher = try RuleMatcher(rules: rules)
      for _ in 0..<40 {
        let members = ["name", "source", "a", "name"].filter { _ in random.next(4) > 0 }.map {
          "\"\($0)\":\(Self.values[random.next(Self.values.count)])"
        }
        let json = "{" + members.joined(separator: ",") + "}"
        try withEvent(matcher, json) { event in
          var found: [Int] = []
          matcher.forEachMatch(event) { found.append($0) }
          let expected = rules.indices.filter { matcher.matches(event, rule: $0) }
          #expect(found == expected, "\(json)")
          matches += expected.count
        }
      }
    }
    #expect(matches > 10_000)
  }

  /// Rules are chosen by the most selective field, not by one that all share.
  @Test func rulesWaitForTheirOwnConstant() throws {
    let rules = (0..<200).flatMap { number in
      ruleFile(
        detection: """
            s: {source: ec2, name: [Name\(number), Other\(number)]}
            f: {user|contains: ci}
            condition: s and not f
          """
      ).rules
    }
    var compiler = RuleCompiler(placeholders: Placeholders())
    let roots = rules.compactMap { compiler.compile($0, withBare: false)?.node }
    let index = RuleIndexBuilder(compiler.builder).index(of: roots)
    let matcher = try RuleMatcher(rules: rules)
    let candidates = try withEvent(matcher, #"{"source":"EC2","name":"other7"}"#) { event in
      var candidates: [Int] = []
      index.forEachCandidate(event) { candidates.append($0) }
      return candidates
    }
    #expect(candidates == [7])
  }
}
