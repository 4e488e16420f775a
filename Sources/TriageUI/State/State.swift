import HitStore
import Scanning
import Sessions
import TerminalScreen
import Triage

/// Everything that the workbench shows and knows, as one value.
///
///     Message ─▶ update(&state) ─▶ [Effect]        view(state) ─▶ Screen
///
/// Neither function does I/O: keys, hits and results come in as messages; what shall happen goes out as effects.
public struct State: Sendable {
  /// Where everything is on the screen; computed once after each message.
  public internal(set) var viewport: Viewport
  public var rules: [RuleInfo]
  public var session: SessionState { didSet { takeVerdicts(since: oldValue) } }
  public var table: HitTable
  public var scan = ScanStatus()
  public var list = HitList()
  public var event = EventPane()
  /// What is wrong with rules that could not be taken, for the page of rules.
  public var ruleProblems: [String] = []
  /// What in rules that run is hardly meant.
  public var ruleWarnings: [String] = []
  /// Whether the logs are there to be read again: a bundle holds only the hits.
  public var hasLogs = true
  /// Whose events to look for, once the event under the cursor was read.
  var awaitedContext: SurroundingsQuery.Subject?
  /// How many searches for the events around a hit were begun.
  var contextSearches = 0
  /// Whether secrets in events are shown and copied as they are.
  var showsSecrets = false
  /// What is open; the top of it has the keys.
  var surfaces = SurfaceStack()
  /// What a rule says of regions, as a page asked for it last.
  var ruleRegions: RuleRegions?
  /// Edits that follow the one being shown.
  var editQueue: EditQueue?
  /// The line above the footer: what was done last, or why it was not.
  public var notice: Notice?
  public var search = ""
  /// Where it was found.
  var searching: Searching?
  /// Whether a search goes through whole events, and not through the columns alone.
  var searchesWholeEvents = false
  /// The verdict of each row.
  public internal(set) var verdicts = VerdictColumn()
  /// Hits by verdict, of the whole session: those that are not in the list count too.
  var verdictCounts: [Verdict: Int] = [:]
  /// What was found by reading events, for filters on all of an event.
  var found: [HitFilter: FoundRows] = [:]
  public var columns: Columns
  /// What is being worked out elsewhere.
  var work: [WorkSlot: ListWork] = [:]
  var lastJob = 0
  /// Filters that were typed, in this session and before it, the newest first.
  public var filterHistory: [String] = []
  /// Whether the cursor stays where it is after a verdict.
  var staysAfterVerdict = false
  /// Digits typed before a command.
  var count: Int?
  /// What the marked hits have in common, for commands that ask.
  var targetFacts = Derived<TargetFacts.Source, TargetFacts>(TargetFacts())
  /// What the header says of all hits, kept up to date as they come and are judged.
  var overview = Overview()
  public var replay: Replay?
  public var isReadOnly: Bool
  /// What times back from now in filters (`after:24h`) are counted from.
  public var clock = SessionClock(fixedAt: 0)
  /// Whether the mouse is asked of the terminal.
  public var isMouseOn = false
  /// The names of the themes that there are, and the one that is shown.
  public var themes: [String] = []
  public var theme = Theme.terminal.slug
  /// The user's own keys.
  public var keymap = Keymap()
  /// What was asked of the engine and has not come back. Keys that decide, or open something, wait for it.
  public internal(set) var pending: Pending?
  /// Keys that came while a decision was being saved: they are pressed after it, so that fast fingers lose none.
  var waitingKeys: [Key] = []
  static let maximumWaitingKeys = 256
  /// How many of the table's rows were held against the rules as they are now, and whether more are just being.
  var evaluatedCount = 0
  var isEvaluating = false
  /// Whether a rule file holds no text that can be the session's, and is to be looked at again.
  public var hasWaitingFiles = false
  /// Where the journal is, for the help page and the last words.
  public var sessionPath: String?

  public init(
    size: Size, rules: [RuleInfo], session: SessionState, table: HitTable, isReadOnly: Bool = false,
    sessionPath: String? = nil, replay: Replay? = nil, columns: Columns? = nil
  ) {
    viewport = Viewport(size: size)
    self.rules = rules
    self.session = session
    self.table = table
    self.isReadOnly = isReadOnly
    self.sessionPath = sessionPath
    self.replay = replay
    self.columns = columns ?? Columns(fields: table.columns)
    verdictCounts = session.verdicts.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    verdicts.extend(to: table, session.verdicts)
    layOut(size)
  }

  public var size: Size {
    get { viewport.size }
    set { layOut(newValue) }
  }

  /// Whether the event, and not the list, is shown where there is room for one of them.
  private var isOnEvent: Bool {
    for surface in surfaces.all.reversed() where surface.isPane {
      if case .event = surface { return true }
      return false
    }
    return false
  }

  /// Asks at the start whether to go on with a session that was found.
  public mutating func ask(toResume summary: SessionStore.Summary) {
    surfaces.push(.dialog(.confirm(.resume(summary))))
  }

  /// Finds where everything is on a screen of this size.
  mutating func layOut(_ size: Size) {
    viewport = Viewport(
      size: size, isOnEvent: isOnEvent, hasHits: !list.shown.isEmpty,
      hasFilters: !list.filters.isEmpty,
      isReplay: replay != nil, hasDiff: replay != nil && hasChangedRules)
  }

  public enum Pending: Sendable, Hashable {
    /// The effect of an edit is being worked out. Esc gives it up.
    case preview
    /// A decision is being saved.
    case decision
  }

  /// What the header says of a rule.
  public struct RuleInfo: Sendable, Hashable {
    public let title: String
    public let level: String?
    public let tags: [String]
    public let path: String

    public init(title: String, level: String?, tags: [String], path: String) {
      self.title = title
      self.level = level
      self.tags = tags
      self.path = path
    }
  }

  public struct Notice: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case done, warning, refused }
    public let kind: Kind
    public let text: String

    public static func done(_ text: String) -> Notice { Notice(kind: .done, text: text) }
    public static func warning(_ text: String) -> Notice { Notice(kind: .warning, text: text) }
    public static func refused(_ text: String) -> Notice { Notice(kind: .refused, text: text) }
  }

  /// How far the scan is, and what it has counted.
  public struct ScanStatus: Sendable {
    public var progress = ScanProgress()
    public var counts = ScanCounts()
    public var report: ScanReport?
    public var isRunning: Bool { report == nil }
    /// Files have been found and are being read, and nobody has asked to stop.
    var isReading: Bool { isRunning && !isStopping && progress.filesTotal > 0 }
    /// The analyst asked to stop it.
    var isStopping = false
  }
}

// MARK: - What the cursor is on

extension State {
  /// The row under the cursor.
  public var currentRow: HitTable.Row? { list.current }

  public func verdict(of row: HitTable.Row) -> Verdict? { verdicts[row] }

  /// The field of the column under the cursor.
  public var currentField: String? {
    let fields = columns.fields
    return fields.indices.contains(list.column) ? fields[list.column] : fields.last
  }

  /// What a hit holds at a field; empty when it holds nothing, or its event was not read yet.
  public func text(_ row: HitTable.Row, field: String) -> String {
    table.column(of: field).map { table.text(row, column: $0) } ?? ""
  }

  /// Whether the cursor is on an alert of a correlation.
  var isOnAlert: Bool { currentRow.map(table.isAlert) ?? false }

  var regionColumn: Int? { table.columns.firstIndex(of: "awsRegion") }

  /// Whether the terminal is too small to show what keys would do.
  var isTooSmall: Bool { size.columns < Self.smallest.columns || size.rows < Self.smallest.rows }

  static let smallest = Size(columns: 40, rows: 10)
}
