import Basics
import Foundation
import TestSupport
import Testing

@testable import Places
import TrailSynthesis

@Suite struct PlaceBookTests {
  private func made(_ type: String, isNamed: Bool = true) throws -> PlaceDatabase {
    let folder = try ScratchFolder()
    let path = folder.path("made.mmdb")
    let writer = PlacesWriter(
      databaseType: type, built: 1_795_156_200,
      entries: [
        ("192.0.2.0/24", .init(country: "DE", countryName: "Germany", city: "Frankfurt")),
        ("10.1.0.0/16", .init(country: "FR", countryName: "France")),
        ("127.0.0.0/8", .init(country: "US", countryName: "United States")),
        ("81.2.0.0/16", .init(country: "SE", countryName: "Sweden")),
      ])
    try Data(writer.bytes()).write(to: URL(filePath: path))
    return try PlaceDatabase(path, isNamed: isNamed)
  }

  /// A company's own database may say where its offices are.
  @Test func letsOwnDatabasesSpeakForPrivateRanges() throws {
    let book = PlaceBook(databases: [try made("Example-Offices")])
    #expect(book.answer("192.0.2.7").text == "Frankfurt, DE")
    #expect(book.answer("192.0.2.7").kind == .documentation)
    #expect(book.answer("10.1.2.3").text == "FR")
    #expect(book.answer("10.2.2.3").text == "private network")
    // Not for what is nobody's.
    #expect(book.answer("127.0.0.1").text == "loopback")
    #expect(book.answer("81.2.3.4").text == "SE")
  }

  @Test func letsVendorsSpeakForPublicRangesOnly() throws {
    for type in ["GeoLite2-City", "DBIP-City-Lite", "ipinfo bundle_location_lite.mmdb"] {
      let book = PlaceBook(databases: [try made(type)])
      #expect(book.answer("192.0.2.7").text == "documentation range")
      #expect(book.answer("81.2.3.4").text == "SE")
    }
    // Nor a database that was found by itself.
    let found = PlaceBook(databases: [try made("Example-Offices", isNamed: false)])
    #expect(found.answer("192.0.2.7").text == "documentation range")
  }

  @Test func namesNetworksAndSystems() throws {
    let database = try PlaceDatabase(GeoCases.path("databases/asn32.mmdb"))
    let network = "55.113.0.1"
    let system = try #require(
      PlaceBook(databases: [database]).answer(network).system?.fact.number)
    let vpn = try NamedRanges(label: "vpn", path: "v", text: "# offices\n10.9.0.0/16\n")
    let partner = try NamedRanges(label: "partner", path: "p", text: "AS\(system)\n::1/128 # x")
    let book = PlaceBook(databases: [database], labels: [vpn, partner])
    #expect(book.answer("10.9.8.7").text == "private network (vpn)")
    #expect(book.answer(network).labelNames.last == "partner")
    #expect(book.answer("::1").text == "loopback (partner)")
    #expect(throws: PlacesRefusal.badLabel(line: 2, "256.0.0.0/8")) {
      try NamedRanges(label: "x", path: "x", text: "AS1\n256.0.0.0/8\n")
    }
  }

  @Test func findsTheItemsOfAList() {
    func items(_ text: String) -> [String] {
      Array(text.utf8).withUnsafeBytes { bytes in
        PlaceField.items(of: bytes).map { String(decoding: $0, as: UTF8.self) }
      }
    }
    #expect(items("Lyon, FR (vpn, hosting)") == ["Lyon", "FR", "vpn", "hosting"])
    #expect(items("yes, eu-west-2, EC2") == ["yes", "eu-west-2", "EC2"])
    #expect(items("place unknown") == ["unknown"])
    #expect(items("private network (vpn)") == ["private network", "vpn"])
    #expect(items("") == [])
  }

  @Test func marksInstanceRolesOutsideAWS() {
    func isMarked(_ ip: String, _ delivery: String, _ arn: String, knowsAWS: Bool = true) -> Bool {
      SourceSignal.isOutsideAWS(
        PlaceAnswer(SourceAddress(ip)), knowsAWS: knowsAWS, delivery: delivery, arn: arn)
    }
    let instance = "arn:aws:sts::111122223333:assumed-role/web/i-0123456789abcdef0"
    let person = "arn:aws:sts::111122223333:assumed-role/admin/kim"
    #expect(isMarked("8.8.8.8", "2.0", person))
    #expect(isMarked("8.8.8.8", "", instance))
    #expect(!isMarked("8.8.8.8", "", person))
    #expect(!isMarked("10.0.0.1", "2.0", instance))
    #expect(!isMarked("ec2.amazonaws.com", "2.0", instance))
    #expect(!isMarked("8.8.8.8", "2.0", instance, knowsAWS: false))
  }
}
