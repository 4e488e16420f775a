import Basics
import Foundation
import TestSupport
import Testing

@testable import Places

@Suite struct WordsTests {
  private func summary(_ paths: [String], on day: String) throws -> PlacesSummary {
    var sources = PlaceSources(named: paths)
    sources.searches = false
    return sources.open().summary(on: try #require(CivilDate(day)))
  }

  @Test func warnsOfOldDatabases() throws {
    let city = GeoCases.path("databases/city24.mmdb")
    #expect(try summary([city], on: "2027-01-19").warnings() == [])
    #expect(
      try summary([city], on: "2027-01-20").warnings() == [
        "GeoLite2-City was built on 2026-11-20, 61 days ago: addresses may have moved."
      ])
    #expect(
      try summary([city], on: "2026-11-30").warnings(newestHit: CivilDate("2026-02-03")) == [
        "GeoLite2-City is of 2026-11-20, the hits end on 2026-02-03: it may not have been so then."
      ])
  }

  @Test func saysWhatIsNotUsedOrLeftOut() throws {
    #expect(
      try summary([GeoCases.path("bad/separator-not-zero.mmdb")], on: "2026-11-30").warnings() == [
        "separator-not-zero.mmdb is not used: no separator behind the search tree."
      ])
    #expect(
      try summary([GeoCases.path("bad/build-epoch-zero.mmdb")], on: "2026-11-30").warnings() == [
        "GeoLite2-Country does not say when it was built."
      ])
    #expect(
      try summary(
        [GeoCases.path("databases/geoip"), GeoCases.path("databases/ip-ranges.json")],
        on: "2026-11-30"
      ).warnings() == [
        "geoip: 5 lines are not understood and were left out.",
        "ip-ranges.json: 6 entries are not understood and were left out.",
      ])
    let missing = try summary(["/nowhere/x.mmdb"], on: "2026-11-30")
    #expect(missing.warnings() == ["/nowhere/x.mmdb is not used: No such file or directory."])
    #expect(missing.problems.allSatisfy { $0.isError && $0.refusal.isMissing })
  }

  @Test func saysHowFarTheRegionIs() throws {
    func text(_ radius: Double?, _ region: String) -> String? {
      var answer = PlaceAnswer(SourceAddress("81.2.69.160"))
      var place = Place(countryCode: "DE", basis: .country)
      place.point = Point(latitude: 50.1, longitude: 8.7)
      place.radius = radius
      answer.place = .init(
        fact: place, network: nil, database: DatabaseName(database: "x", file: "x", built: nil))
      return CalledRegion(region, from: answer)?.text
    }
    #expect(text(20, "ap-east-1") == "about 9,200 km from ap-east-1 (Hong Kong)")
    #expect(text(20, "eu-central-2") == "about 300 km from eu-central-2 (Zurich)")
    #expect(text(1_000, "eu-central-2") == "within the accuracy of its place (1,000 km)")
    #expect(text(20, "us-iso-east-1") == nil)
    #expect(text(20, "GLOBAL") == nil)
  }

  @Test func writesTheFieldsOfOtherPrograms() throws {
    let database = try PlaceDatabase(GeoCases.path("databases/city24.mmdb"))
    let aws = try AWSRanges(GeoCases.path("databases/ip-ranges.json"))
    let book = PlaceBook(databases: [database], aws: aws)
    let fields = SourceFields(book.answer("55.113.0.1"), input: "55.113.0.1")
    let json = try JSONSerialization.jsonObject(with: Data(fields.json.bytes)) as? [String: Any]
    #expect(json?["source.ip"] as? String == "55.113.0.1")
    #expect(json?["trailsift.source.aws.region"] as? String == "us-east-1")
    #expect((json?["source.geo.location"] as? [String: Any])?["lat"] is NSNumber)
    #expect(SourceFields(book.answer(nil), input: nil).json.text == "{}")
  }
}
