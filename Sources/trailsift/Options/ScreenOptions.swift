import ArgumentParser
import Foundation
import NcursesTerminal
import TerminalScreen
import WorkbenchRuntime

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// How the workbench looks.
struct ScreenOptions: ParsableArguments {
  @Option(help: "A base16 or base24 theme: a name from themes/ or a file.")
  var theme: String?

  @Option(help: "auto, always or never. NO_COLOR is honoured.")
  var color: ColorChoice = .auto

  @Flag(help: "Draw with ASCII only. This is the default with TERM=linux, vt100 and dumb.")
  var ascii = false

  /// Opens the terminal, or ends the program with the reason.
  func openTerminal(_ configuration: Configuration) throws -> Terminal {
    let chosen = try chosenTheme(configuration)
    do {
      return try Terminal(
        theme: chosen, color: colorDepth, ascii: ascii ? true : configuration.ascii)
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotWrite
    }
  }

  /// The look of a recording, without a terminal to ask: the theme's exact colours, or the viewer's
  /// own.
  func recordingLooks() throws -> (Theme, ColorDepth) {
    var chosen = try chosenTheme(Configuration.load())
    // Players are dark.
    if chosen.palette.isEmpty { chosen = .terminal(on: .black) }
    return (chosen, colorDepth ?? (chosen.palette.isEmpty ? .ansi16 : .truecolor))
  }

  private func chosenTheme(_ configuration: Configuration) throws -> Theme {
    try .chosen(theme ?? configuration.theme)
  }

  private var colorDepth: ColorDepth? {
    switch color {
    case .never: .monochrome
    case .always: nil
    case .auto:
      // https://no-color.org: any value that is not empty.
      (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty ? nil : .monochrome
    }
  }
}

extension Theme {
  /// The theme with this name or in this file; the terminal's own without a name. Ends the
  /// program when it cannot be read.
  static func chosen(_ name: String?) throws -> Theme {
    do {
      return try ThemeCatalog().theme(named: name ?? Theme.terminal.slug)
    } catch {
      Console.error("\(error)")
      throw ExitCode.validationFailure
    }
  }
}
