import Foundation
import TerminalScreen
import TestSupport
import WorkbenchRuntime

/// Themes: base16 and base24 files.
struct ThemeFuzzer: Fuzzer {
  static let name = "themes"
  static let summary = "files of themes"

  let samples: [[UInt8]]
  let pieces = [
    "system: base16\n", "palette:\n", "  base00: \"#ff0000\"\n", "base0F", "#", "\"", ":", "\n",
    "  ",
    "variant: ", "~", "[", "{", "&a ", "*a", "é",
  ]

  init() throws {
    samples = try ["nord", "okabe-ito-light"].map { name in
      [UInt8](
        try Data(contentsOf: Repository.root.appending(path: "themes/\(name).yaml")))
    }
  }

  func run(_ bytes: [UInt8]) throws {
    do throws(ThemeError) {
      _ = try Theme(yaml: String(decoding: bytes, as: UTF8.self), file: "t.yaml")
    } catch {
      try Violation.check(!"\(error)".isEmpty, "refused without a reason")
    }
  }
}

/// `config.yml`: a mistake in it is reported, and the other settings apply.
struct ConfigurationFuzzer: Fuzzer {
  static let name = "config"
  static let summary = "the configuration"

  let samples = [
    """
    theme: nord
    mouse: true
    ascii: true
    columns: [eventTime, awsRegion, eventName]
    author: kim
    clipboard: auto
    known_fields: [p_source]
    keys:
      markFalsePositive: [f, F2]
      undo: F9
      quit: ^Q

    """
  ].map { Array($0.utf8) }
  let pieces = [
    "keys:\n", "  undo: ", "^", "F2", "[", "]", "{", "}", ":", "\n", "  ", "~", "true", "'", "\"",
    "theme: ", "columns: ", "&a ", "*a", "<<: ", "\u{0}", "é", "😀",
  ]

  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("trailsift"), withIntermediateDirectories: true)
  }

  func run(_ bytes: [UInt8]) throws {
    try Data(bytes).write(to: folder.url.appending(path: "trailsift/config.yml"))
    let configuration = Configuration.load(environment: ["XDG_CONFIG_HOME": folder.url.path])
    for diagnostic in configuration.diagnostics {
      _ = diagnostic.rendered(source: configuration.text)
    }
    _ = configuration.complaint
  }
}
