import Basics
import Foundation
import TestSupport

@testable import Places

/// The cases in `Tests/Conformance/geo`.
enum GeoCases {
  static let folder = Repository.root.appending(path: "Tests/Conformance/geo")

  static func path(_ name: String) -> String { folder.appending(path: name).path }

  /// The objects of a file of lines.
  static func lines(_ name: String) throws -> [[String: Any]] {
    try ConformanceCases.of("geo/\(name)")
  }

  struct DatabaseSet {
    let places: OpenedPlaces
    let now: CivilDate
    let expected: [[String: Any]]
  }

  static func sets() throws -> [String: DatabaseSet] {
    let data = try Data(contentsOf: folder.appending(path: "sets.json"))
    let sets = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]] ?? [:]
    return sets.mapValues { set in
      var sources = PlaceSources(
        named: (set["geo"] as? [String] ?? []).map { path("databases/\($0)") })
      sources.searches = false
      sources.awsRanges = (set["aws"] as? String).map { path("databases/\($0)") }
      let now = (set["now"] as? String).flatMap { CivilDate($0) }
      return DatabaseSet(
        places: sources.open(), now: now ?? CivilDate(daysSince1970: 0),
        expected: set["databases"] as? [[String: Any]] ?? [])
    }
  }

  /// Whether two values of JSON are equal: numbers as numbers, within 1e-9.
  static func same(_ one: Any?, _ other: Any?) -> Bool {
    switch (one, other) {
    case (let one as [String: Any], let other as [String: Any]):
      one.count == other.count && one.allSatisfy { same($0.value, other[$0.key]) }
    case (let one as [Any], let other as [Any]):
      one.count == other.count && zip(one, other).allSatisfy { same($0, $1) }
    case (let one as String, let other as String): one.hasSameBytes(as: other)
    case (let one as NSNumber, let other as NSNumber):
      abs(one.doubleValue - other.doubleValue) < 1e-9
    case (is NSNull, is NSNull): true
    default: false
    }
  }
}
