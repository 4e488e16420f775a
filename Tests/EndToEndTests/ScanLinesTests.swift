import Testing

/// `scan --format lines`: hits for people who listen to their terminal.
@Suite struct ScanLinesTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func scan(_ rule: String, _ format: String) throws -> Program.Outcome {
    try Program.trailsift(
      [
        "scan", rule, Samples.logs, "--format", format, "--columns",
        "eventTime,awsRegion,errorCode",
      ],
      in: folder)
  }

  @Test func aHitIsALineOfNamesAndValues() throws {
    let outcome = try scan(Samples.rule, "lines")
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == Int(try scan(Samples.rule, "count").output.dropLast()))
    let first = try #require(lines.first)
    #expect(
      first.hasPrefix(
        "hit 1: eventTime 2026-02-13 05:30:42 UTC; awsRegion af-south-1; errorCode none; rule AWS Activity"
      ),
      "\(first)")
    #expect(lines.last?.hasPrefix("hit \(lines.count): ") == true)
  }

  @Test func anAlertToo() throws {
    let rule = Program.root + "/samples/rules/refused-then-persistent.yml"
    let outcome = try scan(rule, "lines")
    #expect(outcome.output.contains("alert 1: time 2026-"))
    #expect(outcome.output.contains("; events "))
  }

  /// No colours, no frames, no cursor movements, nothing overwritten, also not in messages.
  @Test func nothingButLettersSignsAndLineEnds() throws {
    let outcome = try scan(Samples.rule, "lines")
    for scalar in (outcome.output + outcome.errors).unicodeScalars where scalar != "\n" {
      #expect(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
      #expect(
        !(0x2500...0x259F).contains(scalar.value) && !(0x2800...0x28FF).contains(scalar.value))
    }
  }
}
