import Triage

/// The pane with one event: why it matched, then its JSON.
public struct EventPane: Sendable {
  /// The event shown; `nil` until it was read.
  public var detail: EventDetail?
  /// The first line shown.
  public var top = 0

  /// Takes the event that was read, from its start unless it is the one already there.
  mutating func show(_ detail: EventDetail) {
    if self.detail?.id != detail.id { top = 0 }
    self.detail = detail
  }
}
