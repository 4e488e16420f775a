import CloudTrail
import EventJSON
import Foundation
import RuleEditing
import Sigma

/// Reads one file after the other, matches each event, gathers hits. One per thread.
///
/// A class, and the matcher and the event held apart from the request and the reader: per record, a copy of a
/// structure costs as much as matching a rule does, the more so as all threads count the same references.
final class ScanWorker {
  private let request: ScanRequest
  private let matcher: RuleMatcher
  private let reader: RecordReader
  private let event: PickedEvent
  /// Whether only some events are asked for, by time, region or account.
  private let isSelective: Bool
  /// Slots of the trie: first the matcher's fields, then those below.
  private let columnSlots: [Int]
  private let correlationSlots: [Int]
  private let eventIDSlot: Int
  private let eventTimeSlot: Int
  private let regionSlots: [Int]
  /// Where the account that received an event stands; in records older than `recipientAccountId`
  /// (eventVersion 1.02) it is the caller's.
  private let accountSlots: [Int]
  private var batch: HitBatch

  init(request: ScanRequest) {
    self.request = request
    matcher = request.matcher
    isSelective =
      request.since != nil || request.until != nil || !request.regions.isEmpty
      || !request.accounts.isEmpty
    var fields = matcher.fields
    func slot(of field: String) -> Int {
      if let slot = fields.firstIndex(of: field) { return slot }
      fields.append(field)
      return fields.count - 1
    }
    columnSlots = request.columns.map(slot)
    correlationSlots = request.correlations.fields.map(slot)
    eventIDSlot = slot(of: "eventID")
    eventTimeSlot = slot(of: "eventTime")
    // What is not asked for is not read.
    regionSlots = request.regions.isEmpty ? [] : [slot(of: "awsRegion")]
    accountSlots =
      request.accounts.isEmpty
      ? [] : ["recipientAccountId", "userIdentity.accountId"].map(slot)
    reader = RecordReader(fields: fields)
    event = reader.event
    batch = HitBatch(columnCount: request.columns.count)
  }

  /// Scans one file; `goesOn` is asked now and then whether to.
  func scan(
    _ file: LogFile, index: Int, into merger: ScanMerger, goesOn: () -> Bool
  ) {
    var events = 0
    let report = reader.read(
      file,
      progress: { bytes in
        merger.advance(bytes: bytes, events: events)
        events = 0
        return goesOn()
      },
      body: { kind in
        guard kind == .event || request.matchesAnyRecord else { return }
        events += 1
        if isSelective, !isAskedFor { return }
        addHits(file: index)
        if batch.json.count >= Scan.batchBytes {
          merger.add(batch, from: index)
          batch.removeAll()
        }
      })
    merger.add(batch, from: index)
    batch.removeAll()
    merger.advance(bytes: 0, events: events)
    merger.fileDone(index, report: report)
  }

  private var isAskedFor: Bool {
    (request.since == nil && request.until == nil || isWithinTimes)
      && isOne(of: request.regions, at: regionSlots)
      && isOne(of: request.accounts, at: accountSlots)
  }

  private var isWithinTimes: Bool {
    guard let time = eventTime() else { return false }
    return time >= request.since ?? .min && time < request.until ?? .max
  }

  /// Whether the first text at the slots is one of those asked for; where none is asked for, all are.
  private func isOne(of asked: Set<String>, at slots: [Int]) -> Bool {
    asked.isEmpty || slots.lazy.compactMap(text).first.map(asked.contains) == true
  }

  /// The text of the first string at a slot.
  private func text(at slot: Int) -> String? {
    for value in event.values(at: slot) where value.kind == .string {
      return event.text(of: value)
    }
    return nil
  }

  private func eventTime() -> Int64? {
    for value in event.values(at: eventTimeSlot) where value.kind == .string {
      return event.withText(of: value) { EventTime.milliseconds($0) }
    }
    return nil
  }

  private func addHits(file: Int) {
    var isFirst = true
    matcher.forEachMatch(event) { rule in
      if isFirst {
        append(rule: rule, file: file)
        isFirst = false
      } else if var hit = batch.hits.last {
        hit.rule = rule
        hit.startsRecord = false
        batch.hits.append(hit)
      }
    }
  }

  private func append(rule: Int, file: Int) {
    let json = batch.json.count
    batch.json.append(contentsOf: event.record)
    let firstText = batch.textEnds.count
    if !appendText(slot: eventIDSlot) {
      // Identity for the rare event without an eventID: the hash of what was delivered.
      batch.texts.append(contentsOf: "sha256:\(SHA256.hex(of: event.record))".utf8)
    }
    batch.textEnds.append(batch.texts.count)
    for slot in columnSlots {
      _ = appendText(slot: slot)
      batch.textEnds.append(batch.texts.count)
    }
    for slot in correlationSlots { appendCorrelated(slot: slot) }
    batch.hits.append(
      HitBatch.Hit(
        rule: rule, time: eventTime(), file: file, json: json..<batch.json.count,
        firstText: firstText,
        startsRecord: true))
  }

  /// Appends what correlations see at a slot: behind a `=` the first value that is neither null nor a list.
  private func appendCorrelated(slot: Int) {
    for value in event.values(at: slot) where value.kind != .null && value.kind != .array {
      batch.texts.append(UInt8(ascii: "="))
      event.withText(of: value) { batch.texts.append(contentsOf: $0) }
      break
    }
    batch.textEnds.append(batch.texts.count)
  }

  /// Appends the text at a slot, several values joined by `, `; `false` if there is none.
  private func appendText(slot: Int) -> Bool {
    let start = batch.texts.count
    for value in event.values(at: slot) where value.kind != .null {
      if batch.texts.count > start { batch.texts.append(contentsOf: ", ".utf8) }
      event.withText(of: value) { batch.texts.append(contentsOf: $0) }
    }
    return batch.texts.count > start
  }
}
