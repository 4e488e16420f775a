import Foundation
import TestSupport
import Testing

/// Where addresses are, as the program says it.
@Suite struct WhereTests {
  private let folder: Folder
  private static let samples = ["samples/rules/unusual-region.yml", "samples/logs"]
  private static let places = ["--geo", "samples/places.mmdb"]
  private static let cases = Program.root + "/Tests/Conformance/geo"

  init() throws { folder = try Folder() }

  private func run(_ arguments: [String]) throws -> Program.Outcome {
    try Program.trailsift(arguments, in: folder, at: Program.root)
  }

  @Test func answersOneLineForEachValue() throws {
    let outcome = try run(
      ["where", "--format", "json"] + Self.places + ["203.0.113.77", "AWS Internal", "10.0.0.1"])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.contains("\"country_code\":\"MD\"") == true)
    #expect(lines.first?.contains("\"asn\":64506") == true)
    #expect(
      lines.last
        == #"{"input":"10.0.0.1","kind":"private","ip":"10.0.0.1","text":"private network"}"#)
  }

  @Test func carriesOnWithoutABrokenDatabase() throws {
    let broken = try run(
      ["where", "--geo", Self.cases + "/bad/separator-not-zero.mmdb"] + Self.places
        + ["203.0.113.77"])
    #expect(broken.status == 1)
    #expect(broken.output.contains("Chișinău, MD"))
    #expect(broken.errors.contains("is not used: no separator behind the search tree."))
    let missing = try run(["where", "--geo", "nowhere.mmdb", "203.0.113.77"])
    #expect(missing.status == 66)
    #expect(try run(["where", "--label", "vpn", "8.8.8.8"]).status == 64)
  }

  @Test func addsPlacesToHits() throws {
    let csv = try run(["scan"] + Self.samples + ["--format", "csv", "--places"] + Self.places)
    #expect(csv.status == 0)
    let lines = csv.output.split(separator: "\r\n")
    #expect(lines.first?.contains(",source.geo.country_iso_code,source.geo.country_name,") == true)
    #expect(lines.contains { $0.contains(",203.0.113.77,MD,Moldova,") })
    let json = try run(["scan"] + Self.samples + ["--format", "ndjson", "--places"] + Self.places)
    var countries: [String: Int] = [:]
    for line in json.output.split(separator: "\n") {
      let hit = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      if let code = hit?["source.geo.country_iso_code"] as? String {
        countries[code, default: 0] += 1
      }
      #expect(hit?["event"] is [String: Any])
    }
    #expect(countries["MD"] == 11)
    #expect(try run(["scan"] + Self.samples + ["--places"]).status == 64)
  }

  private func picture(_ keys: String, _ size: String = "120x34") throws -> String {
    let outcome = try run(
      ["picture"] + Self.samples + Self.places
        + ["--format", "text", "--size", size, "--keys", keys])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  @Test func showsOneKeyInTwoPlaces() throws {
    let screen = try picture("F signal:two* Enter Enter")
    #expect(screen.contains("2 of 150 hits"))
    #expect(screen.contains(" from 203.0.113.77  Chișinău, MD · AS64506 Example Transit"))
    #expect(screen.contains("about 3,000 km from me-south-1 (Bahrain)"))
    #expect(screen.contains("two  two places: svc-deploy-legacy's key AKIA…EXAMPLE: Chișinău, MD"))
    // Enter on the line shows both events.
    let both = try picture("F signal:* Enter Enter j j j j j Enter")
    #expect(both.contains("203.0.113.77") && both.contains("2001:db8:bad:5::77"))
  }

  @Test func filtersAndGroupsByPlace() throws {
    #expect(try picture("F country:MD,BR Enter").contains("31 of 150 hits"))
    #expect(try picture("F as:AS64506 Enter").contains("11 of 150 hits"))
    #expect(try picture("F label:hosting Enter").contains("of 150 hits"))
    // The menu's lines, the first under the cursor.
    let menu = try picture("#", "120x44").split(separator: "\n")
    let title = try #require(menu.firstIndex { $0.contains("group 150 hits by") })
    let country = try #require(menu.firstIndex { $0.contains("country ") })
    let moves = String(repeating: "j ", count: country - title - 1)
    let groups = try picture("# \(moves)Enter")
    #expect(groups.contains("principals"))
    #expect(groups.split(separator: "\n").contains { $0.contains(" MD ") || $0.hasPrefix(" MD") })
  }

  @Test func showsCallersOnTheMap() throws {
    let map = try picture("F as:64508 Enter M")
    #expect(map.contains("+ callers"))
    #expect(map.contains("@ of this hit"))
    #expect(!(try picture("M o")).contains("+ callers"))
  }

  @Test func listsItsDatabases() throws {
    #expect(try picture("S").contains("Example-Places of 2026-03-02"))
  }
}
