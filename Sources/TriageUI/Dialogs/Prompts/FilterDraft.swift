import Basics
import HitStore
import TerminalScreen

/// Filters being typed: the problem of the line or the number of hits, and completions.
struct FilterDraft: Sendable {
  /// The problem and its place; `nil` if the line is valid.
  private(set) var problem: FilterProblem?
  private(set) var filters: [HitFilter] = []
  /// The number of hits; `nil` while counting, or if events have to be read.
  var count: Int?
  /// Completions of the word before the cursor.
  var completions: [Completion] = []
  /// The last completion by Tab.
  var taken: Int?
  /// The number of the filter to replace; nil: they are added.
  var replaced: Int?
  /// The position in the history, newest is 1; 0 is the typed line.
  var historyPlace = 0
  var typed = ""
  /// Entries of the history that contain the typed text, newest first.
  var history: [String] = []

  struct Completion: Sendable, Hashable {
    /// The replacement of the word.
    let text: String
    /// The number of hits with it; `nil` for the name of a field.
    let count: Int?
    /// The start of the word, in scalars.
    let start: Int
  }

  /// Parses the line after a change.
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

  /// Replaces the word before the cursor by the next completion.
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
  /// ` with “ap-”`, if text was typed.
  var historyWords: String {
    typed.trimmed.isEmpty ? "" : " with “\(typed.trimmed)”"
  }

  /// `history: 2 of 5 with “ap-”`; `nil` for the typed line.
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
