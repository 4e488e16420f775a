import HitStore
import Scanning
import Sessions
import TerminalScreen
import Triage

/// The complete state of the workbench, as one value.
///
///     Message ─▶ update(&state) ─▶ [Effect]        view(state) ─▶ Screen
///
/// Neither function does I/O: keys, hits and results come in as messages; side effects are returned
/// as values.
public struct State: Sendable {
  /// The layout of the screen, computed once after each message.
  public internal(set) var viewport: Viewport
  public var rules: SessionRules
  /// The session's last state from the engine.
  public var session: SessionMirror
  public var table: HitTable
  public var scan = ScanStatus()
  public var list: HitList
  public var event = EventPane()
  /// The open surfaces; the top one has the keys.
  var surfaces = SurfaceStack()
  /// Pending requests.
  var waiting = Waiting()
  public var settings = Settings()
  /// The line above the footer: the last result or refusal.
  public var notice: Notice?
  public var replay: Replay?
  /// The tour of `trailsift demo`, while it lasts.
  public var tour: Tour?
  /// Common properties of the marked hits, for commands.
  var targetFacts = Derived<TargetFacts.Source, TargetFacts>(TargetFacts())
  /// The header's totals of all hits, updated as hits arrive and are judged.
  var overview = Overview()

  public init(
    size: Size, rules: [SessionRules.Rule], session: SessionState, table: HitTable,
    isReadOnly: Bool = false, sessionPath: String? = nil, replay: Replay? = nil,
    columns: Columns? = nil, scannedTexts: [String: String]? = nil
  ) {
    viewport = Viewport(size: size)
    self.rules = SessionRules(rules)
    self.session = SessionMirror(
      session, of: table, isReadOnly: isReadOnly, path: sessionPath, scannedTexts: scannedTexts)
    self.table = table
    self.replay = replay
    list = HitList(
      columns: columns ?? Columns(of: table), isPerEvent: table.hasSeveralRules)
    layOut(size)
  }

  public var size: Size {
    get { viewport.size }
    set { layOut(newValue) }
  }

  /// Computes the layout for a screen of this size.
  mutating func layOut(_ size: Size) {
    viewport = Viewport(
      size: size, isOnEvent: surfaces.showsEvent, hasHits: !list.shown.isEmpty,
      hasFilters: !list.filters.isEmpty, eventSize: settings.eventSize, isReplay: replay != nil,
      hasDiff: replay != nil && session.hasChangedRules)
  }

  /// Asks at the start whether to resume a session that was found.
  public mutating func ask(toResume summary: SessionStore.Summary) {
    surfaces.push(.dialog(.confirm(.resume(summary))))
  }
}

/// The last result or refusal.
public struct Notice: Sendable, Hashable {
  public enum Kind: Sendable, Hashable { case done, warning, refused }
  public let kind: Kind
  public let text: String

  public static func done(_ text: String) -> Notice { Notice(kind: .done, text: text) }
  public static func warning(_ text: String) -> Notice { Notice(kind: .warning, text: text) }
  public static func refused(_ text: String) -> Notice { Notice(kind: .refused, text: text) }
}

// MARK: - Under the cursor

extension State {
  /// The row under the cursor.
  public var currentRow: HitTable.Row? { list.current }

  public func verdict(of row: HitTable.Row) -> Verdict? { session.byRow[row] }

  /// The field of the column under the cursor.
  public var currentField: String? {
    let fields = list.columns.fields
    return fields.indices.contains(list.column) ? fields[list.column] : fields.last
  }

  /// The value of a hit at a field; empty if the field is missing or its event was not read yet.
  public func text(_ row: HitTable.Row, field: String) -> String {
    table.column(of: field).map { table.text(row, column: $0) } ?? ""
  }

  /// Whether the cursor is on an alert of a correlation.
  var isOnAlert: Bool { currentRow.map(table.isAlert) ?? false }

  var regionColumn: Int? { table.columns.firstIndex(of: "awsRegion") }

  /// Whether the terminal is too small to show the effect of keys.
  var isTooSmall: Bool { size.columns < Self.smallest.columns || size.rows < Self.smallest.rows }

  static let smallest = Size(columns: 40, rows: 10)
}
