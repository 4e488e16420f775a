import ArgumentParser
import Basics
import EventJSON
import Foundation
import Places
import Sessions
import TerminalScreen
import WorkbenchRuntime

/// `trailsift where 81.2.69.160`: what is known about addresses.
struct WhereCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "where", abstract: "Say where addresses are, from databases on this machine.",
    discussion: """
      Prints what is known about values of sourceIPAddress: addresses, names of services, \
      AWS Internal. Nothing is looked up online.

      Databases are MaxMind DB files (GeoLite2, GeoIP2, DB-IP, IPinfo and others), Tor's geoip and \
      geoip6 (Debian: tor-geoipdb) and AWS's ip-ranges.json. All that are given or found are used: \
      the place is that of the finest answer, the AS that of the first database with one. None comes \
      with trailsift. GeoLite2 and IPinfo need an account; DB-IP Lite is CC BY 4.0, IPinfo Lite and \
      tor-geoipdb are CC BY-SA 4.0.

      trailsift help geo says more about databases and what a place says.
      """,
    examples: [
      ("trailsift where 81.2.69.160", "Say where an address is."),
      (
        "trailsift where --geo city.mmdb --format json - < addresses.txt",
        "Look up the addresses of a file, as JSON lines."
      ),
    ])

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: "Values of sourceIPAddress; - for one a line of standard input.")
  var address: [String] = []

  @Option(help: "text, or json: one object a line.")
  var format: Format = .text

  @Flag(
    help:
      "The lines of standard input are JSON: strings, null, or events with a sourceIPAddress.")
  var json = false

  @Flag(help: "Print the databases: their types, files, dates and ages.")
  var databases = false

  @Option(
    help: ArgumentHelp("The day from which the age of databases is counted.", valueName: "date"))
  var now: String?

  @OptionGroup var geo: GeoOptions

  func validate() throws {
    if let now, CivilDate(now) == nil {
      throw ValidationError("--now takes a day such as 2026-11-30, not “\(now)”")
    }
    if address.isEmpty, !databases {
      throw ValidationError("give addresses, - for standard input, or --databases")
    }
  }

  func run() throws {
    let configuration = Configuration.load()
    configuration.complain()
    let places = geo.sources(configured: configuration.geo ?? []).open()
    try places.requireNamed()
    let clock = SessionClock(environment: ProcessInfo.processInfo.environment)
    let today = now.flatMap { CivilDate($0) } ?? clock.today
    let summary = places.summary(on: today)
    for warning in summary.warnings() { Console.say(warning) }
    if !summary.knowsPlaces, !geo.isOff { Console.say(PlacesSummary.noDatabase) }
    if databases {
      for status in summary.databases { print(status) }
    }
    for value in address {
      if value == "-" {
        while let line = readLine(strippingNewline: true) { answerLine(line, places.book) }
      } else {
        print(value, places.book)
      }
    }
    StandardOutput.shared.flush()
    if places.hasErrors { throw ExitCode.incomplete }
  }

  /// A line of standard input.
  private func answerLine(_ line: String, _ book: PlaceBook) {
    guard json else { return print(line, book) }
    let outline = JSONOutline(line)
    let isEvent = outline.nodes.first?.kind == .object
    let node =
      isEvent
      ? Array(outline.children(0)).last { outline.key($0) == "sourceIPAddress" }
      : outline.nodes.indices.first
    guard let node else { return print(nil, book) }
    let isText = outline.nodes[node].kind == .string
    let text = isText ? outline.valueText(node) : nil
    let input = isText ? nil : Array(outline.valueText(node).utf8)
    print(text, book, input: input)
  }

  /// - Parameter input: a value that is not text, as JSON.
  private func print(_ value: String?, _ book: PlaceBook, input: [UInt8]? = nil) {
    let answer = book.answer(value)
    switch format {
    case .json:
      var written = input ?? Array("null".utf8)
      if let value {
        written = []
        JSONEscaping.append(value, to: &written)
      }
      StandardOutput.shared.write(answer.json(input: written).bytes + [UInt8(ascii: "\n")])
    case .text:
      Console.print("\(value ?? "-")  \(answer.text)")
      for line in answer.lines where line != answer.text { Console.print("  \(line)") }
    }
  }

  private func print(_ status: PlacesSummary.Status) {
    switch format {
    case .json: StandardOutput.shared.write(status.json.bytes + [UInt8(ascii: "\n")])
    case .text: Console.print("\(status.text)  \(status.path)")
    }
  }
}
