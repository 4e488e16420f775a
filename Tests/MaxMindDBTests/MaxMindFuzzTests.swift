import Basics
import Foundation
import TestSupport
import Testing

@testable import MaxMindDB

/// Databases with bytes changed, cut out and put in: whatever is in a file, lookups answer or fail.
///
///     TRAILSIFT_FUZZ_SECONDS=600 swift test --sanitize=address --filter MaxMindFuzzTests
@Suite struct MaxMindFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["TRAILSIFT_FUZZ_SECONDS"].flatMap(Double.init)
  private static let seed = environment["TRAILSIFT_FUZZ_SEED"].flatMap(UInt64.init) ?? 1

  private static let seeds: [[UInt8]] = {
    let folders = [
      Repository.root.appending(path: "Tests/Conformance/geo/databases"),
      Repository.root.appending(path: "Tests/Conformance/geo/bad"),
      SharedData.root.appending(path: "data/geoip/maxmind-db/test-data"),
      SharedData.root.appending(path: "data/geoip/maxmind-db/bad-data/libmaxminddb"),
      SharedData.root.appending(path: "data/geoip/maxmind-db/bad-data/maxminddb-golang"),
    ]
    return folders.flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.sorted().filter { $0.hasSuffix(".mmdb") }.compactMap {
        try? Array(Data(contentsOf: folder.appending(path: $0)))
      }
    }
  }()

  @Test func neverCrashes() throws {
    let folder = try ScratchFolder()
    let path = folder.path("fuzzed.mmdb")
    var random = SeededGenerator(seed: Self.seed)
    let end = Self.seconds.map { Date().addingTimeInterval($0) }
    var round = 0
    var (opened, answered, failed) = (0, 0, 0)
    while end.map({ Date() < $0 }) ?? (round < 500) {
      round += 1
      var bytes = Self.seeds[random.next(below: Self.seeds.count)]
      for _ in 0...random.next(below: 6) { Self.change(&bytes, &random) }
      try Data(bytes).write(to: URL(filePath: path))
      guard let database = try? MaxMindDatabase(path) else { continue }
      opened += 1
      for _ in 0..<24 {
        let address = Self.address(&random)
        do {
          guard let answer = try database.find(address) else { continue }
          let size = try database.read(at: answer.offset) { Self.walk($0) }
          #expect(size <= RecordDecoder.maximumValues)
          answered += 1
        } catch { failed += 1 }
      }
      // Also records that no node of the tree leads to.
      for _ in 0..<8 {
        _ = try? database.read(at: random.next(below: bytes.count)) { Self.walk($0) }
      }
    }
    #expect(opened > 0 && answered > 0 && failed > 0)
    if Self.seconds != nil {
      print("\(round) files, \(opened) opened, \(answered) lookups answered, \(failed) failed")
    }
  }

  private static func change(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    // The metadata and the records behind the tree are where most is decided.
    let tail = random.next(below: 2) == 0 ? max(0, bytes.count - 400) : 0
    let place = tail + random.next(below: bytes.count - tail)
    switch random.next(below: 8) {
    case 0...2: bytes[place] = UInt8(truncatingIfNeeded: random.next())
    case 3: bytes[place] ^= 1 << UInt8(random.next(below: 8))
    case 4: bytes[place] = [0, 0xFF, 0x3F, 0x20, 0xE0, 0x1F, 0x5F][random.next(below: 7)]
    case 5: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.next(below: 9)))
    case 6:
      let count = 1 + random.next(below: 9)
      bytes.insert(
        contentsOf: (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }, at: place)
    default: bytes.removeSubrange(place...)
    }
  }

  private static func address(_ random: inout SeededGenerator) -> IPNetwork {
    switch random.next(below: 4) {
    case 0: IPNetwork(ipv4: UInt32(truncatingIfNeeded: random.next()))
    case 1: IPNetwork(ipv4: UInt32(80 + random.next(below: 3)) << 24)
    case 2: IPNetwork(ipv6: random.next(), random.next())
    default: IPNetwork(ipv6: 0x2A00 << 48 | random.next() >> 12, random.next())
    }
  }

  /// Asks for everything in a record; how many values it has.
  static func walk(_ record: MMDBRecord) -> Int {
    var waiting = [record]
    var count = 0
    while let next = waiting.popLast() {
      count += 1
      _ = next.content
      if next.isMap {
        let pairs = next.pairs
        count += pairs.count
        waiting += pairs.map(\.value)
        if let first = pairs.first { _ = next[first.key] }
      } else if next.isArray, next.count > 0 {
        _ = next[0]
        // Going to each by its position would take the square of their number.
        waiting += next.elements
      }
    }
    return count
  }
}
