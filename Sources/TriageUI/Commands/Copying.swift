import Basics
import EventJSON
import TerminalScreen
import Triage

// Copying a value, its path, or the whole event.

extension Command {
  /// `y`: in the list the values of the marked hits, or of the hit under the cursor, in the
  /// cursor's column; in an event the value under the cursor.
  static let copyField = Command(
    "copyField", keys: [.character("y")], hint: "copy",
    help:
      "Copies the value under the cursor; in the list that of the cursor's column, of all marked hits.",
    in: Set<Context>.panes.union(Set<Context>.events), availability: hasSomethingToCopy
  ) { state in
    guard HitsSurface(state.surfaces.top) == nil, let pane = state.focusedEvent else {
      return state.copyCells()
    }
    if let head = pane.currentHead {
      let text = CopiedText(head.value ?? head.line.text, what: head.path ?? "the line")
      return [.terminal(.copy(text))]
    }
    guard let node = pane.currentNode, let outline = pane.json?.outline else { return [] }
    let (text, masked) = outline.copy(node, masksSecrets: !state.settings.showsSecrets)
    let place = outline.place(node)
    let copied = CopiedText(text, what: place.isEmpty ? "the event" : place, masked: masked)
    return [.terminal(.copy(copied))]
  }

  /// `p`: the path by which a rule reaches the value.
  static let copyPath = Command(
    "copyPath", keys: [.character("p")], hint: "copy path",
    help: "Copies the path of the value under the cursor, as a rule would write it.",
    in: .events,
    availability: { state in
      if case .unavailable(let reason) = hasEvent(state) { return .unavailable(because: reason) }
      return state.focusedEvent?.currentPath == nil
        ? .unavailable(because: "this line is not a field") : .available
    },
    perform: { state in
      guard let path = state.focusedEvent?.currentPath else { return [] }
      return [.terminal(.copy(CopiedText(path, what: "the path")))]
    })

  /// `Y`: the JSON of whole events, one per line.
  static let copyEvent = Command(
    "copyEvent", keys: [.character("Y")],
    help: "Copies the event's JSON as delivered, or that of all marked hits, one a line.",
    in: Set<Context>.panes.union(Set<Context>.events), availability: hasSomethingToCopy
  ) { state in
    if state.surfaces.showsPanes {
      let isOnHits = HitsSurface(state.surfaces.top) != nil
      let rows = isOnHits ? state.targets : state.event.detail.map { [$0.row] } ?? []
      return [.engine(.collect(rows: rows, masksSecrets: !state.settings.showsSecrets))]
    }
    guard let outline = state.focusedEvent?.json?.outline, !outline.nodes.isEmpty else { return [] }
    let (text, masked) = outline.copy(0, masksSecrets: !state.settings.showsSecrets)
    return [.terminal(.copy(CopiedText(text, what: "the event", masked: masked)))]
  }

  private static let hasSomethingToCopy: @Sendable (State) -> Availability = { state in
    if HitsSurface(state.surfaces.top) != nil {
      return state.currentRow == nil
        ? .unavailable(because: "there is no hit here") : .available
    }
    return hasEvent(state)
  }
}

extension EventPane {
  /// The path of the field under the cursor, if there is one.
  var currentPath: String? {
    if let head = currentHead { return head.path }
    guard let node = currentNode, let path = json?.outline.path(node), !path.isEmpty else {
      return nil
    }
    return path
  }
}

extension State {
  /// Copies the values in the cursor's column, one per line.
  fileprivate mutating func copyCells() -> [Effect] {
    let rows = targets
    guard !rows.isEmpty, let field = currentField else { return [] }
    let name = field.pieces(at: ".").last.map(String.init)
    var masked = 0
    let values = rows.map { row in
      let value = text(row, field: field)
      guard !settings.showsSecrets, SecretRules.isSecret(field: name, value: value) else {
        return value
      }
      masked += 1
      return JSONOutline.mask
    }
    let what = rows.count == 1 ? field : "\(field) of \(rows.countedAs("hit"))"
    let copied = CopiedText(values.joined(separator: "\n"), what: what, masked: masked)
    return [.terminal(.copy(copied))]
  }
}
