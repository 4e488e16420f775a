import EventJSON

/// What people call an event by: its eventID, and a line of when, what, where and who.
///
///     2026-11-02T10:00:03Z ec2.amazonaws.com RunInstances me-south-1 arn:aws:iam::111122223333:user/kim
struct EventNames {
  static let fields = [
    "eventID", "eventTime", "eventSource", "eventName", "awsRegion", "userIdentity.arn",
    "userIdentity.invokedBy", "userIdentity.principalId",
  ]

  /// The slot of `fields[0]`.
  let firstSlot: Int

  /// The fields of the line; of the last ones the first that the event has.
  private static let leading = 1...4
  private static let principals = 5...7

  func eventID(of event: PickedEvent) -> String? {
    let text = text(0, event)
    return text?.isEmpty == false ? text : nil
  }

  func summary(of event: PickedEvent) -> [String] {
    Self.leading.compactMap { text($0, event) }
      + [Self.principals.lazy.compactMap { text($0, event) }.first].compactMap(\.self)
  }

  private func text(_ index: Int, _ event: PickedEvent) -> String? {
    for value in event.values(at: firstSlot + index)
    where value.isScalar && value.kind != .null {
      return event.text(of: value)
    }
    return nil
  }
}
