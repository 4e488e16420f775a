import CloudTrail
import EventJSON
import Foundation
import RuleEditing
import Sigma

/// Reads one file after the other, matches each event, gathers hits. One per thread.
struct ScanWorker {
  private let request: ScanRequest
  private let reader: RecordReader
  /// Slots of the trie: first the matcher's fields, then those below.
  private let columnSlots: [Int]
  private let correlationSlots: [Int]
  private let eventIDSlot: Int
  private let eventTimeSlot: Int
  private let regionSlot: Int
  /// Where the account that received an event stands; in records older than `recipientAccountId`
  /// (eventVersion 1.02) it is the caller's.
  private let accountSlots: [Int]
  private var batch: HitBatch

  init(request: ScanRequest) {
    self.request = request
    var fields = request.matcher.fields
    func slot(of field: String) -> Int {
      if let slot = fields.firstIndex(of: field) { return slot }
      fields.append(field)
      return fields.count - 1
    }
    columnSlots = request.columns.map(slot)
    correlationSlots = request.correlations.fields.map(slot)
    eventIDSlot = slot(of: "eventID")
    eventTimeSlot = slot(of: "eventTime")
    regionSlot = slot(of: "awsRegion")
    accountSlots = ["recipientAccountId", "userIdentity.accountId"].map(slot)
    reader = RecordReader(fields: fields)
    batch = HitBatch(columnCount: request.columns.count)
  }

  /// Scans one file; `goesOn` is asked now and then whether to.
  mutating func scan(
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
        let time = eventTime()
        guard isWithinTimes(time), isFromPlaceAskedFor else { return }
        addHits(time: time, file: index)
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

  private func isWithinTimes(_ time: Int64?) -> Bool {
    if request.since == nil && request.until == nil { return true }
    guard let time else { return false }
    return time >= request.since ?? .min && time < request.until ?? .max
  }

  private var isFromPlaceAskedFor: Bool {
    (request.regions.isEmpty || text(at: regionSlot).map(request.regions.contains) == true)
      && (request.accounts.isEmpty
        || accountSlots.lazy.compactMap(text).first.map(request.accounts.contains) == true)
  }

  /// The text of the first string at a slot.
  private func text(at slot: Int) -> String? {
    for value in reader.event.values(at: slot) where value.kind == .string {
      return reader.event.text(of: value)
    }
    return nil
  }

  private func eventTime() -> Int64? {
    for value in reader.event.values(at: eventTimeSlot) where value.kind == .string {
      return reader.event.withText(of: value) { EventTime.milliseconds($0) }
    }
    return nil
  }

  private mutating func addHits(time: Int64?, file: Int) {
    var isFirst = true
    request.matcher.forEachMatch(reader.event) { rule in
      if isFirst {
        append(time: time, rule: rule, file: file)
        isFirst = false
      } else if var hit = batch.hits.last {
        hit.rule = rule
        hit.startsRecord = false
        batch.hits.append(hit)
      }
    }
  }

  private mutating func append(time: Int64?, rule: Int, file: Int) {
    let json = batch.json.count
    batch.json.append(contentsOf: reader.event.record)
    let firstText = batch.textEnds.count
    if !appendText(slot: eventIDSlot) {
      // Identity for the rare event without an eventID: the hash of what was delivered.
      batch.texts.append(contentsOf: "sha256:\(SHA256.hex(of: reader.event.record))".utf8)
    }
    batch.textEnds.append(batch.texts.count)
    for slot in columnSlots {
      _ = appendText(slot: slot)
      batch.textEnds.append(batch.texts.count)
    }
    for slot in correlationSlots { appendCorrelated(slot: slot) }
    batch.hits.append(
      HitBatch.Hit(
        rule: rule, time: time, file: file, json: json..<batch.json.count, firstText: firstText,
        startsRecord: true))
  }

  /// Appends what correlations see at a slot: behind a `=` the first value that is neither null nor a list.
  private mutating func appendCorrelated(slot: Int) {
    for value in reader.event.values(at: slot) where value.kind != .null && value.kind != .array {
      batch.texts.append(UInt8(ascii: "="))
      reader.event.withText(of: value) { batch.texts.append(contentsOf: $0) }
      break
    }
    batch.textEnds.append(batch.texts.count)
  }

  /// Appends the text at a slot, several values joined by `, `; `false` if there is none.
  private mutating func appendText(slot: Int) -> Bool {
    let start = batch.texts.count
    for value in reader.event.values(at: slot) where value.kind != .null {
      if batch.texts.count > start { batch.texts.append(contentsOf: ", ".utf8) }
      reader.event.withText(of: value) { batch.texts.append(contentsOf: $0) }
    }
    return batch.texts.count > start
  }
}
