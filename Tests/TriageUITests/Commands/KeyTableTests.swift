import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct KeyTableTests {
  @Test func everyCommandIsInItOnce() {
    let names = KeyTable().sections.flatMap(\.commands).map(\.name)
    #expect(names.sorted() == Command.all.map(\.name).sorted())
  }

  @Test func aLineHasKeysNameAndSentence() throws {
    let line = try #require(
      KeyTable().text.split(separator: "\n").first { $0.contains(" moveDown ") })
    #expect(line.hasPrefix("  j Down "))
    #expect(line.hasSuffix("Down one line."))
  }

  @Test func itHasTheUsersKeys() {
    var keymap = Keymap()
    keymap.bind([.function(9)], to: "undo")
    #expect(KeyTable(keymap: keymap).entries.first { $0.name == "undo" }?.keys == ["F9"])
  }

  @Test func signsOfMarkdownAreOnlySigns() {
    var keymap = Keymap()
    keymap.bind([.character("|"), .character("`")], to: "undo")
    #expect(KeyTable(keymap: keymap).markdown.contains("| `\\|` `` ` `` |"))
  }
}
