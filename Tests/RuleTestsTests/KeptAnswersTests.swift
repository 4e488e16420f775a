import EventJSON
import Foundation
import Sigma
import TestSupport
import Testing

@testable import RuleTests

/// Masked and anonymised events get the same answers from their rules.
@Suite struct KeptAnswersTests {
  /// Everything that is a text or a number is a secret: the worst case.
  private static func isAnything(_ outline: JSONOutline, _ node: JSONOutline.Index) -> Bool { true }

  private struct Case {
    let name: String
    let matcher: RuleMatcher
    let record: [UInt8]
  }

  private static func cases() throws -> [Case] {
    var cases: [Case] = []
    for object in try ConformanceCases.of("vectors.jsonl") + ConformanceCases.of("filters.jsonl") {
      guard let text = object["rule"] as? String ?? object["rules"] as? String,
        let event = object["event"] as? [String: Any], let name = object["id"] as? String
      else { continue }
      let placeholders = object["placeholders"] as? [String: [String]] ?? [:]
      let file = RuleFile(text: text, path: name)
      guard let rule = file.rules.first,
        let matcher = try? RuleMatcher(rules: [rule], placeholders: Placeholders(placeholders))
      else { continue }
      let record = try JSONSerialization.data(withJSONObject: event, options: [.sortedKeys])
      cases.append(Case(name: name, matcher: matcher, record: Array(record)))
    }
    return cases
  }

  private func answers(_ matcher: RuleMatcher, _ record: [UInt8]) throws -> (Bool, [Bool]?) {
    let event = PickedEvent(trie: FieldTrie(fields: matcher.fields))
    let matches = try record.withUnsafeBytes { bytes in
      _ = try event.read(bytes)
      return matcher.matches(event, rule: 0)
    }
    return (matches, AnswerProof(matcher).answers(to: record))
  }

  @Test func allVectorsKeepTheirAnswer() throws {
    let cases = try Self.cases()
    #expect(cases.count > 400)
    var anonymised = 0
    for one in cases {
      let wanted = try answers(one.matcher, one.record)
      let masked = try #require(
        SecretMasking(one.matcher, isSecret: Self.isAnything).masked(one.record), "\(one.name)")
      #expect(try answers(one.matcher, masked.record) == wanted, "\(one.name)")
      var anonymizer = Anonymizer()
      let new = try #require(
        anonymizer.anonymized([one.record], matcher: one.matcher).first ?? nil, "\(one.name)")
      #expect(try answers(one.matcher, new) == wanted, "\(one.name)")
      if new != one.record { anonymised += 1 }
    }
    #expect(anonymised > cases.count / 2)
  }

  @Test func valuesThatTheRuleReadsAreNotMasked() throws {
    let matcher = try matcher("requestParameters.password: hunter2")
    let masking = SecretMasking(matcher) { outline, node in
      outline.key(node)?.lowercased().hasSuffix("password") == true
    }
    let result = try #require(
      masking.masked(
        Array(#"{"requestParameters":{"password":"hunter2","newPassword":"x","a":1}}"#.utf8)))
    #expect(
      String(decoding: result.record, as: UTF8.self)
        == #"{"requestParameters":{"password":"hunter2","newPassword":"(masked)","a":1}}"#)
    #expect(result.masked == 1)
    #expect(result.kept == ["requestParameters.password"])
  }

  private func matcher(_ item: String) throws -> RuleMatcher {
    let file = RuleFile(
      text: """
        title: t
        logsource: {product: aws, service: cloudtrail}
        detection:
          selection:
            \(item)
          condition: selection

        """, path: "t.yml")
    return try RuleMatcher(rules: file.rules)
  }

  private static let event = """
    {"eventName":"kim","awsRegion":"us-east-1","recipientAccountId":"210987654321",\
    "sourceIPAddress":"198.18.4.7","userIdentity":{"type":"AssumedRole",\
    "arn":"arn:aws:sts::210987654321:assumed-role/admin/kim",\
    "principalId":"AROAJ2N4EXBIDX7QWERTY:kim","accessKeyId":"ASIAJ2N4EXBIDX7QWERTY"},\
    "requestParameters":{"policy":"%7B%22r%22%3A%22arn%3Aaws%3Aiam%3A%3A210987654321%3Auser%2Fkim%22%7D",\
    "kimono":"kimono kim@corp.example, 1198.18.4.7 and 198.18.4.7."}}
    """

  @Test func theSameIsReplacedByTheSame() throws {
    var anonymizer = Anonymizer()
    let records = anonymizer.anonymized(
      [Array(Self.event.utf8), Array(Self.event.utf8)], matcher: try matcher("awsRegion: us-east-1")
    )
    let texts = records.map { String(decoding: $0 ?? [], as: UTF8.self) }
    #expect(texts[0] == texts[1])
    let text = texts[0]
    for gone in [
      "210987654321", "assumed-role/admin/kim", "QWERTY", "\"198.18.4.7", "corp.example",
    ] {
      #expect(!text.contains(gone), "\(gone) in \(text)")
    }
    #expect(text.contains("arn:aws:sts::100000000001:assumed-role/name-"))
    #expect(text.contains("Aiam%3A%3A100000000001%3Auser%2Fname-"))
    // What happened stays, and what only begins like a name.
    #expect(text.contains(#""eventName":"kim""#))
    #expect(text.contains(#""kimono":"kimono "#))
    #expect(text.contains("1198.18.4.7 and 192.0.2.1."))
  }

  @Test func whatTheAnswerDependsOnStaysInAllEvents() throws {
    var anonymizer = Anonymizer()
    let records = anonymizer.anonymized(
      [Array(Self.event.utf8), Array(Self.event.replacing("AssumedRole", with: "IAMUser").utf8)],
      matcher: try matcher("userIdentity.arn|endswith: /admin/kim"))
    #expect(anonymizer.kept == ["admin", "kim"])
    for record in records {
      let text = String(decoding: record ?? [], as: UTF8.self)
      #expect(text.contains("arn:aws:sts::100000000001:assumed-role/admin/kim"))
    }
  }
}
