import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct CommandTableTests {
  @Test func namesAreUnique() {
    let names = Command.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  /// In one context a key has one command; a replay's own keys come before those of the list.
  @Test(arguments: Command.Context.allCases) func keysAreUnique(context: Command.Context) {
    let keys = Command.all.filter { $0.contexts.contains(context) }.flatMap(\.keys)
    #expect(Set(keys).count == keys.count, "\(keys.map(\.name))")
  }

  @Test func everyCommandHasAKeyAndASentence() {
    for command in Command.all {
      #expect(!command.keys.isEmpty)
      #expect(command.help.hasSuffix("."), "\(command.name)")
    }
  }

  @Test func theHelpPageNamesEveryCommand() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 160, rows: 300)
    try workbench.press("?")
    let screen = workbench.screen
    for command in Command.all where command.contexts != [.commands] {
      let start = command.help.split(separator: " ").prefix(4).joined(separator: " ")
      #expect(screen.contains(start), "\(command.name)")
    }
  }

  @Test func theFooterAlwaysShowsTheWayOut() throws {
    for columns in [40, 60, 80, 240] {
      let workbench = try TestWorkbench(events: TestEvent.office, columns: columns, rows: 24)
      let footer = try #require(workbench.screen.split(separator: "\n").last)
      #expect(footer.contains("q quit"))
      #expect(footer.contains(columns < 240 ? "… ? more" : "? help"))
    }
  }
}
