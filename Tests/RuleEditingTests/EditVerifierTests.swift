import Basics
import EventJSON
import Sigma
import Testing

@testable import RuleEditing

/// Running the old and the new rule over events.
struct EditVerifierTests {
  private func plan(_ detection: String, _ edit: RuleEdit) throws -> EditPlan {
    let file = RuleFile(text: ruleText(detection), path: "rule.yml")
    return try RuleEditor.plan(edit, stamp: testStamp, rule: 0, in: file)
  }

  private func outcomes(_ plan: EditPlan, _ events: [String]) throws -> [EditOutcome] {
    let (old, new) = (try #require(plan.ruleBefore), try #require(plan.ruleAfter))
    var verifier = try EditVerifier(
      plan: plan, before: (old, Placeholders()), after: (new, Placeholders()))
    let event = PickedEvent(trie: FieldTrie(fields: verifier.fields + ["more"]))
    return try events.map { text in
      try Array(text.utf8).withUnsafeBytes { bytes in
        _ = try event.read(bytes)
        return try verifier.check(event, id: text)
      }
    }
  }

  private let regions = """
        sel:
            awsRegion:
                - ap-east-1
                - af-south-1
        filter:
            userIdentity.type: AWSService
        condition: sel and not filter
    """

  @Test func allowingARegionSilencesItAndNothingElse() throws {
    let plan = try plan(regions, .allowRegion("ap-east-1"))
    #expect(
      try outcomes(
        plan,
        [
          #"{"awsRegion":"ap-east-1"}"#, #"{"awsRegion":"AP-East-1"}"#,
          #"{"awsRegion":"af-south-1"}"#, #"{"awsRegion":"us-east-1"}"#, "{}",
          #"{"awsRegion":"ap-east-1","userIdentity":{"type":"AWSService"}}"#,
          #"{"awsRegion":["af-south-1","ap-east-1"]}"#, #"{"awsRegion":null}"#,
        ])
        == [
          .silenced, .silenced, .unaffected, .neverMatched, .neverMatched, .neverMatched, .silenced,
          .neverMatched,
        ])
  }

  @Test func disallowingRestores() throws {
    let allowed = try plan(regions, .allowRegion("ap-east-1"))
    let back = try RuleEditor.plan(
      .disallowRegion("ap-east-1"), stamp: testStamp, rule: 0, in: allowed.after)
    #expect(
      try outcomes(back, [#"{"awsRegion":"ap-east-1"}"#, #"{"awsRegion":"af-south-1"}"#, "{}"])
        == [.restored, .unaffected, .neverMatched])
  }

  @Test func removingAnExceptionRestores() throws {
    let plan = try plan(regions, .removeException(name: "filter"))
    #expect(
      try outcomes(
        plan,
        [
          #"{"awsRegion":"ap-east-1","userIdentity":{"type":"AWSService"}}"#,
          #"{"awsRegion":"ap-east-1"}"#,
        ]) == [.restored, .unaffected])
  }

  private static let texts = [
    "arn:aws:iam::111122223333:role/a*", "arn:aws:iam::111122223333:role/abc", "C:\\dir\\",
    "C:\\dir",
    "C:\\\\dir\\\\", "what?", "whats", "WHAT?", "it's", "\"q\"", "a: b #c", "true", "123", "1e3",
    "",
    " ", "\\*", "\\", "\\\\", "*", "?", "한글", "ÄÖÜ", "äöü", "ß", "İ", "\u{1B}[31m", "a\nb", "%x%",
    "null",
    "{\"a\":1}", "e\u{301}", "\u{E9}", "\u{0}", "\u{FEFF}x", "x\u{202E}y",
  ]

  /// Every text as the exception, every text as the event: the matcher and the literal reading
  /// agree on all pairs, or `check` throws.
  @Test(arguments: [RuleException.Relation.equals, .startsWith, .endsWith, .contains])
  func whatIsWrittenIsWhatIsMeant(relation: RuleException.Relation) throws {
    let events =
      Self.texts.map { "{\"eventName\":\"e\",\"userAgent\":\(JSONEscaping.quoted($0))}" }
      + [
        #"{"eventName":"e","userAgent":true}"#, #"{"eventName":"e","userAgent":123}"#,
        #"{"eventName":"e","userAgent":1e3}"#, #"{"eventName":"e","userAgent":null}"#,
        #"{"eventName":"e","userAgent":{"a": 1}}"#,
        #"{"eventName":"e","userAgent":["what?",["*"]]}"#,
        #"{"eventName":"e"}"#, #"{"eventName":"e","userAgent":"\ud800"}"#,
      ]
    for (own, text) in Self.texts.enumerated() where relation == .equals || !text.isEmpty {
      let exception = RuleException(
        name: "x", tests: [.init(field: "userAgent", relation: relation, values: [text, "other*"])])
      let plan = try plan(
        "    sel:\n        eventName: e\n    condition: sel", .addException(exception))
      let outcomes = try outcomes(plan, events)
      #expect(outcomes[own] == .silenced, "\(text.debugDescription)")
    }
  }

  @Test func fieldsThatAreAbsentNullOrNetworks() throws {
    let exception = RuleException(
      name: "x",
      tests: [
        .init(field: "sourceIPAddress", relation: .cidr, values: ["198.51.100.0/24"]),
        .init(field: "errorCode", relation: .isNull),
        .init(field: "vpcEndpointId", relation: .isMissing),
        .init(field: "userIdentity.arn", relation: .exists),
      ])
    let plan = try plan(
      "    sel:\n        eventName: e\n    condition: sel", .addException(exception))
    let arn = #""userIdentity":{"arn":"a"}"#
    #expect(
      try outcomes(
        plan,
        [
          #"{"eventName":"e","sourceIPAddress":"198.51.100.7",\#(arn)}"#,
          #"{"eventName":"e","sourceIPAddress":"198.51.100.7","errorCode":null,\#(arn)}"#,
          #"{"eventName":"e","sourceIPAddress":"198.51.101.7",\#(arn)}"#,
          #"{"eventName":"e","sourceIPAddress":"198.51.100.7","errorCode":"x",\#(arn)}"#,
          #"{"eventName":"e","sourceIPAddress":"198.51.100.7","vpcEndpointId":"v",\#(arn)}"#,
          #"{"eventName":"e","sourceIPAddress":"198.51.100.7"}"#,
        ]) == [.silenced, .silenced, .unaffected, .unaffected, .unaffected, .unaffected])
  }

  /// A plan that is not what it says: the verifier, not the planner, has the last word.
  @Test func aFalsePlanIsDisproven() throws {
    let honest = try plan(regions, .allowRegion("ap-east-1"))
    func forged(_ edit: RuleEdit, _ text: String) -> EditPlan {
      EditPlan(
        edit: edit, stamp: honest.stamp, site: .rule(0), before: honest.before,
        after: RuleFile(text: text, path: "rule.yml"), patches: [], filterName: "filter", notes: [])
    }
    let wide = forged(
      .allowRegion("ap-east-1"), honest.after.text.replacing("- ap-east-1", with: "- '*-1'"))
    #expect(throws: EditRefusal.self) { try outcomes(wide, [#"{"awsRegion":"af-south-1"}"#]) }
    let nothing = forged(.allowRegion("ap-east-1"), honest.before.text)
    #expect(throws: EditRefusal.self) { try outcomes(nothing, [#"{"awsRegion":"ap-east-1"}"#]) }
    let more = forged(
      .disallowRegion("x"), honest.before.text.replacing("- ap-east-1", with: "- us-east-1"))
    #expect(throws: EditRefusal.self) { try outcomes(more, [#"{"awsRegion":"us-east-1"}"#]) }
  }
}
