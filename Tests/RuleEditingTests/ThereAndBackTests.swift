import Foundation
import Sigma
import TestSupport
import Testing

@testable import RuleEditing

/// An edit and its inverse, planned from the text alone: the bytes that were there come back.
struct ThereAndBackTests {
  private static let head = """
    title: T
    id: 7a1c8f3e-1111-4222-8333-123456789abc
    date: 2024-12-31
    modified: 2026-03-01
    logsource: {product: aws, service: cloudtrail}
    detection:

    """
  private static let region = "ap-east-1"

  private static func rule(
    _ selection: String, _ filters: String = "", _ condition: String = "selection"
  ) -> String {
    func indented(_ text: String, _ blanks: Int) -> String {
      text.isEmpty
        ? ""
        : text.split(separator: "\n", omittingEmptySubsequences: false)
          .map { String(repeating: " ", count: blanks) + $0 + "\n" }.joined()
    }
    return head + "  selection:\n" + indented("eventName: PutThing\n" + selection, 4)
      + indented(filters, 2) + "  condition: \(condition)\nlevel: low\n"
  }

  private static let other = "other:\n  eventName: GetThing"

  static let rules: [String] = [
    rule("awsRegion:\n  - ap-east-1 # odd one\n  - me-south-1"),
    rule("awsRegion:\n  - 'us-east-1'   # main\n  - 'ap-east-1'\n  - \"x\"\n  - me-south-1"),
    rule("awsRegion:\n  - af-south-1\n  - ap-east-1 # asked by the audit"),
    rule("awsRegion:\n  # - ap-east-1 was here before\n  - ap-east-1\n  - x"),
    rule("awsRegion: [us-east-1, ap-east-1 , 'me-south-1']"),
    rule("awsRegion: [us-east-1,ap-east-1]\t# both"),
    rule("awsRegion: [\n  us-east-1,   # a\n  ap-east-1, # b\n  x\n  ]"),
    rule("awsRegion: [us-east-1, ap-east-1,\n    x, y]"),
    rule("awsRegion:\n  [ ap-east-1, x ]"),
    rule("awsRegion:\n  - ap-east-1"), rule("awsRegion: ap-east-1 # the one"),
    rule("awsRegion:\n  - AP-EAST-1\n  - us-east-1"),
    rule("awsRegion:\n  - ap-east-1\t# tab\n  - us-east-1"),
    rule("awsRegion:\n- ap-east-1\n- us-east-1"),
    rule("awsRegion:\n  - x\n  - ap-east-1\n  - AP-east-1 # twice\n  - 'ap-east-1'"),
    rule("awsRegion:\n  - |-\n    ap-east-1\n  - x"), rule("awsRegion:\n  -\n    ap-east-1\n  - x"),
    rule("a: &r [ap-east-1, x]\nawsRegion: *r # shared"),
    rule(
      "x: y", "filter_regions:\n  awsRegion: eu-west-1   # head", "selection and not filter_regions"
    ),
    rule(
      "x: y", "filter_main_x:\n  awsRegion: 'eu-west-1'", "selection and not 1 of filter_main_*"),
    rule("x: y", "filter_regions: {awsRegion: eu-west-1}", "selection and not filter_regions"),
    rule(
      "x: y", "filter_main_home:\n  awsRegion:\n    - eu-west-1 # head\n    - us-east-1",
      "selection and not filter_main_home"),
    rule("x: y", "filter_x:\n  awsRegion: [ eu-west-1 ]  # a", "not filter_x and selection"),
    rule(
      "x: y", "filter_x:\n  - awsRegion: eu-west-1\n  - userAgent: x", "selection and not filter_x"),
    rule("x: y", other, "(selection or other)"), rule("x: y", "", "(selection)"),
    rule("x: y", other, "selection or other"), rule("x: y", other, "((selection or other))"),
    rule("x: y", other, "(selection) or (other)"), rule("x: y", other, "( selection  or  other )"),
    rule("x: y", other, "1 of them"), rule("awsRegion: '*'", other, "all of them"),
    rule("x: y", other + "\nfilter_a:\n  b: c", "not filter_a and (selection or other)"),
    rule("x: y", other + "\nfilter_a:\n  b: c", "(selection or other) and not filter_a"),
    rule("x: y", other + "\nfilter_main_a:\n  b: c", "not filter_main_a and (selection or other)"),
    rule(
      "x: y", "filter_main_a:\n  b: c\nfilter_main_b:\n  b: d",
      "selection and not filter_main_a and not filter_main_b # as agreed"),
    rule("x: y", "filter_main_a:\n  b: c", "'selection and not filter_main_a'"),
    rule("x: y", "filter_main_a:\n  b: c", "selection and not 1 of filter_main_*"),
    rule("x: y", "filter_main_a:\n  b: c", "selection and not (filter_main_a)"),
    rule("x: y", "", "selection # as agreed"), rule("x: y", "", "'selection'"),
    rule("x: y", "", ">-\n    selection"), rule("x: y", other, "|\n    selection\n    or other"),
    rule("x: y", "", "\"sel\\x65ction\""), rule("a: &c selection", "", "*c # alias"),
    rule("x: y", other, "\n    - selection # a\n    - (other or selection)"),
    rule(
      "awsRegion:\n  - ap-east-1 # a\n  - us-east-1",
      "sel2:\n  awsRegion: [us-east-1, ap-east-1]\n  eventName: GetThing", "selection or sel2"),
    head.replacing("detection:\n", with: "")
      + "detection: {selection: {awsRegion: [us-east-1 , ap-east-1]}, condition: selection}\n",
    head.replacing("detection:\n", with: "")
      + "detection:\n  selection: {eventName: x, awsRegion: [us-east-1,  ap-east-1] } # c\n"
      + "  condition: selection\n",
    #"{"title":"J","logsource":{"product":"aws"},"detection":{"selection":{"eventName":"x"},"condition":"selection"}}"#,
    #"{"title": "J", "logsource": {"product": "aws"}, "detection": {"selection": {"eventName": "x", "awsRegion": ["a", "ap-east-1"]}, "condition": "selection"}}"#,
    "{\n  \"title\": \"J\",\n  \"logsource\": {\"product\": \"aws\"},\n  \"detection\": {\n"
      + "    \"selection\": {\"eventName\": \"x\"},\n    \"condition\": \"selection\"\n  }\n}\n",
  ]

  @Test(arguments: rules.indices)
  func regionAndException(index: Int) throws {
    let exception = RuleException(
      name: "mine", tests: [.init(field: "userAgent", values: ["x"])])
    for text in Self.layouts(of: Self.rules[index]) {
      for stamp in [testStamp, EditStamp(date: "2026-03-01", author: "kim")] {
        try Self.walk(
          text, [(.allowRegion(Self.region), .disallowRegion(Self.region))], stamp: stamp)
        try Self.walk(
          text, [(.addException(exception), .removeException(name: "mine"))], stamp: stamp)
      }
    }
  }

  /// Several edits, taken back in reverse order: the bytes of each step come back.
  @Test(arguments: rules.indices)
  func severalEdits(index: Int) throws {
    func exception(_ name: String) -> (RuleEdit, RuleEdit) {
      let test = RuleException.FieldTest(field: "userAgent", values: [name])
      return (.addException(.init(name: name, tests: [test])), .removeException(name: name))
    }
    try Self.walk(
      Self.rules[index],
      [
        (.allowRegion("ap-east-1"), .disallowRegion("ap-east-1")), exception("a"),
        (.allowRegion("us-east-1"), .disallowRegion("us-east-1")), exception("b"),
      ])
  }

  /// A region that the rule cannot match in: neither edit has anything to do.
  @Test(arguments: [
    rule("awsRegion: us-east-1"), rule("awsRegion:\n  - us-east-1\n  - eu-west-1 # branch"),
    rule("awsRegion|startswith: us-"), rule("awsRegion|re: '^eu-'"),
    rule("awsRegion|contains: west"),
    rule("awsRegion: null"), rule("awsRegion|exists: false"), rule("awsRegion|cased: US-EAST-1"),
    rule("awsRegion|endswith:\n  - '-9'\n  - west-1"), rule("awsRegion|re|i: '^EU-'"),
    rule("x: y", "selection_region:\n  awsRegion: us-east-1", "all of selection*"),
    rule("x: y", "f:\n  awsRegion|re: '^(ap|eu)-'", "selection and not f"),
    rule("x: y", "f:\n  awsRegion: '*'", "not (f or not selection)"),
  ])
  func nothingWhereTheRuleCannotMatch(text: String) throws {
    let refused = refusal(text, .allowRegion(Self.region))
    #expect(refused?.isNothingToDo == true, "\(String(describing: refused))")
    let back = refusal(text, .disallowRegion(Self.region))
    #expect(back?.isNothingToDo == true, "\(String(describing: back))")
  }

  @Test(arguments: [
    rule("awsRegion|startswith: ap-"), rule("awsRegion|re|i: '^AP-'"),
    rule("awsRegion|exists: true"),
    rule("x: y", "f:\n  awsRegion: us-east-1", "selection and not f"),
    rule("awsRegion|cased: ap-east-1"), rule("awsRegion|expand: '%odd%'"),
    rule("awsRegion|fieldref: requestParameters.region"), rule("x: y", "f:\n  - keyword", "f"),
  ])
  func somethingWhereItMay(text: String) throws {
    let rule = try #require(RuleFile(text: text, path: "r").rules.first)
    #expect(RegionReach(rule.detection, region: Self.region).isPossible)
  }

  // MARK: - Random rules

  /// Rules that test `awsRegion` in every way: there and back, and in between just the region is
  /// gone.
  @Test(arguments: 0..<60)
  func randomRules(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(7_000 + seed))
    var text = Self.randomRule(using: &generator)
    if seed % 5 == 0 { text = text.replacing("\n", with: "\r\n") }
    if seed % 7 == 0 { text = String(text.dropLast()) }
    if seed % 11 == 0 { text += "\n---\n" + Self.rules[0].replacing("7a1c", with: "8b1c") }
    let file = RuleFile(text: text, path: "r")
    guard !file.rules.isEmpty else { return }
    var pairs: [(RuleEdit, RuleEdit)] = []
    for region in ["ap-east-1", "us-east-1", "me-south-1"].shuffled(using: &generator).prefix(2) {
      pairs.append((.allowRegion(region), .disallowRegion(region)))
    }
    let test = RuleException.FieldTest(field: "userAgent", values: ["x"])
    pairs.insert(
      (.addException(.init(name: "mine", tests: [test])), .removeException(name: "mine")),
      at: seed % 3)
    try Self.walk(text, pairs)
  }

  private static func randomRule(using generator: inout SeededGenerator) -> String {
    func one<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &generator)]
    }
    let regions = ["us-east-1", "eu-west-1", "ap-east-1", "me-south-1", "AP-EAST-1"]
    func quoted(_ text: String) -> String { one([text, "'\(text)'", "\"\(text)\""]) }
    func test(_ indent: String) -> String {
      let some = regions.shuffled(using: &generator).prefix(
        Int.random(in: 1...4, using: &generator))
      switch Int.random(in: 0..<12, using: &generator) {
      case 0: return "awsRegion: " + quoted(one(regions)) + one(["", "   # head office", "\t# x"])
      case 1, 2, 3:
        return "awsRegion:"
          + some.map { "\n\(indent)- \(quoted($0))" + one(["", " # noted", "   # home", "\t# t"]) }
          .joined()
      case 4, 5:
        return "awsRegion: ["
          + some.map { quoted($0) }.joined(separator: one([", ", ",", " , ", ",  "]))
          + one(["]", " ]"]) + one(["", " # list"])
      case 6: return "awsRegion|startswith: " + quoted(one(["us-", "ap-", "eu-"]))
      case 7: return "awsRegion|contains: " + quoted(one(["east", "south"]))
      case 8: return "awsRegion|re: '" + one(["^(us|ap)-", "-1$", "^eu-"]) + "'"
      case 9: return one(["awsRegion: null", "awsRegion|exists: true", "awsRegion: 'u?-*'"])
      case 10: return "awsRegion|endswith:\n\(indent)- -1\n\(indent)- -2"
      default: return "awsRegion: '*'"
      }
    }
    let name = one(["filter_home", "filter_main_home", "expected", "filter_main_allowed_regions"])
    let condition = one([
      "selection", "(selection)", "selection and not \(name)", "not \(name) and selection",
      "selection and not (\(name))", "1 of selection*", "all of selection*", "selection or second",
      "(selection or second)", "(selection or second) and not \(name)", "1 of them", "'selection'",
      "not \(name) and (selection or second)", ">-\n    selection\n    or second",
    ])
    var text = Self.head + "  selection:\n    eventName: PutThing\n    \(test("      "))\n"
    if condition.contains("second") || Bool.random(using: &generator) {
      text += "  second:\n    eventName: GetThing\n    \(test("    "))\n"
    }
    if condition.contains(name) { text += "  \(name):\n    \(test("        "))\n" }
    return text + "  condition: \(condition)" + one(["\n", " # as agreed\n", "\nlevel: low\n"])
  }

  // MARK: - Walks

  /// The text as it is, with CR LF, and without a final line end.
  private static func layouts(of text: String) -> [String] {
    [text, text.replacing("\n", with: "\r\n"), String(text.dropLast(text.hasSuffix("\n") ? 1 : 0))]
  }

  private static func walk(
    _ text: String, _ pairs: [(RuleEdit, RuleEdit)], stamp: EditStamp = testStamp
  ) throws {
    var texts = [text]
    var done: [RuleEdit] = []
    for (edit, inverse) in pairs {
      let file = RuleFile(text: texts[texts.count - 1], path: "r")
      do {
        let plan = try RuleEditor.plan(edit, stamp: stamp, rule: 0, in: file)
        _ = try verify(plan, count: 40)
        texts.append(plan.after.text)
        if case .addException = edit, let name = plan.filterName {
          done.append(.removeException(name: name))
        } else {
          done.append(inverse)
        }
      } catch let refusal as EditRefusal where refusal.isNothingToDo {
        continue
      } catch let refusal as EditRefusal where refusal.isOfLayout {
        continue
      }
    }
    for inverse in done.reversed() {
      let after = texts.removeLast()
      let plan = try RuleEditor.plan(
        inverse, stamp: stamp, rule: 0, in: RuleFile(text: after, path: "r"))
      _ = try verify(plan, count: 40)
      let before = texts[texts.count - 1]
      #expect(
        plan.after.text.hasSameBytes(as: before),
        "\(inverse) of\n\(after)\ngave\n\(plan.diff.unified(path: "r"))")
    }
  }
}
