import ArgumentParser
import Basics
import Foundation
import Sessions

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
    for summary in summaries {
      let rules = summary.header.rules.map(\.path).joined(separator: " ")
      Console.print(
        "\(summary.header.started)  \(summary.decisions.counting("decision")), \(summary.verdicts) judged  "
          + "\(rules)  \(summary.path)")
    }
    StandardOutput.shared.flush()
    if summaries.isEmpty { Console.say("no sessions in \(store.folder)") }
  }
}
