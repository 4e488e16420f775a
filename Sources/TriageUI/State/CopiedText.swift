import Basics
import Triage

/// A text on its way to the clipboard, as it was delivered: whatever it holds, it is sent in base64 or to another program.
public struct CopiedText: Sendable, Hashable {
  public let text: String
  /// What it is, for the words about it: `userAgent`, `the event`.
  public let what: String
  /// How many secrets in it are masked.
  public let masked: Int
  /// What had to be left out.
  public let note: String?

  public init(_ text: String, what: String, masked: Int = 0, note: String? = nil) {
    self.text = text
    self.what = what
    self.masked = masked
    self.note = note
  }

  /// The events that were gathered to be copied.
  public init(_ events: CollectedEvents) {
    self.init(
      events.json, what: events.count == 1 ? "the event" : events.count.counting("event"),
      masked: events.masked, note: events.note)
  }
}

/// Where a copy went.
public struct CopyOutcome: Sendable, Hashable {
  public enum Place: Sendable, Hashable {
    /// A program that puts its input on the clipboard: `wl-copy`.
    case program(String)
    /// tmux has it, and passes it on to the terminal's clipboard where that is set up.
    case tmux
    /// The terminal was asked to put it on its clipboard (OSC 52); terminals do not answer.
    case terminal
    /// It could not be put there for the reason given, and is in this file.
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
  var notice: Notice {
    let what = "\(copied.what), \(copied.text.utf8.count.counting("byte")),"
    var rest = copied.masked > 0 ? "; \(copied.masked.counting("secret")) masked, U shows them" : ""
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
