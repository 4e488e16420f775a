import TerminalScreen
import Testing

@testable import Sessions
@testable import TriageUI

/// A state of the workbench, and the keys that lead there.
///
///     Scene("timeline-by-region", "i s s")
struct Scene: Sendable, CustomTestStringConvertible {
  let name: String
  private let make: @Sendable (Size) throws -> State

  var testDescription: String { name }

  func state(_ size: Size) throws -> State { try make(size) }

  /// - Parameter keys: names of keys, separated by spaces; other words are typed.
  init(
    _ name: String, _ keys: String = "", events: [TestEvent] = Company.events,
    rule: String = Company.rule, otherRules: [(path: String, text: String)] = [],
    then change: @escaping @Sendable (TestWorkbench) throws -> Void = { _ in }
  ) {
    self.name = name
    let otherRules = otherRules.map { ($0.path, $0.text) }
    make = { size in
      let workbench = try TestWorkbench(
        events: events, rule: rule, columns: size.columns, rows: size.rows,
        otherRules: otherRules.map { (path: $0.0, text: $0.1) })
      workbench.state.settings.themes = ["terminal", "nord", "okabe-ito-dark", "solarized-light"]
      workbench.press(words: keys)
      try change(workbench)
      return workbench.state
    }
  }

  init(
    _ name: String, replaying entries: @escaping @Sendable () throws -> [JournalEntry],
    _ keys: String
  ) {
    self.name = name
    make = { size in
      let workbench = try TestWorkbench(
        events: TestEvent.office, columns: size.columns, rows: size.rows, replaying: try entries())
      workbench.press(words: keys)
      return workbench.state
    }
  }
}

extension TestWorkbench {
  func press(words: String) {
    for word in words.split(separator: " ").map(String.init) {
      if let key = Key(name: word) { send(.key(key)) } else { type(word) }
    }
  }
}
