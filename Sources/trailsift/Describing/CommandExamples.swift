import ArgumentParser
import Basics

/// A command line with what it does. `--help` and the manual show it.
///
///     ("trailsift scan rules logs --format csv", "Print the hits as csv.")
typealias CommandExample = (line: String, does: String)

/// Examples at the end of a discussion.
enum CommandExamples {
  private static let heading = "Examples:"

  /// The discussion with the examples below it.
  static func append(_ examples: [CommandExample], to discussion: String) -> String {
    if examples.isEmpty { return discussion }
    let lines = examples.map { "  \($0.line)\n      \($0.does)" }
    return discussion + (discussion.isEmpty ? "" : "\n\n") + heading + "\n\n"
      + lines.joined(separator: "\n\n")
  }

  /// What `append` joined.
  static func split(_ discussion: String) -> (discussion: String, examples: [CommandExample]) {
    var paragraphs = discussion.pieces(atText: "\n\n").map(String.init)
    guard let start = paragraphs.lastIndex(of: heading) else { return (discussion, []) }
    let examples = paragraphs[(start + 1)...].compactMap { text -> CommandExample? in
      let lines = text.pieces(at: "\n").map(\.trimmed)
      guard let line = lines.first, !line.isEmpty else { return nil }
      return (line, lines.dropFirst().joined(separator: " "))
    }
    paragraphs.removeSubrange(start...)
    return (paragraphs.joined(separator: "\n\n"), examples)
  }
}

extension CommandConfiguration {
  init(
    commandName: String, abstract: String, discussion: String = "", examples: [CommandExample]
  ) {
    self.init(
      commandName: commandName, abstract: abstract,
      discussion: CommandExamples.append(examples, to: discussion))
  }
}
