import Basics
import Foundation
import Testing

@testable import Places

@Suite struct TwoPlacesTests {
  @Test func findsWhatIsExpected() throws {
    let rows = try GeoCases.lines("two_places.jsonl")
    #expect(rows.count == 39)
    for row in rows {
      let name = row["case"] as? String ?? ""
      var groups: [[String]: [TwoPlaces.Sighting]] = [:]
      for sighting in row["sightings"] as? [[String: Any]] ?? [] {
        guard let principal = sighting["principal"] as? String,
          let key = sighting["access_key"] as? String,
          let place = sighting["where"] as? [String: Any],
          let answer = PlaceAnswer(
            json: Array(try JSONSerialization.data(withJSONObject: place))),
          let spot = TwoPlaces.Spot(answer)
        else { continue }
        let time = try #require(Timestamp.milliseconds(sighting["time"] as? String ?? ""))
        groups[[principal, key], default: []].append(
          .init(id: sighting["id"] as? String ?? "", time: time, spot: spot))
      }
      let found = groups.flatMap { group, sightings in
        TwoPlaces.find(principal: group[0], accessKey: group[1], sightings)
      }
      .sorted { TwoPlaces.isEarlier($0, $1) }
      let expected = row["expect"] as? [[String: Any]] ?? []
      #expect(found.count == expected.count, "\(name)")
      for (finding, expected) in zip(found, expected) {
        #expect(finding.first.id == expected["first"] as? String, "\(name)")
        #expect(finding.second.id == expected["second"] as? String, "\(name)")
        #expect(Int(finding.kilometres.rounded()) == expected["km"] as? Int, "\(name)")
        #expect(finding.seconds == expected["seconds"] as? Int, "\(name)")
        #expect(finding.times == expected["times"] as? Int, "\(name)")
        #expect(finding.principal == expected["principal"] as? String, "\(name)")
      }
    }
  }

  @Test func measuresDistances() throws {
    let rows = try GeoCases.lines("distances.jsonl")
    #expect(rows.count == 116)
    for row in rows {
      let from = row["from"] as? [Double] ?? []
      let region = try #require(CalledRegion.point(of: row["region"] as? String ?? ""))
      let kilometres = Point(latitude: from[0], longitude: from[1]).kilometres(to: region)
      #expect(abs(kilometres - (row["km"] as? Double ?? -1)) < 0.01, "\(row)")
    }
  }

  @Test func saysWhatItFound() throws {
    let lyon = TwoPlaces.Sighting(
      id: "1", time: Timestamp.milliseconds("2026-11-03T10:00:00Z") ?? 0,
      spot: try spot("Lyon", "FR", 45.7485, 4.8467, "80.1.0.1"))
    let pune = TwoPlaces.Sighting(
      id: "2", time: Timestamp.milliseconds("2026-11-03T10:10:00Z") ?? 0,
      spot: try spot("Pune", "IN", 18.5196, 73.8553, "90.1.0.1"))
    let again = [lyon, pune, lyon, pune].enumerated().map { index, sighting in
      TwoPlaces.Sighting(
        id: "\(index)", time: lyon.time + Int64(index) * 600_000, spot: sighting.spot)
    }
    let found = TwoPlaces.find(principal: "alice", accessKey: "ASIAIOSFODNNEXAMPLE", again)
    #expect(
      found.map(\.text) == [
        "alice's key ASIA…EXAMPLE: Lyon, FR at 10:00 and Pune, IN at 10:10, 6,930 km in 10 minutes (3 times)."
      ])
  }

  private func spot(
    _ city: String, _ country: String, _ latitude: Double, _ longitude: Double, _ address: String
  ) throws -> TwoPlaces.Spot {
    let json = """
      {"kind":"public","ip":"\(address)","country_code":"\(country)","country_basis":"country",\
      "city":"\(city)","latitude":\(latitude),"longitude":\(longitude)}
      """
    return try #require(PlaceAnswer(json: Array(json.utf8)).flatMap(TwoPlaces.Spot.init))
  }
}
