import Foundation
import TestSupport
import Testing

@testable import Sigma

/// Thousands of broken rules and conditions: each is read or refused quickly, and matching and
/// explaining agree for everything that loads. After a crash, the last line of output has the seed.
///
/// Some thousand texts by default. To run longer, with another seed:
///
///     TRAILSIFT_FUZZ_SECONDS=600 TRAILSIFT_FUZZ_SEED=7 swift test --filter RuleFuzzTests
///
/// With `swift test --sanitize=address`, reads outside memory end the run too.
@Suite(.serialized) struct RuleFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["TRAILSIFT_FUZZ_SECONDS"].flatMap(Int.init)
  private static let seed = environment["TRAILSIFT_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
  private static let texts = 1_500
  /// The maximum time for one text, in a debug build under load.
  private static let longest = Duration.seconds(20)

  private static let rule = """
    title: Root or a stranger
    id: 951f8d29-1234-4234-8234-0673ff105e6f
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        eventName|contains: [Create, 'Del?te*', "\\x41"]
        userIdentity.arn|endswith: ':root'
        sourceIPAddress|cidr: 10.0.0.0/8
      filter_main_ci: &ci
        - userAgent|re|i: '^aws-cli/(\\d+\\.?)+[a-z]{2,9}$'
        - userName|windash|base64offset|contains: ' -enc '
      filter_main_null: {errorCode: [~, null, '', 5, 2.5, true], x|exists: false}
      filter_main_time: {eventTime|hour|gte: 22, n|lt: 1e3, a|fieldref|startswith: b}
      keywords: ['kali', !!str 7]
      filter_main_again: *ci
      condition: (selection or keywords) and not 1 of filter_main_* or all of them
    """
  private static let condition = "(a or _b) and not 1 of f_* or all of them and not (c or not a)"
  private static let pieces = [
    "|", "|all", "|re", "|cidr", "|expand", "|fieldref", "|wide", "|utf16", "|neq", "|base64offset",
    "|contains", "\\", "*", "?", "%x%", "{", "}", "[", "]", "(", ")", "&a ", "*a", "!!binary ",
    "|\n",
    ">\n", "---\n", "...\n", "- ", ": ", "\t", "#", "'", "\"", "null", "~", "1 of ", "all of ",
    "them", "not ", "and ", "or ", "{1000}", "(?i)", "[^", "\\p{L}", "\u{FEFF}", "\u{0}", "é", "😀",
    "9223372036854775808", "-0", "1e999", "<<: ", "action: global\n", "correlation:\n", "filter:\n",
  ]
  private static let event =
    #"{"eventName":"CreateUser","userIdentity":{"arn":"x:root"},"userAgent":["aws-cli/1.2ab",5],"#
    + #""sourceIPAddress":"10.1.2.3","errorCode":null,"eventTime":"2024-05-01T23:10:05Z","n":1}"#

  @Test func rules() throws {
    var loaded = 0
    try fuzz(Self.rule) { text in
      let file = RuleFile(text: text, path: "f.yml")
      for diagnostic in file.diagnostics { _ = diagnostic.rendered(source: text) }
      guard !file.hasErrors, let matcher = try? RuleMatcher(rules: file.rules) else { return }
      loaded += 1
      try withEvent(matcher, Self.event) { event in
        var found: Set<Int> = []
        matcher.forEachMatch(event) { found.insert($0) }
        for rule in matcher.rules.indices {
          let isMatch = matcher.matches(event, rule: rule)
          #expect(found.contains(rule) == isMatch, "\(text)")
          #expect(matcher.explain(event, rule: rule).matched == isMatch, "\(text)")
        }
      }
    }
    #expect(loaded > 10)
  }

  @Test func conditions() throws {
    try fuzz(Self.condition) { text in
      let (condition, problems) = ConditionParser.parse(
        text, names: ["a", "_b", "c", "f_1", "f_2"])
      guard let condition, problems.isEmpty else { return }
      let again = ConditionParser.parse(
        condition.description, names: ["a", "_b", "c", "f_1", "f_2"])
      #expect(again.condition == condition, "\(text)")
    }
  }

  /// Runs `body` on variants of a text: each is a few changes away from an earlier one.
  private func fuzz(_ start: String, _ body: (String) throws -> Void) throws {
    var random = SmallRandom(seed: Self.seed)
    let clock = ContinuousClock()
    let end = Self.seconds.map { clock.now + .seconds($0) }
    var pool = [Array(start.unicodeScalars)]
    var count = 0
    while end.map({ clock.now < $0 }) ?? (count < Self.texts) {
      count += 1
      // Half of them are near the start, so that some still load.
      var scalars = pool[random.next(2) == 0 ? 0 : random.next(pool.count)]
      for _ in 0...random.next(3) { mutate(&scalars, &random) }
      if scalars.count > 20_000 { scalars = pool[0] }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      let before = clock.now
      try body(String(text))
      let taken = clock.now - before
      #expect(taken < Self.longest, "\(taken): \(String(text))")
      if pool.count < 200 { pool.append(scalars) } else { pool[1 + random.next(199)] = scalars }
      // Distant variants are mostly noise, so the start is used again now and then.
      if count % 2_000 == 0 { pool = [pool[0]] }
    }
    if Self.seconds != nil { print("fuzzed \(count) texts with seed \(Self.seed)") }
  }

  private func mutate(_ scalars: inout [Unicode.Scalar], _ random: inout SmallRandom) {
    let place = random.next(scalars.count + 1)
    let length = min(1 + random.next(12), scalars.count - place)
    switch random.next(5) {
    case 0: scalars.removeSubrange(place..<place + length)
    case 1: scalars.insert(contentsOf: scalars[place..<place + length], at: place)
    case 2:
      let from = random.next(scalars.count + 1)
      let copied = scalars[from..<min(scalars.count, from + 1 + random.next(60))]
      scalars.insert(contentsOf: Array(copied), at: place)
    case 3:
      guard place < scalars.count else { return }
      scalars[place] = Unicode.Scalar(UInt8(random.next(128)))
    default:
      let piece = Self.pieces[random.next(Self.pieces.count)]
      scalars.insert(contentsOf: piece.unicodeScalars, at: place)
    }
  }
}
