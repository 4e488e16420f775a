import ArgumentParser
import Sigma

/// The page about the rule language. `trailsift help sigma` shows it too.
struct SigmaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sigma",
    abstract: "Show what a Sigma rule can contain: modifiers, conditions, limits.",
    discussion: LanguagePage.text,
    examples: [
      (
        "trailsift sigma | less",
        "Read the page."
      )
    ])

  func run() {
    Console.printText(LanguagePage.text + "\n")
    StandardOutput.shared.flush()
  }
}
