import ArgumentParser
import Foundation
import WorkbenchRuntime

/// The command line: `trailsift RULE LOG...` opens the workbench. The other subcommands do one
/// thing without a screen.
@main
struct Trailsift: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trailsift",
    abstract: "Judge the hits of Sigma rules on CloudTrail, and tune the rules by your decisions.",
    discussion: """
      trailsift RULE LOG... scans CloudTrail with a Sigma rule and opens a workbench on the hits. \
      RULE is a rule file or a folder of rules; LOG is a file, a folder, s3://BUCKET/PREFIX, \
      athena:DATABASE.TABLE, or - for standard input.

      \(HelpTopic.sentence)

      Exit status: 0 done; 1 done, but something given could not be read whole; 2 a check found a \
      difference; 64 usage; 65 a rule is not valid; 66 an input does not exist; 69 a service is not \
      available; 73 or 74 cannot write.
      """,
    version: Version.current,
    subcommands: [
      TriageCommand.self,
      DemoCommand.self,
      ScanCommand.self,
      AthenaCommand.self,
      CheckCommand.self,
      ExplainCommand.self,
      TestCommand.self,
      AllowCommand.self,
      DisallowCommand.self,
      ExceptCommand.self,
      BaselineCommand.self,
      WhereCommand.self,
      ReplayCommand.self,
      ReportCommand.self,
      BundleCommand.self,
      UnbundleCommand.self,
      SessionsCommand.self,
      KeysCommand.self,
      PictureCommand.self,
      SynthesizeCommand.self,
      SigmaCommand.self,
      CompletionsCommand.self,
      ManualCommand.self,
    ],
    defaultSubcommand: TriageCommand.self)

  static func main() {
    StandardDescriptors.occupy()
    quietCrashes()
    // A write beyond the limit on file sizes (`ulimit -f`) is then an error like a full disk. By
    // default the signal would end the program in the middle of its screen.
    signal(SIGXFSZ, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if try FirstWords.answer(arguments) { return }
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      leave(after: error)
    }
  }

  /// A crash ends the program by its signal. Without this, Swift's runtime asks on the terminal
  /// what to do next. `SWIFT_BACKTRACE` overrides it.
  private static func quietCrashes() {
    guard getenv("SWIFT_BACKTRACE") == nil else { return }
    for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSEGV, SIGTRAP] {
      signal(number, SIG_DFL)
    }
  }

  /// Prints the error. Arguments that it quotes may be file names, which can contain anything.
  private static func leave(after error: any Error) -> Never {
    let status = exitCode(for: error)
    let message = fullMessage(for: error)
    if status == .success {
      StandardOutput.shared.write(Array((message + "\n").utf8))
      StandardOutput.shared.flush()
    } else if !message.isEmpty {
      Console.say(message)
    }
    Foundation.exit(status.rawValue)
  }
}
