import Basics
import CloudTrail

/// Files that are broken in typical ways: by interrupted copies, by tools that compressed or
/// decompressed once too often, by hand.
extension SyntheticTrail {
  /// Writes the damaged files into `folder`:
  ///
  ///     broken-record.json      5 records, the third is not JSON
  ///     not-gzip.json.gz        named .gz, but neither gzip nor JSON
  ///     plain.json.gz           named .gz, but plain JSON: 4 good records
  ///     truncated.json.gz       ends in the middle of its data
  public func writeDamaged(to folder: String) throws(SynthesisError) {
    for file in try damagedFiles() {
      try OutputFile.write(file.bytes, to: "\(folder)/\(file.name)")
    }
  }

  func damagedFiles() throws(SynthesisError) -> [(name: String, bytes: [UInt8])] {
    let records = damagedRecords()
    // Drops the quote after a value, as a careless replacement does.
    let text = String(decoding: records[2], as: UTF8.self)
    let broken = Array(text.replacing(#"","eventName""#, with: #","eventName""#).utf8)
    let packed: [UInt8]
    do {
      packed = try GzipWriter().compressed(Self.wrapped(records))
    } catch {
      throw SynthesisError.cannotCompress(path: "truncated.json.gz", error)
    }
    let note = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>\n"
    return [
      ("broken-record.json", Self.wrapped(records[..<2] + [broken] + records[3..<5])),
      ("not-gzip.json.gz", Array(note.utf8)),
      ("plain.json.gz", Self.wrapped(records[..<4])),
      ("truncated.json.gz", Array(packed.prefix(packed.count * 3 / 5))),
    ]
  }

  /// Records of the first account in a region that the sample rule finds unusual, by the stories'
  /// actors in turn, so that the records recovered from a file are hits.
  func damagedRecords() -> [[UInt8]] {
    let writer = RecordWriter(
      account: Company.accounts[0], otherAccount: Company.accounts[1], region: "ap-east-1")
    return (0..<Self.damagedRecordCount).map { index in
      var random = SplitMix64(seed: SplitMix64.mix(seed, UInt64(1_000 + index)))
      let actor = Story.catalog[index % Story.catalog.count].actor
      let event = PlannedEvent(
        actor: actor, callIndex: actor.drawCall(inGlobalRegion: false, random: &random),
        time: TrailPlan.end - CivilTime.secondsPerDay + index * 61, random: &random)
      var output = RecordBytes()
      writer.append(event, to: &output)
      return output.bytes
    }
  }

  /// Enough that a truncated file still has some.
  private static let damagedRecordCount = 40

  static func wrapped(_ records: some Sequence<[UInt8]>) -> [UInt8] {
    Array(#"{"Records":["#.utf8) + records.joined(separator: Array(",".utf8)) + Array("]}".utf8)
  }
}
