import Foundation
import Testing

/// A folder of rules: one workbench for all of them, and each edit goes into the file of its rule.
@Suite struct RulesFolderTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test func anEditGoesIntoTheFileOfItsRule() throws {
    let rules = folder.path + "/rules"
    try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: true)
    let regions = try folder.copy(of: Samples.rule, as: "rules/regions.yml")
    let text = try String(contentsOfFile: regions, encoding: .utf8)
    let buckets = """
      title: Bucket read from afar
      id: 11111111-2222-4333-8444-555555555555
      status: test
      level: high
      logsource:
        product: aws
        service: cloudtrail
      detection:
        selection:
          eventName: GetBucketVersioning
          awsRegion: [ap-east-1, eu-south-1]
        condition: selection

      """
    try buckets.write(toFile: rules + "/buckets.yml", atomically: true, encoding: .utf8)

    let terminal = try Terminal(
      in: folder, run: ["trailsift", rules, Samples.logs])
    try terminal.wait("the end of the scan") { $0.contains("records in") && $0.contains("2 rules") }
    try terminal.press("R")
    try terminal.wait("both rules") {
      $0.contains("2 rules, most hits first") && $0.contains(" 150    150 ")
        && $0.contains("▆H Bucket read from afar")
    }
    // The rule with fewer hits; only its hits, and one edit of it.
    try terminal.press("s")
    try terminal.wait("the graver one first") { $0.contains("2 rules, highest level first") }
    try terminal.press("g", "Enter")
    try terminal.wait(for: "rule: Bucket read from afar")
    try terminal.press("a")
    try terminal.wait("its file in the dialog") {
      $0.contains("/rules/buckets.y") && $0.contains("silences")
    }
    try terminal.press("Enter")
    try terminal.wait("the decision") { $0.contains("written") && !$0.contains("┌") }
    #expect(try String(contentsOfFile: regions, encoding: .utf8) == text)
    let edited = try String(contentsOfFile: rules + "/buckets.yml", encoding: .utf8)
    #expect(edited != buckets && edited.contains("filter_main_allowed_regions"))

    // The same region in the other rule: now that file changes, and undo restores the one, then the
    // other.
    try terminal.press("X", "R")
    try terminal.wait("its hits were silenced") { $0.contains("      0      0        5 ") }
    try terminal.press("g", "Enter")
    try terminal.wait(for: "rule: AWS Activity")
    try terminal.press("a")
    try terminal.wait("its file in the dialog") {
      $0.contains("/rules/regions.y") && $0.contains("silences")
    }
    try terminal.press("Enter")
    try terminal.wait(for: "307 silenced")
    #expect(try String(contentsOfFile: regions, encoding: .utf8) != text)
    #expect(try String(contentsOfFile: rules + "/buckets.yml", encoding: .utf8) == edited)
    try terminal.press("u")
    try terminal.wait(for: "undone: allow region")
    #expect(try String(contentsOfFile: regions, encoding: .utf8) == text)
    try terminal.press("u")
    try terminal.wait(for: "265 silenced")
    #expect(try String(contentsOfFile: rules + "/buckets.yml", encoding: .utf8) == buckets)
    try terminal.quit()
  }
}
