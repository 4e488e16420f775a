import ArgumentParser
import Basics
import CloudTrail
import EventJSON
import HitStore
import Scanning

/// `--stats FILE`: one JSON object that accounts for every file and every record.
///
///     {"files":{"read":214,"skipped":[{"path":"…","reason":"…"}],"damaged":[…]},"records":{"total":6012,…},
///      "not_event_kinds":{"digest":9},"bytes":{"compressed":…,"inflated":…},"kept_without":{"time":4,"region":0,"account":0},"seconds":0.21}
///
/// `kept_without` counts events that may be outside `--since`, `--until`, `--region` or
/// `--account`. With correlations, also
/// `"correlations":{"alerts":2,"events":153,"without_time":0,"complete":true}`. Each exception of the
/// rules is in `silenced`:
/// `{"rule":"…","exception":"filter_main_build","file":"…","events":41,"shared":3,"last":"2026-11-02T…"}`.
enum StatsFile {
  private struct Stats: Encodable {
    struct Files: Encodable {
      let read: Int
      let skipped: [Complaint]
      let damaged: [Complaint]
      let eventless: [Complaint]
      enum CodingKeys: String, CodingKey {
        case read, skipped, damaged
        case eventless = "without_events"
      }
    }
    struct Complaint: Encodable {
      let path: String
      let reason: String
      /// The number of files, for a folder.
      var files: Int?
    }
    struct Records: Encodable {
      let total, matched, unmatched, duplicate, notEvent, bad: Int
      /// Out of the events.
      let insight, aggregated: Int
      enum CodingKeys: String, CodingKey {
        case total, matched, unmatched, duplicate, insight, aggregated
        case notEvent = "not_event"
        case bad
      }
    }
    /// Events that are kept without a readable time, region or account.
    struct KeptWithout: Encodable {
      let time, region, account: Int
    }
    struct Correlations: Encodable {
      let alerts, events, withoutTime: Int
      let isComplete: Bool
      enum CodingKeys: String, CodingKey {
        case alerts, events
        case withoutTime = "without_time"
        case isComplete = "complete"
      }
    }
    struct Silenced: Encodable {
      let rule, exception, file: String
      /// Alone, and together with other exceptions.
      let events, shared: Int
      let last: String?
    }
    struct Bytes: Encodable {
      let compressed, inflated: Int64
    }
    let files: Files
    let records: Records
    /// The records that are not events, by kind.
    let notEventKinds: [String: Int]
    let keptWithout: KeptWithout
    let bytes: Bytes
    let correlations: Correlations?
    /// What each exception silences.
    let silenced: [Silenced]
    let seconds: Double
  }

  private static func silenced(_ counts: SilencedCounts, _ rules: RuleSet) -> [Stats.Silenced] {
    counts.silencers.enumerated().flatMap { rule, silencers in
      silencers.map { silencer in
        let (alone, shared) = counts.counts(of: silencer, rule: rule)
        return Stats.Silenced(
          rule: rules.rules[rule].identity, exception: silencer.name, file: silencer.path,
          events: alone.events, shared: shared.events,
          last: [alone.last, shared.last].compactMap(\.self).max()
            .map { Timestamp.exactText(milliseconds: $0) })
      }
    }
  }

  static func write(_ report: ScanReport, of rules: RuleSet, to path: String) throws {
    let counts = report.counts
    let stats = Stats(
      files: .init(
        read: report.filesRead,
        skipped: report.skipped.map {
          .init(
            path: $0.path, reason: "\($0.reason)", files: $0.fileCount == 1 ? nil : $0.fileCount)
        },
        damaged: report.damaged.map { .init(path: $0.path, reason: $0.damage) },
        eventless: report.eventless.map { .init(path: $0.path, reason: $0.reason) }),
      records: .init(
        total: counts.total, matched: counts.matched, unmatched: counts.unmatched,
        duplicate: counts.duplicate, notEvent: counts.notEvent, bad: counts.bad,
        insight: report.recordKinds[.insight] ?? 0,
        aggregated: report.recordKinds[.aggregated] ?? 0),
      notEventKinds: Dictionary(
        uniqueKeysWithValues: report.recordKinds.filter { !$0.key.isEvent }
          .map { ($0.key.identifier, $0.value) }),
      keptWithout: .init(
        time: counts.unplaced.time, region: counts.unplaced.region,
        account: counts.unplaced.account),
      bytes: .init(compressed: report.compressedBytes, inflated: report.inflatedBytes),
      correlations: report.correlation.map {
        .init(
          alerts: $0.alerts, events: $0.detections, withoutTime: $0.withoutTime,
          isComplete: !$0.isIncomplete)
      },
      silenced: Self.silenced(counts.silenced, rules),
      seconds: (report.seconds * 1_000).rounded() / 1_000)
    try Console.write(JSONOutput.line(stats), to: path)
  }
}
