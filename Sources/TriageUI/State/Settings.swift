import Places
import Sessions
import TerminalScreen

/// The user's settings of the workbench, for this session or for all.
public struct Settings: Sendable {
  /// The user's own keys.
  public var keymap = Keymap()
  /// The names of the themes, and the current one.
  public var themes: [String] = []
  public var theme = Theme.terminal.slug
  /// Whether the mouse is on.
  public var isMouseOn = false
  /// Typed filters of this session and earlier ones, newest first.
  public var filterHistory: [String] = []
  /// The current time for relative times in filters (`after:24h`).
  public var clock = SessionClock(fixedAt: 0)
  /// The part of the screen for the event.
  public var eventSize = EventSize.half
  /// Whether secrets in events are shown and copied unmasked.
  var showsSecrets = false
  /// The databases of places; nil: none were asked for, or they are being opened.
  public var places: PlacesSummary?
  /// Whether the cursor stays where it is after a verdict.
  var staysAfterVerdict = false
}
