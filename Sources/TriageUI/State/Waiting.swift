import HitStore
import Scanning
import TerminalScreen

/// Pending requests.
struct Waiting: Sendable {
  /// The pending request to the engine. Keys that decide or open something wait for it.
  var pending: Pending?
  /// Keys that arrived while a decision was being saved. They are handled afterwards, so that none
  /// is lost.
  var keys: [Key] = []
  /// Digits typed before a command.
  var count: Int?
  /// Edits that follow the one being shown.
  var edits: EditQueue?
  /// The subject of a search that waits for the event under the cursor.
  var surroundings: SurroundingsQuery.Subject?
  /// The number of searches for the events around a hit.
  var surroundingsSearches = 0

  /// The hits of the last verdict, until another key is pressed: a comment is then about them.
  var justJudged: [HitID] = []

  static let maximumKeys = 256

  enum Pending: Sendable, Hashable {
    /// The effect of an edit is being computed. Esc cancels it.
    case preview
    /// A decision is being saved.
    case decision
  }
}
