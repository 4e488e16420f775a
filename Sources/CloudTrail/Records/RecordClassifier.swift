import EventJSON

/// Tells what a record is from a few of its fields, which a reader picks besides those asked for.
///
/// Sources: AWS CloudTrail user guide, "Record contents" (`eventCategory`, `eventType`), "Insights
/// events", "Aggregated events", "Digest file structure"; S3 user guide, "Event message structure".
struct RecordClassifier {
  private enum Field: String, CaseIterable {
    case eventCategory, eventType, eventSource, eventName, eventVersion, digestStartTime
  }

  static let fields = Field.allCases.map(\.rawValue)

  /// The slot of the first of `fields`.
  private let firstSlot: Int

  init(firstSlot: Int) {
    self.firstSlot = firstSlot
  }

  func kind(of event: PickedEvent) -> RecordKind {
    if text(.eventCategory, of: event, is: "Insight")
      || text(.eventType, of: event, is: "AwsCloudTrailInsight")
    {
      return .insight
    }
    if text(.eventCategory, of: event, is: "Aggregated")
      || text(.eventType, of: event, is: "AwsAggregatedEvent")
    {
      return .aggregated
    }
    if has(.eventName, event), has(.eventSource, event) {
      return text(.eventSource, of: event, is: "aws:s3") ? .s3Notification : .event
    }
    if has(.digestStartTime, event) { return .digest }
    // Hand-made and shortened records lack a name; one of these says that it is meant as an event.
    return has(.eventVersion, event) && (has(.eventType, event) || has(.eventSource, event))
      ? .event : .other
  }

  private func has(_ field: Field, _ event: PickedEvent) -> Bool {
    event.isPresent(slot(field))
  }

  private func text(_ field: Field, of event: PickedEvent, is word: StaticString) -> Bool {
    event.isString(word, at: slot(field))
  }

  @inline(__always)
  private func slot(_ field: Field) -> Int {
    switch field {
    case .eventCategory: firstSlot
    case .eventType: firstSlot + 1
    case .eventSource: firstSlot + 2
    case .eventName: firstSlot + 3
    case .eventVersion: firstSlot + 4
    case .digestStartTime: firstSlot + 5
    }
  }
}
