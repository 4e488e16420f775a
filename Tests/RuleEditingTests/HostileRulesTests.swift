import Sigma
import Testing

@testable import RuleEditing

/// Rules broken at random: an edit is planned and can be taken back, or is refused. Nothing crashes.
struct HostileRulesTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static let rule = ruleText(
    """
      sel: &s
        awsRegion:   # why
        - 'ap-east-1'
        - "af-south-1" # c
      flow: {eventName: [a, 'b'], awsRegion: [ap-east-1, x]}
      filter_main_a:

        awsRegion: us-east-1
      # between
      filter_b: |
        ap-east-1
         # no comment
      condition: >
        (sel or flow)
        and not 1 of filter_main_*
        and not filter_b
    """)

  private static let pieces = [
    "\n", "\r\n", "  ", "\t", "#", "'", "\"", ": ", "- ", "[", "]", "{", "}", "&s ", "*s", "|\n",
    ">\n",
    "---\n", "...\n", "\u{FEFF}", "awsRegion: x\n", "condition: sel\n", "filter_main_z:\n",
    "<<: *s\n",
    "modified:\n", " or ", " and not ", "(", ")", "한", "\0", "? ", "!!str ", "\\", ",",
  ]

  @Test(arguments: 0..<8)
  func mutations(seed: Int) throws {
    var generator = Generator(state: UInt64(seed))
    let edits: [RuleEdit] = [
      .allowRegion("ap-east-1"), .disallowRegion("us-east-1"), .disallowRegion("eu-x"),
      .addException(RuleException(name: "n", tests: [.init(field: "a", values: ["b*", "c"])])),
      .removeException(name: "filter_main_a"), .removeException(name: "b"),
      .removeException(name: "filter_b"),
    ]
    var planned = 0
    for _ in 0..<60 {
      var bytes = Array(Self.rule.unicodeScalars)
      for _ in 0..<Int.random(in: 0...3, using: &generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        if Bool.random(using: &generator) {
          bytes.insert(
            contentsOf: (Self.pieces.randomElement(using: &generator) ?? "").unicodeScalars,
            at: place)
        } else {
          let end = min(bytes.count, place + Int.random(in: 1...12, using: &generator))
          bytes.removeSubrange(place..<end)
        }
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: bytes)
      let file = RuleFile(text: String(text), path: "rule.yml")
      for edit in edits where !file.rules.isEmpty {
        do throws(EditRefusal) {
          let plan = try RuleEditor.plan(edit, stamp: testStamp, rule: 0, in: file)
          planned += 1
          let undone = try? plan.patches.inverted.applied(to: plan.after.text)
          #expect(undone?.hasSameBytes(as: file.text) == true)
        } catch {
          #expect(!error.description.isEmpty)
        }
      }
    }
    #expect(planned > 0)
  }
}
