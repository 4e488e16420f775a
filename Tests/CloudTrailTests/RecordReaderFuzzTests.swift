import Foundation
import TestSupport
import Testing

@testable import CloudTrail

/// Thousands of broken files, in every wrapper and packing: reading never traps, always ends, and
/// delivers only well-formed records, the same ones however the file is compressed.
///
/// Some thousand files by default. To run longer, with another seed:
///
///     TRAILSIFT_FUZZ_SECONDS=600 TRAILSIFT_FUZZ_SEED=7 swift test --filter RecordReaderFuzzTests
///
/// With `swift test --sanitize=address`, reads outside memory end the run too. On Linux
/// `ASAN_OPTIONS=detect_leaks=0` keeps leaks of XCTest itself from failing it.
@Suite(.serialized) final class RecordReaderFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["TRAILSIFT_FUZZ_SECONDS"].flatMap(Int.init)
  private static let seed = environment["TRAILSIFT_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
  private static let files = 600
  /// The maximum time for one file, in a debug build under load.
  private static let longest = Duration.seconds(20)
  /// A little less than the reader's window, so that its edge cuts what follows.
  private static let nearlyAWindow = 255 << 10

  private static let pieces =
    [
      "{", "}", "[", "]", "\"", "\"\"", ":", ",", "\\", "\n", "\r\n", " ", "\t", "\u{0}", "\u{1E}",
      "\u{FEFF}", "null", "1", "{}", "[]", "{\"Records\":[", "{\"Records\":{", "\"Events\":[", "]}",
      "{\"eventVersion\":", "\"CloudTrailEvent\":\"{", "\"message\":\"{\\\"a\\\":1}\"",
      "\"detail\":{",
      "\"detail-type\":1,", "a,b\n1,2\n", "a,b\n\"{\"\"", "\u{1F}\u{8B}",
      String(repeating: " ", count: 400), String(repeating: "[", count: 300),
    ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0xFE, 0xFF], [0x1F, 0x8B, 8, 0], [0xC3]]

  private static let events: [String] = ["a", "]}{[,:", "é 😀", "d"].map { id in
    eventJSON(id).dropLast() + #","requestParameters":{"p":"{\"x\":[\n]}","l":[[],{}]},"x":null}"#
  }

  private let folder: LogFolder
  private let reader = RecordReader(fields: ["eventID"])
  private var random = SeededGenerator(seed: RecordReaderFuzzTests.seed)

  init() throws {
    folder = try LogFolder()
  }

  /// The content of a file decides what is read, not its packing.
  @Test func texts() throws {
    try fuzz { delivery in
      var bytes = Packing.all[0].bytes(delivery, Self.events)
      for _ in 0...next(3) { mutate(&bytes) }
      if next(64) == 0 {
        let filler = String(repeating: Self.events[0] + "\n", count: 1 + Self.nearlyAWindow / 300)
        bytes = Array(filler.utf8.prefix(Self.nearlyAWindow + next(1024))) + bytes
      }
      // A text that begins like gzip is meant as gzip.
      if bytes.starts(with: [0x1F, 0x8B]) { return }
      let plain = try read(bytes)
      let cut = next(bytes.count + 1)
      let members = gzip(bytes.prefix(cut)) + gzip(bytes.dropFirst(cut))
      for packed in [gzip(bytes), members] {
        let unpacked = try read(packed)
        #expect(unpacked.texts == plain.texts && unpacked.kinds == plain.kinds, "\(shown(bytes))")
        #expect(unpacked.report.counts == plain.report.counts, "\(shown(bytes))")
        #expect(unpacked.report.damage == plain.report.damage, "\(shown(bytes))")
        #expect(unpacked.report.skipped == plain.report.skipped, "\(shown(bytes))")
      }
    }
  }

  /// Damage to the compressed bytes.
  @Test func packedBytes() throws {
    try fuzz { delivery in
      let packing = Packing.all[next(Packing.all.count)]
      var bytes = packing.bytes(delivery, Self.events)
      for _ in 0...next(3) { mutate(&bytes) }
      _ = try read(bytes)
    }
  }

  private func fuzz(_ body: (Delivery) throws -> Void) throws {
    let clock = ContinuousClock()
    let end = Self.seconds.map { clock.now + .seconds($0) }
    var count = 0
    while end.map({ clock.now < $0 }) ?? (count < Self.files) {
      let before = clock.now
      try body(Delivery.all[count % Delivery.all.count])
      count += 1
      #expect(clock.now - before < Self.longest, "file \(count)")
    }
    if Self.seconds != nil { print("fuzzed \(count) files with seed \(Self.seed)") }
  }

  /// Reads a file and checks what holds for any content.
  private func read(_ bytes: [UInt8]) throws -> Reading {
    let file = try folder.write("log", bytes)
    var reading = Reading(report: FileReport(path: ""))
    reading.report = reader.read(file, progress: { _ in true }) { kind in
      reading.kinds.append(kind)
      let value = reader.event.values(at: 0).first { _ in true }
      reading.texts.append(value.map { reader.event.text(of: $0) } ?? "-")
      let record = [UInt8](reader.event.record)
      #expect(isWellFormed(record), "\(shown(record)) in \(shown(bytes))")
    }
    let report = reading.report
    #expect(report.counts.event == reading.kinds.count { $0 == .event }, "\(shown(bytes))")
    #expect(report.counts.event + report.counts.notEvent == reading.kinds.count, "\(shown(bytes))")
    #expect(report.compressedBytes <= Int64(bytes.count), "\(shown(bytes))")
    #expect(report.counts.bad == 0 || report.damage != nil, "\(shown(bytes))")
    if report.skipped != nil { #expect(report.counts == RecordCounts(), "\(shown(bytes))") }
    return reading
  }

  /// Foundation can't judge bytes that are not UTF-8, and takes zeros for UTF-16.
  private func isWellFormed(_ record: [UInt8]) -> Bool {
    if String(validating: record, as: UTF8.self) == nil || record.contains(0) { return true }
    return (try? JSONSerialization.jsonObject(with: Data(record))) is NSDictionary
  }

  private func shown(_ bytes: [UInt8]) -> String {
    bytes.count > 8192
      ? "\(bytes.count) bytes, seed \(Self.seed)" : Data(bytes).base64EncodedString()
  }

  private func next(_ count: Int) -> Int { random.next(below: count) }

  private func mutate(_ bytes: inout [UInt8]) {
    let place = next(bytes.count + 1)
    let length = min(1 + next(12), bytes.count - place)
    switch next(6) {
    case 0: bytes.removeSubrange(place..<place + length)
    case 1: bytes.removeSubrange(place...)
    case 2:
      let from = next(bytes.count + 1)
      let copied = Array(bytes[from..<min(bytes.count, from + 1 + next(300))])
      bytes.insert(contentsOf: copied, at: place)
    case 3:
      if place < bytes.count { bytes[place] = UInt8(next(256)) }
    default:
      bytes.insert(contentsOf: Self.pieces[next(Self.pieces.count)], at: place)
    }
  }
}
