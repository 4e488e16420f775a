import Basics
import EventJSON

extension HitBatch {
  /// Slots of a hit's texts in a reader's events.
  package struct Slots: Sendable {
    let eventID: Int
    package var eventIDSlot: Int { eventID }
    let columns: [Int]
    /// The slot of `eventTime`, which is shown in UTC.
    let timeColumn: Int?
    let correlated: [Int]

    package init(eventID: Int, columns: [Int], timeColumn: Int?, correlated: [Int]) {
      (self.eventID, self.columns) = (eventID, columns)
      (self.timeColumn, self.correlated) = (timeColumn, correlated)
    }
  }

  /// Appends an event that a rule matches.
  package mutating func append(
    _ event: PickedEvent, _ slots: Slots, rule: Int, time: Int64?, file: Int
  ) {
    let start = json.count
    json.append(contentsOf: event.record)
    let firstText = textEnds.count
    if !event.appendTexts(at: slots.eventID, to: &texts) {
      // The identity of the rare event without an eventID: the hash of its bytes.
      texts.append(contentsOf: "sha256:\(SHA256.hex(of: event.record))".utf8)
    }
    textEnds.append(texts.count)
    for (column, slot) in slots.columns.enumerated() {
      if column != slots.timeColumn || !event.appendTime(at: slot, to: &texts) {
        _ = event.appendTexts(at: slot, to: &texts)
      }
      textEnds.append(texts.count)
    }
    for slot in slots.correlated { appendCorrelated(event, slot: slot) }
    hits.append(
      Hit(
        rule: rule, time: time, file: file, json: start..<json.count, firstText: firstText,
        startsRecord: true))
  }

  /// Appends another rule that matches the last event.
  package mutating func appendSameRecord(rule: Int) {
    guard var hit = hits.last else { return }
    hit.rule = rule
    hit.startsRecord = false
    hits.append(hit)
  }

  /// Appends the value for correlations at a slot: a `=` and the first value that is neither null
  /// nor a list.
  private mutating func appendCorrelated(_ event: PickedEvent, slot: Int) {
    for value in event.values(at: slot) where value.kind != .null && value.kind != .array {
      texts.append(UInt8(ascii: "="))
      event.withText(of: value) { texts.append(contentsOf: $0) }
      break
    }
    textEnds.append(texts.count)
  }
}
