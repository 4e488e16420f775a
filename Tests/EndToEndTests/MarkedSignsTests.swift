import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Separators and quotes joined to a mark after them or a letter before them: for Swift each pair
/// is one Character that is not the sign.
@Suite struct MarkedSignsTests {
  private let folder: Folder
  private let rule: String

  init() throws {
    folder = try Folder()
    rule = folder.path + "/rule.yml"
    try Self.rule().write(toFile: rule, atomically: true, encoding: .utf8)
  }

  private static func rule(_ selection: String = "eventName: '*'", _ more: String = "") -> String {
    """
    title: Any call
    id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c12
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        \(selection)
    \(more)  condition: selection\(more.isEmpty ? "" : " and not filter_main_x")

    """
  }

  /// An acute, a keycap, a selector, a joiner, a stroke with which `=`, `<` and `>` are other
  /// letters, and none.
  static let marks = ["\u{301}", "\u{20E3}", "\u{FE0F}", "\u{200D}", "\u{338}", "\u{E0020}", ""]
  /// A sign of Arabic that joins what follows it, a joining consonant, CR.
  static let before = ["", "\u{600}", "\u{1100}", "\r", "क\u{94D}"]

  private func scan(_ agents: [String], _ arguments: [String]) throws -> Program.Outcome {
    let log = try MadeLog(in: folder)
    for (minute, agent) in agents.enumerated() {
      try log.add(from: minute, ["userAgent": agent, "eventName": "Call\(minute)"])
    }
    return try Program.trailsift(
      ["scan", rule, log.path, "--quiet", "--format", "csv"] + arguments, in: folder)
  }

  /// The calls of the hits.
  private func calls(_ agents: [String], _ arguments: [String] = []) throws -> [String] {
    let outcome = try scan(agents, ["--columns", "eventName"] + arguments)
    return try StrictCSV(outcome.output).rows.dropFirst().map { $0[2] }
  }

  private func edit(_ arguments: String...) throws {
    let outcome = try Program.trailsift(["except", rule] + arguments, in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  // MARK: - What is written

  @Test func everyHitIsOneRowOfCSV() throws {
    var agents: [String] = []
    for sign in ["\"", ",", "\n", "\r", "\r\n", "\"\"", "\",\"", ";", "'"] {
      for mark in Self.marks {
        for joined in Self.before {
          agents += ["a\(joined)\(sign)\(mark)b", "\(joined)\(sign)\(mark)"]
        }
      }
    }
    let outcome = try scan(agents, ["--columns", "userAgent,eventName"])
    let rows = try StrictCSV(outcome.output).rows
    #expect(rows.count == agents.count + 1)
    #expect(Set(rows.map(\.count)) == [4])
    #expect(rows.dropFirst().map { $0[3] } == agents.indices.map { "Call\($0)" })
    for (row, agent) in zip(rows.dropFirst(), agents) {
      for sign in "\",;".unicodeScalars {
        #expect(
          row[2].unicodeScalars.count { $0 == sign } == agent.unicodeScalars.count { $0 == sign })
      }
    }
  }

  @Test func noCellIsAFormula() throws {
    var agents = ["=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "  =1", "\u{A0}=1", "|x", "%0A"]
    for sign in ["=", "+", "-", "@"] { agents += Self.marks.map { "\(sign)\($0)cmd()" } }
    let kept = ["aws-cli/2.17.0", "1-2", "a=b", "100%", "naïve é", "", "*", "(x)"]
    let outcome = try scan(agents + kept, ["--columns", "userAgent"])
    let cells = try StrictCSV(outcome.output).rows.dropFirst().map { $0[2] }
    for cell in cells.prefix(agents.count) {
      #expect(cell.unicodeScalars.first == "'", "\(cell)")
    }
    #expect(Array(cells.suffix(kept.count)) == kept)
  }

  @Test func picturesAreWellFormed() throws {
    var signs: [String] = []
    for mark in Self.marks {
      signs += ["<\(mark)script>", "&\(mark)lt;", "a>\(mark)", "\"\(mark)'", "]]>\(mark)"]
    }
    let log = try MadeLog(in: folder)
    for (minute, text) in signs.enumerated() {
      try log.add(from: minute, ["userAgent": text, "eventName": text])
    }
    let outcome = try Program.trailsift(
      ["picture", rule, log.path, "--size", "200x50", "--keys", "j j"], in: folder)
    let names = ElementNames()
    let parser = XMLParser(data: Data(outcome.output.utf8))
    parser.delegate = names
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(names.all.isSubset(of: ["svg", "title", "rect", "text", "path", "circle"]))
    #expect(names.all.contains("text"))
  }

  private final class ElementNames: NSObject, XMLParserDelegate {
    var all: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) { all.insert(name) }
  }

  // MARK: - What is given

  @Test(arguments: marks) func whereSplitsAtTheFirstEqualsSign(mark: String) throws {
    let agents = ["\(mark)abc", "abc", "\(mark)a=\(mark)b", "other"]
    try edit("--where", "userAgent=\(agents[0])")
    try edit("--where", "userAgent|endswith==\(mark)b")
    #expect(try calls(agents) == (mark.isEmpty ? ["Call3"] : ["Call1", "Call3"]))
  }

  @Test(arguments: marks) func dropSplitsAtTheFirstEqualsSign(mark: String) throws {
    try Self.rule(
      "eventName: '*'", "  filter_main_x:\n    userAgent:\n      - \"\(mark)abc\"\n      - keep\n"
    )
    .write(toFile: rule, atomically: true, encoding: .utf8)
    let agents = ["\(mark)abc", "keep", "other"]
    #expect(try calls(agents) == ["Call2"])
    try edit("--change", "filter_main_x", "--drop", "userAgent=\(mark)abc")
    #expect(try calls(agents) == ["Call0", "Call2"])
  }

  @Test(arguments: marks) func defineSplitsAtCommas(mark: String) throws {
    try Self.rule("userAgent|expand: '%agents%'")
      .write(toFile: rule, atomically: true, encoding: .utf8)
    let agents = ["\(mark)a", "\(mark)b", "c", "d"]
    #expect(
      try calls(agents, ["--define", "agents=\(mark)a,\(mark)b,c"]) == ["Call0", "Call1", "Call2"])
  }

  @Test(arguments: marks) func columnsSplitAtCommas(mark: String) throws {
    let outcome = try scan(["x"], ["--columns", "userAgent,\(mark)x"])
    #expect(try StrictCSV(outcome.output).rows.allSatisfy { $0.count == 4 })
  }
}
