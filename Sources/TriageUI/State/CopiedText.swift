import Basics
import Triage

/// A text for the clipboard, as delivered. Any content is safe: it is sent in base64 or to another
/// program.
public struct CopiedText: Sendable, Hashable {
  public let text: String
  /// Its name in messages: `userAgent`, `the event`.
  public let what: String
  /// The number of masked secrets in it.
  public let masked: Int
  /// A note on what was left out.
  public let note: String?

  public init(_ text: String, what: String, masked: Int = 0, note: String? = nil) {
    self.text = text
    self.what = what
    self.masked = masked
    self.note = note
  }

  /// The JSON of the events to copy.
  public init(_ events: CollectedEvents) {
    self.init(
      events.json, what: events.count == 1 ? "the event" : events.count.counting("event"),
      masked: events.masked, note: events.note)
  }
}

/// The target of a copy.
public struct CopyOutcome: Sendable, Hashable {
  public enum Place: Sendable, Hashable {
    /// A program that puts its input on the clipboard: `wl-copy`.
    case program(String)
    /// tmux has it, and passes it on to the terminal's clipboard if configured.
    case tmux
    /// The terminal was asked to put it on its clipboard (OSC 52). Terminals do not confirm it.
    case terminal
    /// The clipboard failed for this reason, and the text is in this file.
    case file(String, because: String)
    case nowhere(because: String)
  }

  public let copied: CopiedText
  public let place: Place

  public init(_ copied: CopiedText, _ place: Place) {
    self.copied = copied
    self.place = place
  }

  /// `copied userAgent, 132 bytes, to the terminal's clipboard (OSC 52)`
  func notice(secretsKey: String) -> Notice {
    let what = "\(copied.what), \(copied.text.utf8.count.counting("byte")),"
    var rest =
      copied.masked > 0
      ? "; \(copied.masked.counting("secret")) masked, \(secretsKey) shows them" : ""
    if let note = copied.note { rest += "; " + note }
    switch place {
    case .program(let name): return .done("copied \(what) to the clipboard by \(name)\(rest)")
    case .tmux:
      return .done(
        "copied \(what) to tmux's buffer; may not arrive on the terminal's clipboard\(rest)")
    case .terminal:
      return .done(
        "sent \(what) to the terminal's clipboard (OSC 52); may not arrive\(rest)")
    case .file(let path, let reason):
      return .warning("\(what) written to \(path): \(reason)\(rest)")
    case .nowhere(let reason): return .refused("\(what) not copied: \(reason)")
    }
  }
}
