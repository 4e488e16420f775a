import Foundation
import Testing

@testable import RuleEditing

/// The form that edits have in a journal. It is read again years later: these texts do not change.
struct EditCodingTests {
  @Test(arguments: [
    (RuleEdit.allowRegion("ap-east-1"), #"{"allow_region":"ap-east-1"}"#),
    (.disallowRegion("ap-east-1"), #"{"disallow_region":"ap-east-1"}"#),
    (.removeException(name: "filter_main_build"), #"{"remove_exception":"filter_main_build"}"#),
    (
      .changeException(
        name: "build", to: RuleException(tests: [.init(field: "awsRegion", values: ["x"])])),
      #"{"change_exception":{"name":"build","to":{"tests":[{"equals":["x"],"field":"awsRegion"}]}}}"#
    ),
    (
      .setExpiry(name: "build", date: "2026-12-31"),
      #"{"set_expiry":{"expires":"2026-12-31","name":"build"}}"#
    ),
    (.setExpiry(name: "build", date: nil), #"{"set_expiry":{"name":"build"}}"#),
    (.matchAllRegions, #"{"match_all_regions":true}"#),
    (
      .several([.allowRegion("eu-west-1"), .matchAllRegions]),
      #"{"edits":[{"allow_region":"eu-west-1"},{"match_all_regions":true}]}"#
    ),
    (
      .addException(
        RuleException(tests: [.init(field: "a", values: ["b"])], expires: "2026-12-31")),
      #"{"add_exception":{"expires":"2026-12-31","tests":[{"equals":["b"],"field":"a"}]}}"#
    ),
    (
      .addException(
        RuleException(
          name: "build",
          tests: [
            .init(field: "userIdentity.arn", values: ["arn:a*"]),
            .init(field: "userAgent", relation: .startsWith, values: ["aws-cli", "Boto3"]),
            .init(field: "sourceIPAddress", relation: .cidr, values: ["198.51.100.0/24"]),
            .init(field: "errorCode", relation: .isNull),
            .init(field: "tlsDetails", relation: .isMissing),
          ])),
      #"{"add_exception":{"name":"build","tests":["#
        + #"{"equals":["arn:a*"],"field":"userIdentity.arn"},"#
        + #"{"field":"userAgent","startswith":["aws-cli","Boto3"]},"#
        + #"{"cidr":["198.51.100.0/24"],"field":"sourceIPAddress"},"#
        + #"{"field":"errorCode","null":true},{"field":"tlsDetails","missing":true}]}}"#
    ),
  ])
  func editsReadAndWrite(edit: RuleEdit, json: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(String(decoding: try encoder.encode(edit), as: UTF8.self) == json)
    #expect(try JSONDecoder().decode(RuleEdit.self, from: Data(json.utf8)) == edit)
  }

  @Test(arguments: [
    "{}", #"{"allow_region":"a","disallow_region":"b"}"#, #"{"later":1}"#, #"{"allow_region":7}"#,
    #"{"add_exception":{"tests":[{"field":"a"}]}}"#,
    #"{"add_exception":{"tests":[{"field":"a","equals":["b"],"contains":["c"]}]}}"#,
    #"{"add_exception":{"tests":[{"field":"a","null":false}]}}"#,
    #"{"add_exception":{"tests":[{"field":"a","sounds_like":["b"]}]}}"#,
  ])
  func aTextThatIsNotAnEditIsRefused(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(RuleEdit.self, from: Data(json.utf8))
    }
  }

  @Test func aStampHasAReasonOnlyIfGiven() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let stamp = EditStamp(date: "2026-03-01", author: "j.doe")
    #expect(
      String(decoding: try encoder.encode(stamp), as: UTF8.self)
        == #"{"author":"j.doe","date":"2026-03-01"}"#)
  }

  @Test(arguments: [
    (RuleException(name: "Build role!", tests: []), "build_role"),
    (RuleException(name: "filter_main_x", tests: []), "x"),
    (
      RuleException(tests: [.init(field: "a", values: ["arn:aws:iam::1:role/Build-Nightly"])]),
      "build_nightly"
    ),
    (RuleException(tests: [.init(field: "awsRegion", values: ["ap-east-1"])]), "ap_east_1"),
    (
      RuleException(tests: [.init(field: "sourceIPAddress", values: ["198.51.100.7"])]),
      "sourceipaddress"
    ),
    (RuleException(tests: [.init(field: "userIdentity.userName", values: ["한글"])]), "username"),
    (RuleException(tests: []), "exception"),
  ])
  func slugs(exception: RuleException, slug: String) {
    #expect(exception.slug == slug)
  }

  @Test func aCommentIsOneLineOfPlainText() {
    let stamp = EditStamp(
      date: "2026-03-01", author: " j\u{1B}[31m.doe\n",
      reason: "a\r\n  b\u{2028}c\u{202E}d: # e\t한글")
    #expect(stamp.comment == "# 2026-03-01 j [31m.doe: a b c d: # e 한글")
    #expect(EditStamp(date: "2026-03-01", author: "").comment == "# 2026-03-01")
    let long = EditStamp(
      date: "2026-03-01", author: "", reason: String(repeating: "x", count: 5000))
    #expect(long.comment.count < 500 && long.comment.hasSuffix("…"))
  }
}
