import Basics
import HitStore
import TerminalScreen

/// A page made of rows. It defines its rows; searching, filtering, copying and the position are
/// shared.
///
///     ─ 57 rules, most hits first ────────────── “s3” · 3/12 ─     searched or filtered by “s3”, the third of twelve rows
protocol ListSurface: PageSurface {
  var cursor: ListCursor { get set }
  /// The search and the filter of the rows.
  var finding: RowFinding { get set }

  var rowCount: Int { get }
  /// The text of a row, for search and filter.
  func text(ofRow row: Int, in state: State) -> String
  /// The text of a row for copying.
  func copy(ofRow row: Int, in state: State) -> CopiedText

  /// Updates the rows after the filter changed.
  mutating func arrange(_ state: State)
}

extension ListSurface {
  func position(in state: State) -> String? {
    let words = [finding.filter, finding.search].compactMap { $0.map { "“\($0.text)”" } }
    guard rowCount > 0 || !words.isEmpty else { return nil }
    let place = rowCount > 0 ? "\((cursor.index + 1).grouped)/\(rowCount.grouped)" : "0"
    return (words + [place]).joined(separator: " · ")
  }

  /// The next row with the searched text, wrapping around, and its position among the matches.
  func found(
    forward: Bool, from start: Int, in state: State
  ) -> (row: Int, place: Int, count: Int, wrapped: Bool)? {
    guard let search = finding.search else { return nil }
    let rows = (0..<rowCount).filter { search.matcher.matches(text(ofRow: $0, in: state)) }
    guard !rows.isEmpty else { return nil }
    let next = forward ? rows.place { $0 < start } : rows.place { $0 <= start } - 1
    let place = (next + rows.count) % rows.count
    return (rows[place], place, rows.count, next != place)
  }
}

/// The search and the filter of a page's rows.
struct RowFinding: Sendable {
  struct Words: Sendable {
    let text: String
    let matcher: TextMatcher

    init?(_ text: String) {
      guard !text.trimmed.isEmpty else { return nil }
      self.text = text.trimmed
      matcher = TextMatcher(HitFilter(.wholeEvent, [.containing(text.trimmed)]))
    }
  }

  var search: Words?
  var filter: Words?

  func passes(_ text: @autoclosure () -> String) -> Bool {
    filter?.matcher.matches(text()) ?? true
  }

  /// Clears the search, then the filter. `false` if there is neither.
  mutating func stepBack() -> Bool {
    if search != nil {
      search = nil
    } else if filter != nil {
      filter = nil
    } else {
      return false
    }
    return true
  }
}

extension Surface {
  /// The page, if it is made of rows.
  var list: (any ListSurface)? {
    switch self {
    case .baseline(let page): page
    case .exceptions(let page): page
    case .groups(let page): page
    case .regions(let page): page
    case .rules(let page): page
    case .surroundings(let page): page
    case .hits, .event, .comparison, .hours, .map, .openedEvent, .text, .timeline, .dialog: nil
    }
  }
}

extension State {
  /// Changes the rows that have the keys.
  mutating func changeRows<Result>(
    _ body: (inout any ListSurface, State) -> Result
  ) -> Result? {
    guard var list = surfaces.top.list else { return nil }
    let result = body(&list, self)
    surfaces.top = list.surface
    return result
  }

  /// Searches in the rows. An empty text repeats the last search.
  mutating func searchRows(_ text: String) {
    if let words = RowFinding.Words(text) {
      _ = changeRows { list, _ in list.finding.search = words }
      findInRows(forward: true, startsHere: true)
    } else {
      findInRows(forward: true)
    }
  }

  mutating func findInRows(forward: Bool, startsHere: Bool = false) {
    guard let list = surfaces.top.list, let search = list.finding.search else { return }
    let start = list.cursor.index + (startsHere ? 0 : forward ? 1 : -1)
    guard let found = list.found(forward: forward, from: start, in: self) else {
      notice = .refused("no row has “\(search.text)”")
      return
    }
    movePage(.line(found.row))
    let words =
      "\((found.place + 1).grouped) of \(found.count.counting("row")) with “\(search.text)”"
    notice = .done(
      found.wrapped ? "search went round the \(forward ? "end" : "start"): \(words)" : words)
  }

  /// Shows only rows with a text; without one, all rows.
  mutating func filterRows(_ text: String) {
    _ = changeRows { list, state in
      list.finding.filter = RowFinding.Words(text)
      list.arrange(state)
    }
  }

  /// Clears the search in the rows, or their filter. `false` if there is neither.
  mutating func stepBackInRows() -> Bool {
    changeRows { list, state in
      let isFiltered = list.finding.filter != nil
      guard list.finding.stepBack() else { return false }
      if isFiltered, list.finding.filter == nil { list.arrange(state) }
      return true
    } ?? false
  }
}
