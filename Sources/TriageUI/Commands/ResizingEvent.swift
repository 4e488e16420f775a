import TerminalScreen

extension Command {
  static let largerEvent = resizing(
    "largerEvent", "+", by: 1, help: "Makes the event larger, up to the whole screen.",
    end: "the event has the whole screen")

  static let smallerEvent = resizing(
    "smallerEvent", "_", by: -1, help: "Makes the event smaller, until only the list is shown.",
    end: "the event is hidden; Tab shows it")

  private static func resizing(
    _ name: String, _ key: Character, by steps: Int, help: String, end: String
  ) -> Command {
    Command(
      name, keys: [.character(key)], help: help, in: .panes,
      availability: { state in
        state.settings.eventSize.changed(by: steps) == nil ? .unavailable(because: end) : .available
      },
      perform: { state in
        guard let size = state.settings.eventSize.changed(by: steps) else { return [] }
        state.settings.eventSize = size
        state.notice = .done(
          "\(size.words); \(state.key(.largerEvent)) larger, \(state.key(.smallerEvent)) smaller")
        return [.files(.saveEventSize(size))]
      })
  }
}
