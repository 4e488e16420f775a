import Basics
import HitStore
import TerminalScreen

/// A line of text being typed, and its purpose.
public struct Prompt: Sendable {
  var input: TextInput
  var purpose: Purpose

  enum Purpose: Sendable {
    case comment(hits: [HitID])
    /// The reason of the edit behind it.
    case reason
    /// Why a region that is never proposed is allowed: a line of the baseline page.
    case baselineReason(row: String, name: String)
    /// Until when an exception is valid.
    case expiry(exception: String, rule: Int)
    /// The new path for a file; an edit that could not be written may be pending.
    case place(of: String)
    /// The path of a field that becomes a column.
    case newColumn
    case search
    /// A text to search within the event.
    case searchEvent
    /// A text to search in the rows of the page.
    case searchRows
    /// A text to filter the rows of the page.
    case filterRows
    /// The file for the list.
    case exportTo
    /// The next place in a replay.
    case seek
    case filter(FilterDraft)
  }

  init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    input = TextInput(text)
  }

  var contexts: Set<Command.Context> {
    if case .filter = purpose { [.filter] } else { [.text] }
  }

  func draw(_ state: State, on screen: inout Screen) {
    if case .filter(let draft) = purpose {
      FilterView.draw(input, draft, state, on: &screen)
    } else {
      TextInputView.draw(input, title: title(state), state.viewport, on: &screen)
    }
  }

  private func title(_ state: State) -> SafeText {
    switch purpose {
    case .comment(let hits): SafeText("comment on " + hits.countedAs("hit"))
    case .reason: "reason, for the rule's comment"
    case .baselineReason(_, let name): SafeText("why \(name) is allowed all the same")
    case .expiry(let exception, _):
      SafeText("last day of \(exception): YYYY-MM-DD, or empty for none")
    case .place(let path): SafeText("keep \(path) in another file")
    case .newColumn: "path of a field that becomes a column"
    case .search:
      state.list.search.isInWholeEvents
        ? SafeText("search whole events  (\(state.key(.searchWholeEvents)): the columns)")
        : SafeText("search the columns  (\(state.key(.searchWholeEvents)): whole events)")
    case .searchEvent: "search in the event"
    case .searchRows: "search the rows"
    case .filterRows: "show only rows with this text; empty: all rows"
    case .exportTo: "write the list to a file: .csv, .ndjson or .md"
    case .seek: "go to: 3, 12:30, 90s or a date and time"
    case .filter: "filter"
    }
  }
}

extension Prompt: SurfaceContent {
  static let contexts: Set<Command.Context> = [.text]

  init?(_ surface: Surface) {
    guard case .dialog(.prompt(let prompt)) = surface else { return nil }
    self = prompt
  }

  func put(into surface: inout Surface) { surface = .dialog(.prompt(self)) }
}

extension State {
  mutating func ask(_ purpose: Prompt.Purpose, text: String = "") -> [Effect] {
    surfaces.push(.dialog(.prompt(Prompt(purpose, text: text))))
    return []
  }

  /// Enter in a line of text.
  mutating func submit(_ prompt: Prompt) -> [Effect] {
    let text = prompt.input.text
    surfaces.pop()
    switch prompt.purpose {
    case .comment(let hits):
      return text.trimmed.isEmpty ? [] : decide(.comment(text.trimmed, hits: hits))
    case .reason:
      guard let confirm = ConfirmEdit(surfaces.top) else { return [] }
      return preview(
        confirm.preview.edit, reason: text.trimmed.isEmpty ? nil : text.trimmed,
        rules: confirm.preview.rules, confirm.purpose)
    case .baselineReason(let row, _):
      guard !text.trimmed.isEmpty else {
        notice = .refused("without a reason, it is not chosen")
        return []
      }
      surfaces.changePage(BaselineSurface.self) { $0.force(row, because: text.trimmed) }
      return []
    case .expiry(let exception, let rule):
      if let effects = setExpiry(text.trimmed, of: exception, rule: rule) { return effects }
    case .place(let path): return writeElsewhere(path, to: text.trimmed)
    case .newColumn:
      if let effects = addColumn(text.trimmed) { return effects }
    case .search: return beginSearch(text)
    case .searchEvent:
      if !text.isEmpty { changeEvent { pane, _ in pane.search = text } }
      findInEvent(forward: true)
      return []
    case .searchRows:
      searchRows(text)
      return []
    case .filterRows:
      filterRows(text)
      return []
    case .exportTo:
      if let effects = export(to: text.trimmed) { return effects }
    case .seek: return seek(to: text.trimmed)
    // Has its own Enter.
    case .filter: break
    }
    // The problem was reported, so that it can be corrected.
    surfaces.push(.dialog(.prompt(prompt)))
    return []
  }

  /// Changes the line of text, if there is one; `change` returns whether it did.
  mutating func edit(_ change: (inout TextInput) -> Bool) -> [Effect] {
    if var prompt = Prompt(surfaces.top) {
      guard change(&prompt.input) else { return [] }
      if case .filter(var draft) = prompt.purpose {
        draft.historyPlace = 0
        return filterChanged(draft, prompt.input)
      }
      surfaces.top = .dialog(.prompt(prompt))
    } else if var menu = Menu(surfaces.top), var input = menu.content.input {
      let before = input.text
      guard change(&input) else { return [] }
      menu.content.input = input
      if input.text != before { menu.cursor = ListCursor() }
      surfaces.top = .dialog(.menu(menu))
    }
    return []
  }
}
