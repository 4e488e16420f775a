extension Command {
  /// What has the keys: the list of hits, the event, a dialog …
  public enum Context: Sendable, Hashable, CaseIterable {
    case hits, event
    /// An event that was opened on a page: no hit, so nothing is decided on it.
    case shownEvent
    /// The list of hits with the cursor on an alert, besides `hits`.
    case alert
    case confirm, proposals, fields, text, resume, page, replay
    /// The list of a replay's decisions.
    case decisions
    /// A page with a cursor, whichever it is; it has a context of its own besides.
    case interactive
    case allowlist, timeline, heatMap, regionMap
    /// All events around a hit.
    case around
    /// Two events as a diff.
    case compare
    case rules
    case exceptions
    /// The help page and the palette.
    case commands
    case themes
    /// The list collapsed into groups.
    case groups
    /// A line with filters; the columns being chosen.
    case filter, columns, chooseGroup
  }
}

extension Command.Context {
  /// How help pages and lists of keys call it: `on the timeline`.
  var title: String { "\(words.preposition) \(words.place)" }

  /// `the timeline`
  var place: String { words.place }

  private var words: (preposition: String, place: String) {
    switch self {
    case .hits: ("in", "the list of hits")
    case .event: ("in", "the event")
    case .shownEvent: ("in", "an event of a page")
    case .alert: ("on", "an alert")
    case .confirm: ("before", "a rule is written")
    case .proposals: ("choosing", "an exception")
    case .fields: ("choosing", "fields")
    case .text: ("in", "a line of text")
    case .resume: ("before", "a session is resumed")
    case .page: ("on", "a page of text")
    case .replay: ("in", "a replay")
    case .decisions: ("in", "a replay's list of decisions")
    case .interactive: ("on", "every page with a cursor")
    case .allowlist: ("on", "the page of regions")
    case .timeline: ("on", "the timeline")
    case .heatMap: ("on", "the page of hours")
    case .regionMap: ("on", "the map")
    case .around: ("among", "all events around a hit")
    case .compare: ("in", "a diff of two events")
    case .rules: ("on", "the page of rules")
    case .exceptions: ("on", "the page of exceptions")
    case .commands: ("looking", "for a command")
    case .themes: ("choosing", "a theme")
    case .groups: ("in", "the list of groups")
    case .filter: ("in", "a line of filters")
    case .columns: ("choosing", "columns")
    case .chooseGroup: ("choosing", "what to group by")
    }
  }

  /// Whether characters are typed there: they are text, whatever commands are on them.
  var isText: Bool { self == .text || self == .commands || self == .filter }
}

extension Set<Command.Context> {
  static var panes: Self { [.hits, .event] }
  /// Where an event is read.
  static var events: Self { [.event, .shownEvent] }
  /// What works wherever the analyst is, and where pages open from.
  static var panesAndPages: Self { [.hits, .event, .interactive] }
  /// Where lines can be moved through.
  static var scrollable: Self {
    [
      .hits, .event, .confirm, .proposals, .fields, .page, .interactive, .decisions, .themes,
      .columns, .chooseGroup,
    ]
  }
  /// And where a text is typed beside them.
  static var lists: Self { scrollable.union([.commands]) }
  static var everywhere: Self { Set(Command.Context.allCases) }
}
