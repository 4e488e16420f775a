import CZlib
import Foundation
import HitStore
import Sessions
import TestSupport

/// The worked case of the samples.
private func sampleBundle() throws -> SessionBundle {
  try SessionBundle(
    path: Repository.root.appending(path: "samples/sessions/unusual-region.bundle").path)
}

/// Journals. What can be read is replayed, and replaying never writes.
struct JournalFuzzer: Fuzzer {
  static let name = "journals"
  static let summary = "journals of sessions, and their replay"

  let samples: [[UInt8]]
  let pieces = [
    "{", "}", "[", "]", "\"", ":", ",", "\n", "\\u0000", "\\ud800", "null", "-1", "1e999",
    "18446744073709551615", "\"n\":", "\"decide\"", "\"undo\"", "\"redo\"", "\"rule_id\":\"x\"",
    "\"offset\":9", "\"patches\":[]", "\u{0}",
  ]

  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    samples = [try sampleBundle().journal]
  }

  func run(_ bytes: [UInt8]) throws {
    let path = folder.path("session.jsonl")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    guard let contents = try? JournalContents(path: path) else { return }
    let replay = HeadlessReplay(contents)
    let (state, _) = SessionState.replaying(contents)
    try Violation.check(
      replay.state.verdicts == state.verdicts && replay.state.ruleTexts == state.ruleTexts,
      "the replay arrives elsewhere than resuming")
    try Violation.check(folder.names == ["session.jsonl"], "the replay wrote \(folder.names)")
  }
}

/// Bundles: gzip that was damaged, and damage inside of sound gzip.
struct BundleFuzzer: Fuzzer {
  static let name = "bundles"
  static let summary = "bundles of sessions and events"

  let samples: [[UInt8]]
  let pieces = [
    "{", "}", "\"", ":", ",", "\n", "\"bytes\":9999999999", "\"bytes\":-1", "\"count\":0",
    "\"trailsift_bundle\":2", "\u{1F}\u{8B}", "\u{0}",
  ]

  private let folder: ScratchFolder
  private let sound: SessionBundle

  init() throws {
    folder = try ScratchFolder()
    sound = try sampleBundle()
    let path = Repository.root.appending(path: "samples/sessions/unusual-region.bundle")
    let packed = [UInt8](try Data(contentsOf: path))
    samples = [packed, try Gzip.unpacked(packed)]
  }

  func run(_ bytes: [UInt8]) throws {
    let path = folder.path("case.bundle")
    let isPacked = bytes.starts(with: [0x1F, 0x8B])
    try Data(isPacked ? bytes : Gzip.packed(bytes)).write(to: URL(fileURLWithPath: path))
    guard let bundle = try? SessionBundle(path: path) else { return }
    // Its checksums hold, so nothing that they cover may differ.
    try Violation.check(bundle.journal == sound.journal, "another journal has the same SHA-256")
  }
}

private enum Gzip {
  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard trailsift_deflate_init_gzip(&stream, 1) == Z_OK else { return [] }
    defer { deflateEnd(&stream) }
    var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    var input = bytes
    let room = packed.count
    return input.withUnsafeMutableBufferPointer { source in
      packed.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(room)
        _ = deflate(&stream, Z_FINISH)
        return Array(target.prefix(room - Int(stream.avail_out)))
      }
    }
  }

  static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = z_stream()
    guard trailsift_inflate_init_gzip(&stream) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    var unpacked = [UInt8](repeating: 0, count: 64 << 20)
    var input = bytes
    let room = unpacked.count
    let count = input.withUnsafeMutableBufferPointer { source in
      unpacked.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(room)
        _ = inflate(&stream, Z_FINISH)
        return room - Int(stream.avail_out)
      }
    }
    return Array(unpacked.prefix(count))
  }
}

/// Lines of filters. What is read, written out and read again is the same.
struct FilterFuzzer: Fuzzer {
  static let name = "filters"
  static let summary = "lines of filters, as they are typed"

  let samples = [
    #"region:ap-* -event:Describe*,List* after:2026-11-01 verdict:none ip:198.51.100.0/24 "free text""#,
    #"agent:/aws-cli\/1\./ error: .rule:x raw:a time:2026-11-01..2026-11-02"#,
  ].map { Array($0.utf8) }
  let pieces = [
    ":", "-", ",", "|", "\"", "/", "\\", "*", "?", " ", "..", "24h", "region:", "after:", "time:",
    "verdict:", "ip:", "raw:", ".", "é", "😀", "\t", "\u{0}", "\u{202E}",
  ]

  func run(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    let now: Int64 = 1_763_000_000_000
    guard let filters = try? FilterParser.parse(text, now: now) else { return }
    for filter in filters {
      guard let again = try? FilterParser.parse(filter.text, now: now) else {
        throw Violation("cannot be read again: \(filter.text)")
      }
      try Violation.check(again == [filter], "read again it is \(again), not \(filter)")
    }
  }
}
