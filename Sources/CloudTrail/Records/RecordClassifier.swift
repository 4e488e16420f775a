import EventJSON

/// Recognises an ordinary event by a few fields, which a reader picks in addition to the wanted
/// ones. ``RecordContents`` goes through all other records.
struct RecordClassifier {
  private enum Field: String, CaseIterable {
    case eventCategory, eventType, eventSource, eventName
  }

  static let fields = Field.allCases.map(\.rawValue)

  /// The slot of the first of `fields`.
  private let firstSlot: Int

  init(firstSlot: Int) {
    self.firstSlot = firstSlot
  }

  /// Whether it is an event of an AWS service, and not an Insights or aggregated event.
  func isOrdinaryEvent(_ event: PickedEvent) -> Bool {
    guard event.isPresent(firstSlot + 3),
      let source = event.values(at: firstSlot + 2).first(where: { _ in true }),
      source.kind == .string, Self.isAmazonHost(event.rawBytes(of: source))
    else { return false }
    return !event.isString("Insight", at: firstSlot)
      && !event.isString("Aggregated", at: firstSlot)
      && !event.isString("AwsCloudTrailInsight", at: firstSlot + 1)
      && !event.isString("AwsAggregatedEvent", at: firstSlot + 1)
  }

  /// `ec2.amazonaws.com`, `ec2.amazonaws.com.cn`
  static func isAmazonHost(_ text: UnsafeRawBufferPointer) -> Bool {
    ends(text, ".amazonaws.com") || ends(text, ".amazonaws.com.cn")
  }

  @inline(__always)
  private static func ends(_ text: UnsafeRawBufferPointer, _ end: StaticString) -> Bool {
    let start = text.count - end.utf8CodeUnitCount
    guard start > 0 else { return false }
    for index in 0..<end.utf8CodeUnitCount where text[start + index] != end.utf8Start[index] {
      return false
    }
    return true
  }
}
