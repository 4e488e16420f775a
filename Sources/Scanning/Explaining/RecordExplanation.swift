import Basics
import CloudTrail
import EventJSON
import Sigma

/// How rules evaluate one record, part by part, and whether a scan would skip it.
public struct RecordExplanation: Sendable {
  /// The files with the record, with the same bytes each time. A file that has it twice is listed
  /// twice.
  public let files: [String]
  public let kind: RecordKind
  /// Milliseconds since 1970; `nil` if the record has no readable time.
  public let time: Int64?
  /// The record's texts at `summaryFields`, in order.
  public let summary: [String]
  public let fieldNames: FieldNames
  /// One explanation for each rule, in the order of the matcher.
  public let explanations: [Explanation]

  /// The fields that identify the event for people.
  public static let summaryFields = [
    "eventTime", "eventSource", "eventName", "awsRegion", "userIdentity.arn",
  ]

  /// Explains each distinct record once, however often it was delivered.
  public static func explain(
    _ occurrences: [EventSearch.Occurrence], by matcher: RuleMatcher
  ) throws -> [RecordExplanation] {
    var records: [(record: [UInt8], files: [String])] = []
    for occurrence in occurrences {
      if let index = records.firstIndex(where: { $0.record == occurrence.record }) {
        records[index].files.append(occurrence.file)
      } else {
        records.append((occurrence.record, [occurrence.file]))
      }
    }
    let event = PickedEvent(trie: FieldTrie(fields: matcher.fields + summaryFields))
    var explained: [RecordExplanation] = []
    for (record, files) in records {
      let explanation = try record.withUnsafeBytes { bytes in
        _ = try event.read(bytes)
        return RecordExplanation(event, kind: try RecordKind(of: bytes), files: files, matcher)
      }
      explained.append(explanation)
    }
    return explained
  }

  private init(_ event: PickedEvent, kind: RecordKind, files: [String], _ matcher: RuleMatcher) {
    self.files = files
    self.kind = kind
    fieldNames = FieldNames(of: Array(event.record))
    time = event.time(at: matcher.fields.count)
    summary = Self.summaryFields.enumerated().compactMap { index, field in
      var text: [UInt8] = []
      guard event.appendColumn(field, at: matcher.fields.count + index, to: &text) else {
        return nil
      }
      return String(decoding: text, as: UTF8.self)
    }
    explanations = matcher.rules.indices.map { matcher.explain(event, rule: $0) }
  }

  /// Why a scan with these options skips the record.
  public enum PassedOver: Sendable, Hashable {
    case noEvent(RecordKind)
    case outsideTimes
  }

  public func passedOver(by options: ScanOptions) -> PassedOver? {
    if !kind.isEvent && !options.anyRecord { return .noEvent(kind) }
    guard options.since != nil || options.until != nil else { return nil }
    // A scan keeps records without a readable time.
    guard let time, time < options.since ?? .min || time >= options.until ?? .max else {
      return nil
    }
    return .outsideTimes
  }
}
