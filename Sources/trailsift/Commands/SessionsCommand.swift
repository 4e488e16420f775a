import ArgumentParser
import Basics
import Foundation
import Sessions
import Sigma
import TerminalScreen

struct SessionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessions", abstract: "List the saved sessions, newest first.",
    examples: [
      (
        "trailsift sessions | head -1",
        "The newest session."
      )
    ])

  func run() throws {
    let store = SessionStore(environment: ProcessInfo.processInfo.environment)
    let summaries = store.summaries()
    for summary in summaries { Console.print(summary.line) }
    StandardOutput.shared.flush()
    if summaries.isEmpty { Console.say("no sessions in \(store.folder)") }
  }
}

extension SessionStore.Summary {
  /// `2026-11-02T14:03:59Z  rules (57 rules)  12 of 80 hits open, 68 judged, 4 decisions  logs  PATH`
  fileprivate var line: String {
    let judged = "\(verdicts.grouped) judged, \(decisions.counting("decision"))"
    let hits = counts.map { "\($0.open.grouped) of \($0.hits.counting("hit")) open, " } ?? ""
    return [header.started, rules, hits + judged, logs, path].joined(separator: "  ")
  }

  /// The title of one rule; the folder and the number of several.
  private var rules: String {
    if header.rules.count == 1 {
      let file = RuleFile(text: header.rules[0].text, path: header.rules[0].path)
      if file.rules.count == 1 { return Self.short(file.rules[0].title) }
    }
    return "\(Self.short(header.rulesPlace)) (\(header.rules.countedAs("rule")))"
  }

  private var logs: String {
    guard let first = header.logs.first else { return "no logs" }
    let more = header.logs.count - 1
    return Self.short(first.path) + (more > 0 ? " and \(more) more" : "")
  }

  private static func short(_ text: String) -> String {
    SafeText(text, limit: 1_000).truncated(to: maximumColumns).text
  }

  private static let maximumColumns = 60
}
