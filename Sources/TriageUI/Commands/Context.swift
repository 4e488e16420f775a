extension Command {
  /// A place where keys work: the list of hits, the event, a dialog …
  public enum Context: Sendable, Hashable, CaseIterable {
    case hits, event
    /// An event that was opened on a page. It need not be a hit, so nothing can be decided on it.
    case shownEvent
    /// The list of hits with the cursor on an alert, in addition to `hits`.
    case alert
    case confirm, proposals, fields, text, resume, page, replay
    /// The list of a replay's decisions.
    case decisions
    /// Any page with a cursor, in addition to the page's own context.
    case interactive
    case allowlist, baseline, timeline, heatMap, regionMap
    /// All events around a hit.
    case around
    /// Two events as a diff.
    case compare
    case rules
    case exceptions
    /// The help page and the palette.
    case commands
    case themes
    /// The list of groups.
    case groups
    /// A line with filters; the columns being chosen.
    case filter, columns, chooseGroup
  }
}

extension Command.Context {
  /// Its name on help pages and in lists of keys: `on the timeline`.
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
    case .baseline: ("on", "the page of the baseline")
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

  /// Whether characters are text there, even if commands have them as keys.
  var isText: Bool { self == .text || self == .commands || self == .filter }
}

extension Set<Command.Context> {
  static var panes: Self { [.hits, .event] }
  /// The contexts with an event.
  static var events: Self { [.event, .shownEvent] }
  /// All contexts from which pages can be opened.
  static var panesAndPages: Self { [.hits, .event, .interactive] }
  /// The contexts with lines to move through.
  static var scrollable: Self {
    [
      .hits, .event, .confirm, .proposals, .fields, .page, .interactive, .decisions, .themes,
      .columns, .chooseGroup,
    ]
  }
  /// The same, and those where text is typed beside the lines.
  static var lists: Self { scrollable.union([.commands]) }
  static var everywhere: Self { Set(Command.Context.allCases) }
}
