import CZlib
import Foundation
import TestSupport
import Testing

@testable import CloudTrail

/// Logs in tar and zip archives, in gzip, and in each other.
struct ArchiveTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  private static let a = #"{"Records":["# + eventJSON("a") + "]}"
  private static let b = eventJSON("b") + "\n"
  private static let members = [
    Member("AWSLogs/a.json", Array(a.utf8)), Member("b.json.gz", gzip(b)),
  ]

  struct Archive: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: @Sendable ([Member]) -> [UInt8]
    var testDescription: String { name }

    static let all = [
      Archive(name: "tar") { tar($0) }, Archive(name: "tar.gz") { gzip(tar($0)) },
      Archive(name: "tar without end") { Array(tar($0).dropLast(1024)) },
      Archive(name: "zip, stored") { zip($0, .stored) },
      Archive(name: "zip, deflated") { zip($0, .deflated) },
      Archive(name: "zip with descriptors") { zip($0, .descriptor) },
      Archive(name: "zip64") { zip($0, .zip64) },
      Archive(name: "zip in zip") { zip([Member("in.zip", zip($0, .deflated))], .stored) },
      Archive(name: "zip in tar") { tar([Member("in.zip", zip($0, .descriptor))]) },
      Archive(name: "tar in zip, deflated") { zip([Member("in.tar", tar($0))], .descriptor) },
      Archive(name: "gzip of gzip of tar") { gzip(gzip(tar($0))) },
    ]
  }

  @Test(arguments: Archive.all)
  func isReadLikeAFolder(archive: Archive) throws {
    let reading = try read(archive.bytes(Self.members))
    #expect(reading.texts == ["a", "b"])
    #expect(reading.paths.map { $0.hasSuffix("/AWSLogs/a.json") } == [true, false])
    #expect(reading.paths.last?.hasSuffix("/b.json.gz") == true)
    #expect(reading.reports.allSatisfy { $0.damage == nil && $0.skipped == nil })
    #expect(reading.whole.damage == nil && reading.whole.skipped == nil)
  }

  @Test func gzipInGzip() throws {
    for levels in 2...4 {
      var bytes = Array(Self.a.utf8)
      for _ in 0..<levels { bytes = gzip(bytes) }
      #expect(try folder.read(bytes).texts == ["a"])
    }
  }

  @Test(arguments: Archive.all)
  func truncationIsNamed(archive: Archive) throws {
    let bytes = archive.bytes(Self.members)
    // A tar ends with two blocks that may be missing, and blocks are padded.
    let needed = bytes.count - (archive.name.contains("tar") ? 1536 : 0)
    for length in stride(from: needed - 1, to: 4, by: -37) {
      let reading = try read(Array(bytes[..<length]))
      let isNamed =
        reading.whole.damage != nil || reading.whole.skipped != nil
        || reading.reports.contains { $0.damage != nil || $0.skipped != nil }
      #expect(isNamed, "\(length) of \(bytes.count) bytes")
    }
  }

  @Test func whatIsNotALog() throws {
    let members = [
      Member(".hidden.json", Array(Self.a.utf8)), Member("__MACOSX/x", [1]),
      Member("x/CloudTrail-Digest/y", [1]), Member("empty.json", []),
      Member("README.md", Array("words".utf8)), Member("l.json.zst", [0x28, 0xB5, 0x2F, 0xFD, 0]),
      Member("../climb.json", Array(Self.a.utf8)),
    ]
    for bytes in [tar(members), zip(members, .stored)] {
      let reading = try read(bytes)
      #expect(reading.texts == ["a"])
      #expect(
        reading.reports.map(\.skipped) == [
          .hidden, .hidden, .digest, .empty, .notJSON, .packed(.zstd), nil,
        ])
    }
    let none = try read(zip([Member("README.md", Array("words".utf8))], .stored))
    #expect(none.whole.skipped == .archiveWithoutLogs)
  }

  @Test func depthAndSizeAreBounded() throws {
    var deep = zip(Self.members, .stored)
    for level in 0..<6 { deep = zip([Member("\(level).zip", deep)], .stored) }
    #expect(try read(deep).reports.contains { $0.skipped == .packedTooDeep })
    let blanks = gzip([UInt8](repeating: 0x20, count: 20_000_000))
    let bomb = zip((0..<8).map { Member("\($0).json.gz", blanks) }, .deflated)
    let reading = try read(bomb)
    #expect(reading.whole.damage?.archive == .unpacksTooMuch)
  }

  @Test func packedFormatsAreNamed() throws {
    for format in PackedFormat.allCases {
      for magic in format.magics {
        let reading = try read(magic + [UInt8](repeating: 0, count: 600))
        #expect(reading.whole.skipped == .packed(format))
      }
    }
  }

  /// Hundreds of damaged archives: reading never traps, and always ends.
  @Test func damageNeverTraps() throws {
    var random = SeededGenerator(seed: 11)
    let reader = RecordReader(fields: ["eventID"])
    for round in 0..<600 {
      var bytes = Archive.all[round % Archive.all.count].bytes(Self.members)
      for _ in 0...random.next(below: 4) {
        let place = random.next(below: bytes.count)
        switch random.next(below: 4) {
        case 0: bytes[place] = UInt8(random.next(below: 256))
        case 1: bytes[place] = 0xFF
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.next(below: 40)))
        default: bytes.insert(contentsOf: bytes.prefix(random.next(below: 600)), at: place)
        }
        if bytes.isEmpty { bytes = [0] }
      }
      let file = try folder.write("damaged", bytes)
      var events = 0
      var counted = 0
      let whole = reader.read(
        file, progress: { _ in true }, memberDone: { counted += $0.counts.event },
        body: { events += $0.isEvent ? 1 : 0 })
      #expect(events == counted + whole.counts.event, "round \(round)")
    }
  }

  private struct Unpacked {
    var texts: [String] = []
    var paths: [String] = []
    var reports: [FileReport] = []
    var whole = FileReport(path: "")
  }

  private func read(_ bytes: [UInt8]) throws -> Unpacked {
    let file = try folder.write("evidence", bytes)
    let reader = RecordReader(fields: ["eventID"])
    var unpacked = Unpacked()
    unpacked.whole = reader.read(
      file, progress: { _ in true }, member: { unpacked.paths.append($0) },
      memberDone: { unpacked.reports.append($0) },
      body: { _ in
        unpacked.texts += reader.event.values(at: 0).prefix(1).map { reader.event.text(of: $0) }
      })
    return unpacked
  }
}
