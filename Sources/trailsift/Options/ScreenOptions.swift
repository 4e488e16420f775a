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
  @Option(help: "A base16 or base24 theme: a name from themes/, or a file.")
  var theme: String?

  @Option(help: "auto, always or never; NO_COLOR is honoured.")
  var color: ColorChoice = .auto

  @Flag(help: "Draw only signs of ASCII; so it is without asking under TERM=linux, vt100 and dumb.")
  var ascii = false

  /// Opens the terminal, or ends the program with the reason why not.
  func openWorkbench() throws -> (Workbench, Terminal) {
    let catalog = ThemeCatalog()
    let configuration = Configuration.load()
    let chosen = try chosenTheme(catalog)
    do {
      let terminal = try Terminal(
        theme: chosen, color: colorDepth, ascii: ascii ? true : configuration.ascii)
      return (
        Workbench(terminal: terminal, themes: catalog, configuration: configuration), terminal
      )
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotWrite
    }
  }

  /// How a recording looks, for which there is no terminal to ask: with a theme's colours as they are, or with those of
  /// whoever looks at it.
  func recordingLooks() throws -> (Theme, ColorDepth) {
    let chosen = try chosenTheme(ThemeCatalog())
    return (chosen, colorDepth ?? (chosen.palette.isEmpty ? .ansi16 : .truecolor))
  }

  private func chosenTheme(_ catalog: ThemeCatalog) throws -> Theme {
    do {
      return try catalog.theme(named: theme ?? Configuration.load().theme ?? Theme.terminal.slug)
    } catch {
      Console.error("\(error)")
      throw ExitCode.validationFailure
    }
  }

  private var colorDepth: ColorDepth? {
    switch color {
    case .never: .monochrome
    case .always: nil
    case .auto:
      // https://no-color.org: any value but the empty one.
      (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty ? nil : .monochrome
    }
  }
}
