import Sigma
import Testing

@testable import RuleEditing

/// Widening and narrowing exceptions that are there, and letting them expire.
@Suite struct ExceptionChangeTests {
  private let detection = """
        sel:
            eventName: x
        # 2026-01-02 kim: the build hosts
        # They come and go.
        filter_main_build:
            userAgent: 'Jenkins/2.1' # the old one
            awsRegion:
                - 'ap-east-1' # Hong Kong
                - 'ap-east-2'
            errorCode: null
        condition: sel and not filter_main_build
    """

  private let quiet = EditStamp(date: "2026-03-01", author: "j.doe")

  private func change(_ tests: [RuleException.FieldTest]) throws -> [String] {
    try changes(
      ruleText(detection),
      .changeException(name: "build", to: RuleException(tests: tests)), stamp: quiet)
  }

  private let agent = RuleException.FieldTest(field: "userAgent", values: ["Jenkins/2.1"])
  private let regions = RuleException.FieldTest(
    field: "awsRegion", values: ["ap-east-1", "ap-east-2"])
  private let noError = RuleException.FieldTest(field: "errorCode", relation: .isNull)

  @Test func onlyWhatIsOtherChanges() throws {
    var wider = regions
    wider.values.append("me-south-1")
    #expect(try change([agent, wider, noError]) == ["+            - 'me-south-1'"])
    var narrower = regions
    narrower.values.removeFirst()
    #expect(
      try change([agent, narrower, noError]) == ["-            - 'ap-east-1' # Hong Kong"])
    #expect(try change([agent, regions]) == ["-        errorCode: null"])
    #expect(
      try change([agent, regions, noError, .init(field: "eventSource", values: ["a*"])])
        == ["+        eventSource: 'a\\*'"])
    #expect(
      try change([
        .init(field: "userAgent", relation: .startsWith, values: ["Jenkins/"]), regions, noError,
      ]) == [
        "-        userAgent: 'Jenkins/2.1' # the old one",
        "+        userAgent|startswith: 'Jenkins/'",
      ])
    #expect(
      try change([
        .init(field: "userAgent", values: ["Jenkins/2.1", "Jenkins/3"]), regions, noError,
      ]) == [
        "-        userAgent: 'Jenkins/2.1' # the old one", "+        userAgent:",
        "+            - 'Jenkins/2.1'", "+            - 'Jenkins/3'",
      ])
    #expect(
      try change([.init(field: "eventSource", values: ["s3"])]).filter { $0.hasPrefix("+") }
        == ["+        eventSource: 's3'"])
  }

  @Test func aReasonIsAddedAndTheOldOneStays() throws {
    let text = try edited(
      ruleText(detection),
      .changeException(name: "filter_main_build", to: RuleException(tests: [agent, regions])))
    #expect(
      text.contains(
        """
            # 2026-01-02 kim: the build hosts
            # They come and go.
            # 2026-03-01 j.doe: nightly build
            filter_main_build:

        """))
    #expect(refusal(text, .changeException(name: "x", to: RuleException(tests: [agent]))) != nil)
    #expect(
      refusal(text, .changeException(name: "build", to: RuleException(tests: [regions, agent])))
        == .unchanged(name: "filter_main_build"))
    #expect(refusal(text, .changeException(name: "build", to: RuleException(tests: []))) != nil)
  }

  @Test(arguments: [
    "        filter_main_build: {userAgent: x}\n",
    "        filter_main_build:\n            userAgent: 'x*'\n",
    "        filter_main_build:\n            - userAgent: x\n            - awsRegion: y\n",
    "        filter_main_build:\n            userAgent|re: x\n",
  ])
  func whatIsMoreThanLiteralTestsIsRefused(filter: String) throws {
    let text = ruleText(
      "    sel:\n        eventName: x\n" + filter.replacing("        filter", with: "    filter")
        + "    condition: sel and not filter_main_build")
    let refused = refusal(
      text, .changeException(name: "build", to: RuleException(tests: [agent])))
    guard case .unsupportedLayout = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
  }

  // MARK: - Expiry

  private func expire(_ text: String, _ date: String?) throws -> [String] {
    try changes(text, .setExpiry(name: "build", date: date), stamp: quiet)
  }

  @Test func anExpiryIsAddedReplacedAndTaken() throws {
    let text = ruleText(detection)
    #expect(try expire(text, "2026-12-31") == ["+    # expires: 2026-12-31"])
    let expiring = try edited(text, .setExpiry(name: "build", date: "2026-12-31"), stamp: quiet)
    #expect(
      try expire(expiring, "2027-01-31")
        == ["-    # expires: 2026-12-31", "+    # expires: 2027-01-31"])
    #expect(try expire(expiring, nil) == ["-    # expires: 2026-12-31"])
    #expect(
      refusal(expiring, .setExpiry(name: "build", date: "2026-12-31"))
        == .unchanged(name: "filter_main_build"))
    #expect(
      refusal(text, .setExpiry(name: "build", date: "soon")) == .invalidDate("soon"))
  }

  @Test func onlyTheDateOfAnAuthorsOwnCommentChanges() throws {
    let text = ruleText(detection).replacing(
      "the build hosts", with: "the build hosts; expires: 2026-02-01, see CHG-7")
    #expect(
      try expire(text, "2026-05-01").last
        == "+    # 2026-01-02 kim: the build hosts; expires: 2026-05-01, see CHG-7")
    let behind = ruleText(detection).replacing(
      "filter_main_build:", with: "filter_main_build: # Expires: 2026-02-01")
    #expect(
      try expire(behind, "2026-05-01").last == "+    filter_main_build: # Expires: 2026-05-01")
    #expect(try expire(behind, nil).last == "+    filter_main_build:")
  }

  @Test func anExceptionIsAddedWithItsExpiryAndTakenWithIt() throws {
    let text = ruleText("    sel:\n        eventName: x\n    condition: sel")
    let exception = RuleException(name: "build", tests: [agent], expires: "2026-06-30")
    let with = try edited(text, .addException(exception))
    #expect(
      with.contains(
        """
            # 2026-03-01 j.doe: nightly build
            # expires: 2026-06-30
            filter_main_build:
                userAgent: Jenkins/2.1

        """))
    let without = try edited(with, .removeException(name: "build"))
    #expect(!without.contains("expires") && !without.contains("nightly"))
  }
}
