import CloudTrail
import Testing

struct GzipReadingTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  private let one = #"{"Records":["# + eventJSON("a") + "," + eventJSON("b") + "]}"
  private let two = #"{"Records":["# + eventJSON("c") + "]}"

  @Test(arguments: ["log.json.gz", "log.json"])
  func contentDecidesNotTheName(name: String) throws {
    let packed = try folder.read(gzip(one), name: name)
    #expect(packed.texts == ["a", "b"] && packed.report.damage == nil)
    #expect(packed.report.compressedBytes == Int64(gzip(one).count))
    #expect(packed.report.inflatedBytes == Int64(one.utf8.count))
    let plain = try folder.read(Array(one.utf8), name: name)
    #expect(plain.texts == ["a", "b"] && plain.report.damage == nil)
  }

  /// Sizes around those of the buffers; the last is too large to be inflated as a whole.
  @Test(arguments: [300, 2_000, 150_000])
  func longFiles(events: Int) throws {
    let text = (0..<events).map { eventJSON("\($0)") }.joined(separator: "\n")
    let reading = try folder.read(gzip(text))
    #expect(reading.texts == (0..<events).map { "\($0)" })
    #expect(reading.report.inflatedBytes == Int64(text.utf8.count))
  }

  /// The file grew after it was found: all of it is read.
  @Test func aFileThatGrew() throws {
    let file = try folder.write("log.gz", gzip(one))
    try folder.write("log.gz", gzip(one) + gzip(two))
    let reading = folder.read(file, with: RecordReader(fields: ["eventID"]))
    #expect(reading.texts == ["a", "b", "c"])
  }

  @Test func neitherGzipNorJSON() throws {
    let reading = try folder.read(Array("plain words".utf8), name: "log.json.gz")
    #expect(reading.report.skipped == .notGzip)
  }

  @Test func concatenatedMembersAndPadding() throws {
    let bytes = gzip(one) + gzip("") + gzip(two) + [0, 0, 0]
    let reading = try folder.read(bytes)
    #expect(reading.texts == ["a", "b", "c"] && reading.report.damage == nil)
  }

  @Test func aValueMayRunFromMemberToMember() throws {
    let bytes = gzip(String(one.prefix(70))) + gzip(String(one.dropFirst(70)))
    #expect(try folder.read(bytes).texts == ["a", "b"])
  }

  @Test func bytesBehindTheLastMember() throws {
    let packed = gzip(one)
    let reading = try folder.read(packed + Array("tail".utf8))
    #expect(reading.texts == ["a", "b"])
    #expect(reading.report.damage?.gzip == .trailingBytes(offset: Int64(packed.count)))
  }

  /// Wherever the file breaks off, everything before is delivered, and the damage is reported.
  @Test func truncatedAnywhere() throws {
    // Text that does not compress well, so that the break can be in many places.
    let events = (0..<40).map { eventJSON("\($0 &* 2_654_435_761 % 1_000_003)") }
    let packed = gzip(#"{"Records":["# + events.joined(separator: ",") + "]}")
    let reader = RecordReader(fields: ["eventID"])
    var delivered = 0
    for length in 2..<packed.count {
      let reading = folder.read(try folder.write("log.gz", packed[..<length]), with: reader)
      #expect(reading.report.damage?.gzip == .truncated(offset: Int64(length)))
      #expect(reading.report.counts.event >= delivered)
      #expect(reading.report.counts.bad <= 1)
      delivered = reading.report.counts.event
    }
    #expect(delivered == 40)
  }

  @Test func aWrongChecksumIsNamedAndNothingIsLost() throws {
    var packed = gzip(one)
    packed[packed.count - 8] ^= 1
    let reading = try folder.read(packed)
    #expect(reading.texts == ["a", "b"])
    guard case .checksum = reading.report.damage?.gzip else {
      Issue.record("\(String(describing: reading.report.damage))")
      return
    }
  }

  @Test func corruptBytesNeverTrap() throws {
    let packed = gzip(String(repeating: one, count: 20))
    let reader = RecordReader(fields: ["eventID"])
    for index in packed.indices {
      var bytes = packed
      bytes[index] ^= UInt8(1 << (index % 8))
      let report = folder.read(try folder.write("log.gz", bytes), with: reader).report
      #expect(
        report.counts.total == report.counts.event + report.counts.notEvent + report.counts.bad)
    }
  }
}
