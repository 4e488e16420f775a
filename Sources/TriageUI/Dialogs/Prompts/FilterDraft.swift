import Basics
import HitStore
import TerminalScreen

/// Filters being typed: what is wrong with the line or how many hits it would show, and how it may go on.
struct FilterDraft: Sendable {
  /// What is wrong, and where; `nil` while it can be read.
  private(set) var problem: FilterProblem?
  private(set) var filters: [HitFilter] = []
  /// How many hits they leave; `nil` while that is being counted, or takes reading events.
  var count: Int?
  /// How the word before the cursor may go on.
  var completions: [Completion] = []
  /// The one that Tab took last.
  var taken: Int?
  /// The filter in whose place they are put, by its number; nil: they are added.
  var replaced: Int?
  /// Where in the history the line is from, the newest at 1; 0 is what was typed.
  var historyPlace = 0
  var typed = ""
  /// What of the history has in it what was typed, the newest first.
  var history: [String] = []

  struct Completion: Sendable, Hashable {
    /// What replaces the word.
    let text: String
    /// How many hits have it; `nil` for the name of a field.
    let count: Int?
    /// Where the word begins, in scalars.
    let start: Int
  }

  /// Reads the line again after a change.
  mutating func read(_ text: String, columns: [String], now: Int64) {
    count = nil
    do {
      filters = try FilterParser.parse(text, columns: columns, now: now)
      problem = nil
    } catch {
      filters = []
      problem = error
    }
  }

  /// Puts the next of the completions in the place of the word before the cursor.
  mutating func complete(_ input: inout TextInput) {
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

extension FilterDraft {
  /// ` with “ap-”`, where something was typed.
  var historyWords: String {
    typed.trimmed.isEmpty ? "" : " with “\(typed.trimmed)”"
  }

  /// `history: 2 of 5 with “ap-”`; `nil` while the line is what was typed.
  var historyPosition: String? {
    historyPlace == 0 ? nil : "history: \(historyPlace) of \(history.count)\(historyWords)"
  }
}

/// The line in which filters are typed.
struct FilterPrompt: SurfaceContent {
  var input: TextInput
  var draft: FilterDraft

  static let contexts: Set<Command.Context> = [.filter]

  init(input: TextInput, draft: FilterDraft) {
    self.input = input
    self.draft = draft
  }

  init?(_ surface: Surface) {
    guard let prompt = Prompt(surface), case .filter(let draft) = prompt.purpose else { return nil }
    self.init(input: prompt.input, draft: draft)
  }

  func put(into surface: inout Surface) {
    var prompt = Prompt(.filter(draft))
    prompt.input = input
    surface = .dialog(.prompt(prompt))
  }
}
