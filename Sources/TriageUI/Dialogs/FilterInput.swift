import Basics
import HitStore
import TerminalScreen

/// Filters being typed: the line, what is wrong with it or how many hits it would show, and how it may go on.
public struct FilterInput: Sendable {
  public var input = TextInput()
  /// What is wrong, and where; `nil` while it can be read.
  public private(set) var problem: FilterProblem?
  public private(set) var filters: [HitFilter] = []
  /// How many hits they leave; `nil` while that is being counted, or takes reading events.
  public var count: Int?
  /// How the word before the cursor may go on.
  public var completions: [Completion] = []
  /// The one that Tab took last.
  public var taken: Int?
  /// The filter in whose place they are put, by its number; nil: they are added.
  var replaced: Int?
  /// Where in the history the line is from, the newest at 1; 0 is what was typed.
  var historyPlace = 0
  var typed = ""
  /// What of the history has in it what was typed, the newest first.
  var history: [String] = []

  public struct Completion: Sendable, Hashable {
    /// What replaces the word.
    public let text: String
    /// How many hits have it; `nil` for the name of a field.
    public let count: Int?
    /// Where the word begins, in scalars.
    let start: Int
  }

  /// Reads the line again after a change.
  mutating func read(columns: [String], now: Int64) {
    count = nil
    do {
      filters = try FilterParser.parse(input.text, columns: columns, now: now)
      problem = nil
    } catch {
      filters = []
      problem = error
    }
  }

  /// Puts the next of the completions in the place of the word before the cursor.
  mutating func complete() {
    guard !completions.isEmpty else { return }
    let next = taken.map { ($0 + 1) % completions.count } ?? 0
    taken = next
    let completion = completions[next]
    let before = input.textBeforeCursor.unicodeScalars
    let after = input.text.unicodeScalars.dropFirst(before.count)
    input = TextInput(
      String(scalars: before.prefix(completion.start)) + completion.text,
      after: String(scalars: after))
  }
}
