import Basics
import Testing

@testable import Baseline

@Suite("A baseline")
struct BaselineReportTests {
  private static func company() -> MadeTrail {
    var trail = MadeTrail()
    trail.work(in: "eu-central-1", days: 0..<90)
    trail.work(in: "eu-west-1", days: 0..<90)
    return trail
  }

  @Test("proposes the regions in which people work from the networks of the home region")
  func proposesNormalRegions() throws {
    let report = try #require(Self.company().report())
    #expect(report.home == "eu-central-1")
    #expect(report.allow == ["eu-central-1", "eu-west-1"])
    #expect(
      report.regions["eu-west-1"]?.reasons == [
        "90 days in 14 weeks with activity, 2 regular principals, 18 days with changes, used since "
          + "2026-01-01, last on 2026-03-31"
      ])
    #expect(report.window.events == 360)
  }

  @Test("is the same bytes for the same events in any order and with any number of workers")
  func isReproducible() throws {
    var trail = Self.company()
    let one = try #require(trail.report()).json
    trail.records.reverse()
    let other = try #require(trail.report(workers: 3)).json
    #expect(one == other)
    #expect(try BaselineReport(one).json == one)
  }

  @Test("never proposes a region whose people come from another network than at home")
  func refusesStrangers() throws {
    var trail = MadeTrail()
    trail.work(in: "eu-central-1", days: 0..<90, roles: ["ci", "ops", "dev"])
    trail.work(in: "ap-east-1", days: 0..<90, network: 99)
    let report = try #require(trail.report())
    #expect(report.allow == ["eu-central-1"])
    #expect(report.regions["ap-east-1"]?.regionClass == .never)
    #expect(
      report.regions["ap-east-1"]?.reasons == [
        "nobody who also works in eu-central-1 comes here from the same network as there: on 0 of "
          + "90 days for arn:aws:iam::111122223333:role/ci"
      ])
  }

  @Test("never proposes a region with a true positive")
  func refusesTruePositives() throws {
    let trail = Self.company()
    var request = BaselineRequest()
    request.truePositives = ["e200"]
    let report = try #require(trail.report(request))
    #expect(report.allow.count == 1)
    #expect(
      report.regions.values.flatMap(\.reasons).contains(
        "1 event here is marked as a true positive"))
  }

  @Test("counts each event once, across workers")
  func countsOnce() throws {
    var trail = Self.company()
    trail.records += trail.records
    let report = try #require(trail.report(workers: 2))
    #expect(report.window.events == 360)
    #expect(report.window.duplicates == 360)
  }

  @Test("reads escaped texts as the plain ones")
  func readsEscapes() throws {
    var trail = Self.company()
    let plain = try #require(trail.report()).json
    trail.records = trail.records.map {
      $0.replacing(text: "eu-west-1", by: #"eu\u002dwest-1"#)
        .replacing(text: "role/ci", by: #"role\/ci"#)
    }
    #expect(try #require(trail.report()).json == plain)
  }

  @Test("proposes exceptions only for what services do by themselves")
  func proposesExceptions() throws {
    var trail = Self.company()
    for day in 0..<30 {
      trail.call("x", "us-east-2", day: day, more: #","invokedBy":"config.amazonaws.com""#)
    }
    let forwarded = try #require(trail.report())
    #expect(forwarded.exceptions.isEmpty)
    #expect(
      forwarded.refusedExceptions.map(\.reasons) == [
        ["the service also acts for others: arn:aws:iam::111122223333:role/x"]
      ])

    trail = Self.company()
    let role = "aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
    for day in 0..<30 {
      trail.call(role, "us-east-2", day: day, more: #","invokedBy":"config.amazonaws.com""#)
    }
    let linked = try #require(trail.report())
    #expect(linked.exceptions.map(\.value) == ["config.amazonaws.com", "*:role/" + role])
    #expect(linked.regions["us-east-2"]?.regionClass == .unused)
    #expect(linked.regions["us-east-2"]?.serviceEventsWithoutException == 0)
  }

  @Test(
    "gives no region a better class when a limit is hit",
    arguments: [(2, 500, 500), (512, 8, 500), (512, 500, 5), (512, 500, 40)])
  func staysSafeBeyondLimits(regions: Int, texts: Int, cells: Int) throws {
    var trail = MadeTrail()
    trail.work(in: "us-west-2", days: 0..<3)
    trail.work(in: "us-east-2", days: 0..<3)
    trail.work(in: "eu-central-1", days: 0..<90)
    trail.work(in: "eu-west-1", days: 0..<90)
    let exact = try #require(trail.report())
    #expect(exact.allow == ["eu-central-1", "eu-west-1"])
    var request = BaselineRequest()
    request.limits = BaselineCells.Limits(
      regions: regions, texts: texts, profiles: texts, cells: cells)
    let cut = trail.cells(request)
    #expect(cut.uncounted.values.reduce(0, +) > 0)
    let report = try #require(BaselineReport(cut, request))
    #expect(report.allow.isEmpty)
    #expect(report.exceptions.isEmpty)
  }

  @Test("names drift against an older one")
  func namesDrift() throws {
    let old = try #require(Self.company().report())
    #expect(old.compared(with: old).comparison?.drift == false)
    var trail = Self.company()
    trail.call("intruder", "eu-west-1", day: 89)
    let now = try #require(trail.report()).compared(with: old)
    #expect(now.comparison?.drift == true)
    #expect(
      now.comparison?.newPrincipals.map(\.name) == ["arn:aws:iam::111122223333:role/intruder"])
  }

  @Test("is anonymized without a trace of names, everywhere the same")
  func isAnonymized() throws {
    var trail = Self.company()
    trail.work(in: "eu-central-1", days: 0..<90, roles: ["dev"])
    trail.work(in: "ap-east-1", days: 0..<90, network: 99)
    for day in 0..<9 {
      trail.call("hidden", "us-east-2", day: day, more: #","invokedBy":"x.amazonaws.com""#)
    }
    for day in 0..<90 {
      trail.call("lone", "us-west-2", day: day, account: "444455556666")
      for role in ["ci", "ops"] {
        trail.call(role, "us-west-2", day: day, changes: true)
      }
    }
    let report = try #require(trail.report()).anonymous
    #expect(
      report.regions["us-west-2"]?.notes == [
        "not normal for account 000000000002 by itself (never): allow it for the other accounts only "
          + "where the rule can tell accounts apart"
      ])
    let text = String(decoding: report.json, as: UTF8.self)
    for name in [
      "111122223333", "444455556666", "role/lone", "role/ci", "role/ops", "hidden", "198.51.",
    ] {
      #expect(!text.has(text: name), "\(name)")
    }
    #expect(
      report.regions["ap-east-1"]?.reasons.contains {
        $0.ends(with: "for arn:aws:iam::000000000001:role/principal-1")
      } == true)
    #expect(
      report.regions["eu-west-1"]?.principals.keys.sorted() == [
        "arn:aws:iam::000000000001:role/principal-1", "arn:aws:iam::000000000001:role/principal-4",
      ])
  }

  @Test("refuses files that are no baselines, and says what is wrong")
  func refusesOtherFiles() {
    #expect(throws: BaselineFileError.self) { try BaselineReport(Array("{}".utf8)) }
    #expect(throws: BaselineFileError.self) { try BaselineReport(Array("Records".utf8)) }
    #expect(throws: BaselineFileError.self) {
      try BaselineReport(Array(#"{"format":"trailsift baseline 2"}"#.utf8))
    }
  }
}
