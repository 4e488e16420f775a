import Basics
import HitStore
import TerminalScreen

// What else did they do? The hits of one principal, one address, one access key.

extension Command {
  static let onlyThisPrincipal = pivot(
    "onlyThisPrincipal", "P", "userIdentity.arn", "principal",
    help: "Shows only hits of the same principal.")

  static let onlyThisAddress = pivot(
    "onlyThisAddress", "I", "sourceIPAddress", "source address",
    help: "Shows only hits from the same source address.")

  static let onlyThisAccessKey = pivot(
    "onlyThisAccessKey", "K", "userIdentity.accessKeyId", "access key",
    help: "Shows only hits of the same access key.")

  private static func pivot(
    _ name: String, _ key: Character, _ field: String, _ words: String, help: String
  ) -> Command {
    Command(
      name, keys: [.character(key)], help: help, in: .panes,
      availability: { state in
        if case .unavailable(let reason) = hasHit(state) { return .unavailable(because: reason) }
        return state.valueOfCurrent(field) == nil
          ? .unavailable(because: "the event has no \(words) (\(field))") : .available
      },
      perform: { state in
        guard let value = state.valueOfCurrent(field) else { return [] }
        state.surfaces.backToHits()
        return state.addFilter(HitFilter(.path(field), is: value))
      })
  }
}

extension State {
  /// The value of a field of the hit under the cursor, from its column or else from the displayed
  /// event.
  func valueOfCurrent(_ field: String) -> String? {
    guard let row = currentRow else { return nil }
    let text = text(row, field: field)
    if !text.isEmpty { return text }
    guard let detail = event.detail, detail.row == row,
      let node = detail.json.node(at: field.pieces(at: ".").map { .key(String($0)) }),
      detail.json.nodes[node].kind == .string
    else { return nil }
    let value = detail.json.valueText(node)
    return value.isEmpty ? nil : value
  }
}
