import Foundation
import TestSupport
import Testing

@testable import TrailSynthesis

/// The committed samples are the generator's current output. If this fails after an intended
/// change, write them again:
///
///     trailsift synthesize --seed 7 --events 6000 --days 21 samples/logs
///
/// and the damaged ones with `SyntheticTrail.writeDamaged(to:)`.
@Suite struct SynthesisSamplesTests {
  private let trail = SyntheticTrail(seed: 7, events: 6_000, days: 21)

  @Test func logsAreWhatTheGeneratorWrites() throws {
    try SynthesisFolders.withTemporary { folder in
      _ = try trail.write(to: folder.path, jobs: 2)
      let written = try SynthesisFolders.contents(of: folder)
      let committed = try SynthesisFolders.contents(
        of: Repository.samples.appendingPathComponent("logs"))
      #expect(written.keys.sorted() == committed.keys.sorted())
      // Another zlib may pack the same bytes differently.
      let differing = written.filter { path, member in
        guard let other = committed[path], other != member else { return false }
        return SynthesisFolders.inflated(other) != SynthesisFolders.inflated(member)
      }
      #expect(differing.keys.sorted() == [])
    }
  }

  @Test func damagedFilesAreWhatTheGeneratorWrites() throws {
    let committed = try SynthesisFolders.contents(
      of: Repository.samples.appendingPathComponent("damaged"))
    let written = try trail.damagedFiles()
    #expect(committed.keys.sorted() == written.map(\.name).sorted())
    // By name: printing the bytes of both would not help.
    let differing = written.filter { file in
      file.name != "truncated.json.gz" && committed[file.name] != file.bytes
    }
    #expect(differing.map(\.name) == [])
    let truncated = try #require(committed["truncated.json.gz"])
    let rest = SynthesisFolders.inflated(truncated)
    let whole = SyntheticTrail.wrapped(trail.damagedRecords())
    #expect(rest.count < whole.count)
    #expect(whole.starts(with: rest))
    let records = rest.split(separator: Array(#"},{"eventVersion""#.utf8))
    #expect(records.count > 10)
  }

  /// `trailsift synthesize --places samples`
  @Test func placesAreWhatTheGeneratorWrites() throws {
    let committed = try Data(contentsOf: Repository.samples.appending(path: "places.mmdb"))
    #expect(Array(committed) == SyntheticTrail.placesBytes)
  }

  @Test func samplesStaySmall() throws {
    let files = try SynthesisFolders.contents(
      of: Repository.samples.appendingPathComponent("logs"))
    #expect(files.count <= 250)
    #expect(files.values.reduce(0) { $0 + $1.count } < 2_000_000)
  }
}
