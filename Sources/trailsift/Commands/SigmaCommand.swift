import ArgumentParser
import Sigma

/// The page about the language; `trailsift help sigma` shows it too.
struct SigmaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sigma",
    abstract: "What of Sigma can be written in a rule: modifiers, conditions, limits.",
    discussion: LanguagePage.text)

  func run() {
    Console.printText(LanguagePage.text + "\n")
    StandardOutput.shared.flush()
  }
}
