import Baseline
import Basics
import CloudTrail
import EventJSON
import Foundation
import HitStore
import Sigma

/// Reads files, matches each event and collects hits. One per thread.
///
/// A class, with the matcher and the event in their own properties: copying a structure for each
/// record would cost as much as matching a rule, all the more as all threads count the same
/// references.
final class ScanWorker {
  private let request: ScanRequest
  private let matcher: RuleMatcher
  private let reader: RecordReader
  private let event: PickedEvent
  /// The selected events; nil: all.
  private var scope: ScanScope?
  /// Slots of the trie: first the matcher's fields, then those below.
  private let slots: HitBatch.Slots
  private let eventTimeSlot: Int
  private var batch: HitBatch
  private let tally: RegionTally?
  private let baseline: BaselineCounter?
  private let silenced: SilencedTally?

  /// The number of events after which the worker hands over its counts by region.
  private static let tallyInterval = 16_384

  /// - Parameters:
  ///   - seen: the events that all workers have counted for the baseline.
  ///   - room: the room for silenced events; nil: they are not looked for.
  init(request: ScanRequest, seen: EventIDSet, room: SilencedRoom?) {
    self.request = request
    matcher = request.matcher
    var fields = matcher.fields
    func slot(of field: String) -> Int {
      if let slot = fields.firstIndex(of: field) { return slot }
      fields.append(field)
      return fields.count - 1
    }
    slots = HitBatch.Slots(
      eventID: slot(of: "eventID"), columns: request.columns.map(slot),
      timeColumn: request.columns.firstIndex(of: PickedEvent.timeField),
      correlated: request.correlations.fields.map(slot))
    eventTimeSlot = slot(of: "eventTime")
    // Fields that are not needed are not read.
    scope = ScanScope(
      request,
      slots: .init(
        time: eventTimeSlot, regions: request.regions.isEmpty ? [] : [slot(of: "awsRegion")],
        accounts: request.accounts.isEmpty ? [] : ScanScope.accountFields.map(slot)))
    tally =
      request.countsRegions
      ? RegionTally(
        slots: .init(
          region: slot(of: "awsRegion"), time: eventTimeSlot,
          principal: slot(of: "userIdentity.arn"))) : nil
    let regionSlot = room == nil ? 0 : slot(of: "awsRegion")
    silenced = room.map { [slots] in
      SilencedTally(
        room: $0, columnCount: request.columns.count, regionSlot: regionSlot,
        eventIDSlot: slots.eventIDSlot)
    }
    if request.baseline != nil {
      for field in BaselineCounter.fields { _ = slot(of: field) }
    }
    let reader = RecordReader(fields: fields)
    self.reader = reader
    event = reader.event
    baseline = request.baseline.map {
      BaselineCounter(reader.event, fields: fields, $0, seen: seen)
    }
    batch = HitBatch(columnCount: request.columns.count)
  }

  /// Scans one file. `shouldContinue` is called now and then: whether to continue.
  func scan(
    _ file: LogFile, index: Int, into merger: ScanMerger, shouldContinue: () -> Bool
  ) {
    var events = 0
    // Hits name their file in an archive; in the order of files the archive counts as one.
    var named = index
    let report = reader.read(
      file,
      progress: { bytes in
        merger.advance(bytes: bytes, events: events)
        events = 0
        if let tally, tally.pending >= Self.tallyInterval { handOverTally(to: merger) }
        return shouldContinue()
      },
      pause: {
        // Shows the hits of a pipe before waiting for it.
        merger.add(batch, from: index)
        batch.removeAll()
        handOverSilenced(to: merger)
        merger.pause(events: events)
        events = 0
      },
      member: { path in named = merger.addMember(path) },
      memberDone: { report in
        named = index
        merger.memberDone(report)
      },
      body: { kind in
        guard kind.isEvent || request.matchesAnyRecord else { return }
        events += 1
        if scope?.holds(event) == false { return }
        tally?.count(event)
        baseline?.count(event)
        addHits(file: named)
        if batch.json.count >= Scan.batchBytes {
          merger.add(batch, from: index)
          batch.removeAll()
        }
        if silenced?.isFull == true { handOverSilenced(to: merger) }
      })
    merger.add(batch, from: index)
    batch.removeAll()
    handOverSilenced(to: merger)
    merger.advance(bytes: 0, events: events)
    handOverTally(to: merger)
    merger.fileDone(index, report: report, unplaced: scope?.takeUnplaced())
  }

  /// Scans events in a spool. `shouldContinue` is called now and then: whether to continue.
  func scan(_ kept: KeptEvents, into merger: ScanMerger, shouldContinue: () -> Bool) {
    _ = merger.add(kept.files.map { LogFile(path: $0, byteCount: 0) })
    merger.allIsFound([])
    var reports = kept.files.map { _ in (counts: RecordCounts(), bytes: Int64(0)) }
    var buffer: [UInt8] = []
    var isStopped = false
    for event in kept.events {
      let isRead = kept.spool.read(event.extent, into: &buffer) && addHits(of: event, in: buffer)
      reports[event.file].counts += isRead ? RecordCounts(event: 1) : RecordCounts(bad: 1)
      reports[event.file].bytes += Int64(event.extent.length)
      if silenced?.isFull == true { handOverSilenced(to: merger) }
      guard batch.json.count >= Scan.batchBytes else { continue }
      merger.add(batch, from: event.file)
      batch.removeAll()
      isStopped = !shouldContinue()
      if isStopped { break }
    }
    merger.add(batch, from: 0)
    batch.removeAll()
    handOverSilenced(to: merger)
    handOverTally(to: merger)
    handOverBaseline(to: merger)
    for (index, report) in reports.enumerated() where !isStopped {
      merger.fileDone(
        index,
        report: FileReport(path: kept.files[index], counts: report.counts, bytes: report.bytes),
        unplaced: scope?.takeUnplaced())
    }
    merger.finish()
  }

  /// `false` if the bytes are not a JSON object.
  private func addHits(of kept: KeptEvents.Event, in buffer: [UInt8]) -> Bool {
    buffer.withUnsafeBytes { bytes in
      let record = UnsafeRawBufferPointer(rebasing: bytes.prefix(kept.extent.length))
      guard (try? event.read(record)) != nil else { return false }
      if scope?.holds(self.event) != false {
        tally?.count(self.event)
        baseline?.count(self.event)
        addHits(file: kept.file)
      }
      return true
    }
  }

  private func handOverTally(to merger: ScanMerger) {
    guard let news = tally?.takeNews() else { return }
    merger.add(news)
  }

  /// Hands over the counts for the baseline, after the last file.
  func handOverBaseline(to merger: ScanMerger) {
    if let baseline { merger.add(baseline.takeCells()) }
  }

  private func handOverSilenced(to merger: ScanMerger) {
    guard let silenced, !silenced.entries.isEmpty else { return }
    merger.add(silenced)
    silenced.removeAll()
  }

  private func addHits(file: Int) {
    var isFirst = true
    func add(rule: Int) {
      if isFirst {
        batch.append(event, slots, rule: rule, time: event.time(at: eventTimeSlot), file: file)
        isFirst = false
      } else {
        batch.appendSameRecord(rule: rule)
      }
    }
    guard let silenced else { return matcher.forEachMatch(event, add) }
    func keep(rule: Int, by silencers: SilencerSet) {
      let time = event.time(at: eventTimeSlot)
      silenced.add(event, rule: rule, by: silencers, time: time) { batch in
        batch.append(event, slots, rule: rule, time: time, file: file)
      }
    }
    let formers = request.formerRules
    guard !formers.isEmpty else { return matcher.forEachMatch(event, silenced: keep, add) }
    let firstFormer = matcher.rules.count - formers.count
    var known: Set<Int> = []
    matcher.forEachMatch(
      event,
      silenced: { rule, silencers in
        if rule < firstFormer, known.insert(rule).inserted { keep(rule: rule, by: silencers) }
      },
      { rule in
        if rule < firstFormer {
          known.insert(rule)
          add(rule: rule)
        } else if known.insert(formers[rule - firstFormer]).inserted {
          keep(rule: formers[rule - firstFormer], by: SilencerSet())
        }
      })
  }
}
