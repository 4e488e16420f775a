import Foundation
import TestSupport
import Testing
import WorkbenchRuntime

/// Changes of the user's `config.yml` when a theme is kept.
@Suite struct ConfigurationFileTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private var path: String { folder.url.path + "/config/trailsift/config.yml" }

  private func write(_ text: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.url.path + "/config/trailsift", withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func keep(_ theme: String = "dracula") throws {
    try ConfigurationFile(environment: ["XDG_CONFIG_HOME": folder.url.path + "/config"])
      .set("theme", to: theme)
  }

  private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func failure(_ theme: String = "dracula") throws -> String {
    let error = try #require(throws: ConfigurationFile.Failure.self) { try keep(theme) }
    return error.description
  }

  @Test(arguments: [
    ("theme: nord\n", "theme: dracula\n"),
    ("# mine\ntheme: nord  # for the beamer\nmouse: true\n", nil),
    ("theme: 'nord'\n", "theme: 'dracula'\n"),
    ("theme: \"nord\" # x\n", "theme: \"dracula\" # x\n"),
    ("mouse: true\ntheme:\n", "mouse: true\ntheme: dracula\n"),
    ("mouse: true\n", "mouse: true\ntheme: dracula\n"),
    ("mouse: true", "mouse: true\ntheme: dracula\n"),
    ("mouse: true\r\n", "mouse: true\r\ntheme: dracula\r\n"),
    ("keys:\n  undo: [u, F9]\n# end\n", "keys:\n  undo: [u, F9]\n# end\ntheme: dracula\n"),
    ("{theme: nord, mouse: true}\n", "{theme: dracula, mouse: true}\n"),
    ("", "theme: dracula\n"),
    ("# nothing yet\n", "# nothing yet\ntheme: dracula\n"),
  ])
  func onlyTheThemeIsWritten(before: String, after: String?) throws {
    try write(before)
    try keep()
    #expect(try text() == after ?? before.replacingOccurrences(of: "nord", with: "dracula"))
    // Again, and nothing changes.
    let once = try text()
    try keep()
    #expect(try text() == once)
  }

  @Test func fileAndFolderAreMade() throws {
    try keep()
    #expect(try text() == "theme: dracula\n")
    let mode =
      try FileManager.default.attributesOfItem(atPath: folder.url.path + "/config/trailsift")[
        .posixPermissions] as? Int
    #expect(mode == 0o700)
  }

  @Test func aLinkStaysALink() throws {
    try write("")
    try FileManager.default.removeItem(atPath: path)
    try Data("theme: nord # dotfiles\n".utf8).write(
      to: URL(fileURLWithPath: folder.url.path + "/dotfile.yml"))
    try FileManager.default.createSymbolicLink(
      atPath: path, withDestinationPath: folder.url.path + "/dotfile.yml")
    try keep()
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: path)
        == folder.url.path + "/dotfile.yml")
    #expect(try text() == "theme: dracula # dotfiles\n")
  }

  @Test(arguments: [
    ("mouse: true\ncolumns: [a\n", "columns: [a"),
    ("- theme\n", "config.yml:1:1: the file is not a mapping of settings: - theme"),
    (
      "mouse: true\ntheme: [nord]\n",
      "config.yml:2:8: its value is more than one word: theme: [nord]"
    ),
    ("theme: >\n  nord\n", "config.yml:1:8"),
    ("{mouse: true}\n", "has no place for “theme: dracula”"),
    ("mouse: true\n...\n", "has no place for “theme: dracula”"),
  ])
  func whatCannotBeChangedSafelyIsLeftAlone(before: String, message: String) throws {
    try write(before)
    let failure = try failure()
    #expect(failure.contains(message), "\(failure)")
    #expect(try text() == before)
  }

  @Test func aReadOnlyFileIsLeftAlone() throws {
    try write("mouse: true\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let failure = try failure()
    #expect(failure.contains("read-only"), "\(failure)")
    #expect(try text() == "mouse: true\n")
  }

  @Test func aFolderThatCannotBeMadeIsSaid() throws {
    try Data().write(to: URL(fileURLWithPath: folder.url.path + "/config"))
    let failure = try failure()
    #expect(failure.contains("\(folder.url.path)/config/trailsift cannot be made"), "\(failure)")
  }

  @Test func withoutAHomeThereIsNoFolder() {
    #expect(throws: ConfigurationFile.Failure.self) { try ConfigurationFile(environment: [:]) }
  }
}
