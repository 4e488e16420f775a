import Foundation
import Testing

@testable import TrailSynthesis

/// The records that break naive readers are in every log of some size.
@Suite struct SynthesisQuirksTests {
  private static let text: [String] = {
    let plan = TrailPlan(seed: 7, events: 6_000, days: 21)
    return plan.files.indices.map {
      String(decoding: SyntheticFile($0, of: plan).records().bytes.bytes, as: UTF8.self)
    }
  }()

  @Test(arguments: [
    #""userIdentity":{"type":"AWSService","invokedBy":"cloudtrail.amazonaws.com"}"#,
    #""userIdentity":{"accountId":"111122223333","invokedBy":"secretsmanager.amazonaws.com"}"#,
    #""eventType":"AwsServiceEvent""#,
    #""sourceIPAddress":"AWS Internal","userAgent":"AWS Internal""#,
    #""sourceIPAddress":"2001:db8:"#,
    #""sourceIPAddress":"192.0.002.007""#,
    #""userName":"HIDDEN_DUE_TO_SECURITY_REASONS""#,
    #""requestParameters":null"#,
    #""requestParameters":"HIDDEN_DUE_TO_SECURITY_REASONS""#,
    #""environment":"HIDDEN_DUE_TO_SECURITY_REASONS""#,
    #""ipRanges":{"items":[{"cidrIp":"#,
    #""mfaAuthenticated":"false""#,
    #""eventVersion":"1.05""#, #""eventVersion":"1.08""#, #""eventVersion":"1.11""#,
    #""eventCategory":"Data""#,
    #""cipherSuite":"-""#,
    #""addendum":{"reason":"DELIVERY_DELAY""#,
    #""errorCode":"AccessDenied""#,
    #"\u001b]52;c;"#, #"\u009b2K"#, "\u{9b}31m", #"\u202egpj.exe"#,
    "홍콩 CDN 확장 🚀", #"\ucd9c\uc7a5 \ud83e\udded"#,
    #""type":"IdentityCenterUser""#, #""type":"WebIdentityUser""#, #""type":"Root""#,
    #""type":"AWSAccount","principalId""#,
  ])
  func aSampleHasIt(quirk: String) {
    // Compared by bytes: a grapheme may begin before a part of it does.
    #expect(Self.text.contains { $0.utf8.firstRange(of: quirk.utf8) != nil })
  }

  @Test func oneActionAcrossAccountsIsTwoRecords() throws {
    var events: [String: Set<String>] = [:]
    for text in Self.text {
      for part in text.components(separatedBy: #""sharedEventID":""#).dropFirst() {
        events[String(part.prefix(36)), default: []].insert(
          text.contains(#""recipientAccountId":"111122223333""#) ? "first" : "second")
      }
    }
    #expect(events.count == 6_000 / TrailPlan.eventsPerSharedAction)
    #expect(events.values.allSatisfy { $0.count == 2 })
  }

  @Test func insightAndDigestLieBesideTheLogs() throws {
    let trail = SyntheticTrail(seed: 7, events: 6_000, days: 21)
    let files = trail.sideFiles(of: TrailPlan(seed: 7, events: 6_000, days: 21))
    #expect(files.map { $0.path.contains("CloudTrail-Insight/") } == [true, false])
    #expect(files.map { $0.path.contains("CloudTrail-Digest/") } == [false, true])
    for file in files {
      let json = try JSONSerialization.jsonObject(with: Data(file.bytes.bytes)) as? [String: Any]
      let digest = json?["logFiles"] as? [Any]
      let records = json?["Records"] as? [Any]
      #expect(digest?.count == 3 || records?.count == 2)
    }
  }
}
