import Basics
import EventJSON

extension PickedEvent {
  /// The time at a slot in milliseconds since 1970, from a text or a number; nil if there is no
  /// readable time.
  package func time(at slot: Int) -> Int64? {
    if let text = plainString(at: slot), let time = Timestamp.milliseconds(text) { return time }
    for value in values(at: slot) where value.kind == .string || value.kind == .number {
      if let time = withText(of: value, { Timestamp.milliseconds($0) }) { return time }
    }
    return nil
  }

  /// Appends the time at a slot in UTC, for lists, groups and csv: unchanged if it has the form
  /// `2026-11-02T10:00:03.123456Z`, otherwise converted. False if there is no readable time.
  func appendTime(at slot: Int, to output: inout [UInt8]) -> Bool {
    if let text = plainString(at: slot), Timestamp.isUTC(text) {
      output.append(contentsOf: text)
      return true
    }
    guard let time = time(at: slot) else { return false }
    output.append(contentsOf: Timestamp.exactText(milliseconds: time).utf8)
    return true
  }

  /// Appends a column's text: `eventTime` in UTC, otherwise the texts at the slot, joined by `, `.
  /// False without a text.
  package func appendColumn(_ field: String, at slot: Int, to output: inout [UInt8]) -> Bool {
    if field == Self.timeField, appendTime(at: slot, to: &output) { return true }
    return appendTexts(at: slot, to: &output)
  }

  func appendTexts(at slot: Int, to output: inout [UInt8]) -> Bool {
    let start = output.count
    for value in values(at: slot) where value.kind != .null {
      if output.count > start { output.append(contentsOf: ", ".utf8) }
      withText(of: value) { output.append(contentsOf: $0) }
    }
    return output.count > start
  }

  package static let timeField = "eventTime"
}
