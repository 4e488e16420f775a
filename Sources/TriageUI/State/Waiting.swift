import Scanning
import TerminalScreen

/// What was asked for and has not come yet.
struct Waiting: Sendable {
  /// What was asked of the engine. Keys that decide, or open something, wait for it.
  var pending: Pending?
  /// Keys that came while a decision was being saved: they are pressed after it, so that fast fingers lose none.
  var keys: [Key] = []
  /// Digits typed before a command.
  var count: Int?
  /// Edits that follow the one being shown.
  var edits: EditQueue?
  /// Whose events to look for, once the event under the cursor was read.
  var surroundings: SurroundingsQuery.Subject?
  /// How many searches for the events around a hit were begun.
  var surroundingsSearches = 0

  static let maximumKeys = 256

  enum Pending: Sendable, Hashable {
    /// The effect of an edit is being worked out. Esc gives it up.
    case preview
    /// A decision is being saved.
    case decision
  }
}
