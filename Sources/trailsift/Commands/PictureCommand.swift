import ArgumentParser
import Baseline
import Basics
import Foundation
import HitStore
import Sessions
import TerminalScreen
import TriageUI
import WorkbenchRuntime

/// `trailsift picture`: the workbench after some keys, as a picture. The pictures of the README
/// come from it.
struct PictureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "picture",
    abstract: "Draw the workbench after some keys, as SVG or text.",
    discussion: """
      Write keys as trailsift keys does, separated by spaces. Other words are typed: \
      --keys "/ kim Enter j t". Only the picture is written: rules change in memory.
      """,
    examples: [
      (
        "trailsift picture rule.yml AWSLogs --keys '/ kim Enter j t' --output kim.svg",
        "The screen after searching for kim and judging the next hit."
      )
    ])

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case svg, text
  }

  @Argument(help: "A Sigma rule file, or a folder of rules.")
  var rule: String

  @Argument(help: "CloudTrail files or folders.")
  var log: [String]

  @Option(help: ArgumentHelp("Keys to press first.", valueName: "keys"))
  var keys = ""

  @Option(help: ArgumentHelp("Columns and rows of the screen.", valueName: "columns×rows"))
  var size = "100x30"

  @Option(help: "A base16 or base24 theme: a name from themes/ or a file.")
  var theme: String?

  @Flag(help: "Draw with ASCII only.")
  var ascii = false

  @Option(help: "svg or text.")
  var format: Format = .svg

  @Option(help: ArgumentHelp("The file to write. Default: standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var filters: FilterOptions
  @OptionGroup var match: MatchOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var geo: GeoOptions

  func validate() throws {
    guard screenSize != nil else {
      throw ValidationError("--size takes columns and rows, such as 100x30, not “\(size)”")
    }
  }

  private var screenSize: Size? {
    let sides = size.replacing(text: "×", by: "x").pieces(at: "x").map { Int($0) ?? 0 }
    guard sides.count == 2, sides.allSatisfy((1...Screen.maximumSide).contains) else { return nil }
    return Size(columns: sides[0], rows: sides[1])
  }

  func run() throws {
    var options = try match.sessionOptions()
    place.apply(to: &options)
    let rules = try LoadedRules(path: rule, options: options, filters: filters)
    try LogInputs.check(log)
    var request = match.request(rules: rules.set, logs: log, options: options)
    // In the order of the input: the same picture every time.
    request.keepsInputOrder = true
    request.countsRegions = true
    request.baseline = BaselineRequest()
    let clock = SessionClock(environment: ProcessInfo.processInfo.environment)
    let header = SessionHeader(
      over: rules.set, logs: log, options: options, author: Author.name(given: nil), clock: clock,
      isRecorded: false)
    var session = OpenSession(
      SessionState(header: header), rules: rules.set, edits: .memory, spool: try Spool(),
      request: request, clock: clock,
      places: geo.namesDatabases ? try geo.provider(configured: []) : nil)
    session.state.takeProblems(
      of: rules.set, knownFields: Configuration.load().knownFields ?? [])
    session.state.size = screenSize ?? Size(columns: 100, rows: 30)
    let workbench = HeadlessWorkbench(session, theme: try .chosen(theme))
    try workbench.scan().complainUnlessKept()
    workbench.press(keys)
    try write(workbench)
  }

  private func write(_ workbench: HeadlessWorkbench) throws {
    let drawn = workbench.state.view()
    let screen = ascii ? drawn.inASCII : drawn
    let text =
      switch format {
      case .svg: screen.svg(theme: workbench.theme, title: SafeText("trailsift " + rule))
      case .text: screen.text + "\n"
      }
    try Console.write(text, to: output)
  }
}
