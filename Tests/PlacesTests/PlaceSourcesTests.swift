import Basics
import Foundation
import TestSupport
import Testing

@testable import Places

@Suite struct PlaceSourcesTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func put(_ database: String, at path: String) throws {
    let target = folder.url.appending(path: path)
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: GeoCases.folder.appending(path: "databases/\(database)"), to: target)
  }

  private func files(_ sources: PlaceSources) -> [String] {
    let places = sources.open(root: folder.url.path)
    return (places.book.databases.map(\.path) + [places.book.aws?.path].compactMap(\.self))
      .map { $0.replacing(text: folder.url.path, by: "") }
  }

  @Test func searchesTheUsualPlacesInOrder() throws {
    try put("country28.mmdb", at: "usr/share/GeoIP/b.mmdb")
    try put("asn32.mmdb", at: "usr/share/GeoIP/a.mmdb")
    try put("city24.mmdb", at: "data/geo/city.mmdb")
    try put("geoip", at: "usr/share/tor/geoip")
    try put("geoip6", at: "usr/share/tor/geoip6")
    try put("ip-ranges.json", at: "var/lib/GeoIP/ip-ranges.json")
    try put("networks.json", at: "usr/share/GeoIP/networks.json")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "etc"), withIntermediateDirectories: true)
    try Data("# DatabaseDirectory /x\nAccountID 1\nDatabaseDirectory  /data/geo # here\n".utf8)
      .write(to: folder.url.appending(path: "etc/GeoIP.conf"))
    #expect(
      files(PlaceSources()) == [
        "/data/geo/city.mmdb", "/usr/share/GeoIP/a.mmdb", "/usr/share/GeoIP/b.mmdb",
        "/usr/share/tor/geoip", "/usr/share/tor/geoip6", "/var/lib/GeoIP/ip-ranges.json",
      ])
    #expect(files(.none) == [])
    // What is named ends the search, and each file counts once.
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "link.mmdb"),
      withDestinationURL: folder.url.appending(path: "data/geo/city.mmdb"))
    #expect(
      files(
        PlaceSources(named: [folder.path("data/geo"), folder.path("link.mmdb")]))
        == ["/data/geo/city.mmdb"])
  }

  @Test func usesTheRestIfOneIsBroken() throws {
    try put("city24.mmdb", at: "usr/share/GeoIP/city.mmdb")
    try Data("junk\u{0}".utf8).write(to: folder.url.appending(path: "usr/share/GeoIP/x.mmdb"))
    let places = PlaceSources().open(root: folder.url.path)
    #expect(places.book.databases.count == 1)
    #expect(places.problems.map(\.isError) == [false])
  }

  /// Debian's `tor-geoipdb`.
  @Test(
    .enabled(
      if: FileManager.default.fileExists(atPath: "/usr/share/tor/geoip6"), "needs tor-geoipdb"))
  func readsDebiansFiles() throws {
    let places = PlaceSources(named: ["/usr/share/tor"]).open()
    #expect(places.problems.isEmpty)
    let book = places.book
    #expect(book.databases.map(\.name.database) == ["Tor geoip", "Tor geoip6"])
    #expect(book.databases.allSatisfy { $0.name.built != nil })
    #expect(book.answer("193.0.6.139").place?.fact.countryCode == "NL")
    #expect(book.answer("2001:67c:2e8:22::c100:68b").place?.fact.countryCode == "NL")
    #expect(book.answer("203.178.137.58").place?.fact.countryCode == "JP")
  }
}
