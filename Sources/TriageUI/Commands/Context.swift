extension Command {
  /// What has the keys: the list of hits, the event, a dialog …
  public enum Context: Sendable, Hashable, CaseIterable {
    case hits, event
    /// The list of hits with the cursor on an alert, besides `hits`.
    case alert
    case confirm, proposals, fields, text, resume, page, replay
  }
}

extension Command.Context {
  /// How help pages and lists of keys call it.
  var title: String {
    switch self {
    case .hits: "in the list of hits"
    case .event: "in the event"
    case .alert: "on an alert"
    case .confirm: "before a rule is written"
    case .proposals: "choosing an exception"
    case .fields: "choosing fields"
    case .text: "in a line of text"
    case .resume: "before a session is resumed"
    case .page: "on a page"
    case .replay: "in a replay"
    }
  }

  /// Whether characters are typed there: they are text, whatever commands are on them.
  var isText: Bool {
    switch self {
    case .text: true
    case .hits, .event, .alert, .confirm, .proposals, .fields, .resume, .page, .replay: false
    }
  }
}

extension Set<Command.Context> {
  static var panes: Self { [.hits, .event] }
  /// Where lines can be moved through.
  static var scrollable: Self { [.hits, .event, .confirm, .proposals, .fields, .page] }
  static var everywhere: Self { Set(Command.Context.allCases) }
}
