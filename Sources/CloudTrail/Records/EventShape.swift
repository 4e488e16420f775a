/// Whether an object is a CloudTrail event, by its own members.
///
/// ```
/// {"eventVersion":"1.11","eventSource":"ec2.amazonaws.com","eventName":"RunInstances",…}  event
/// {"eventVersion":"1.0","eventSource":"aws:kinesis","eventName":"aws:kinesis:record",…}   not an
/// event
/// ```
///
/// Sources: AWS CloudTrail user guide, "Record contents" (`eventCategory`, `eventType`), "Insights
/// events", "Aggregated events", "Digest file structure"; S3 user guide, "Event message structure";
/// AWS Lambda developer guide, the event of each service (`"eventSource":"aws:sqs"`).
struct EventShape {
  enum Member: UInt8, CaseIterable {
    case eventSource, eventName, eventVersion, eventType, eventCategory, eventTime, eventID
    case awsRegion, userIdentity, recipientAccountId, sourceIPAddress
    case requestParameters, responseElements, insightDetails
    case digestStartTime
  }

  /// The members of an event that no other format is known to have.
  private static let telling: UInt32 = bits([
    .eventVersion, .awsRegion, .userIdentity, .recipientAccountId, .sourceIPAddress,
  ])
  private static let naming: UInt32 = bits([.eventSource, .eventName, .eventType, .eventVersion])
  private static let all: UInt32 = bits(Member.allCases.filter { $0 != .digestStartTime })
  /// An event may lack members, but hardly any other object has this many by chance.
  private static let enough = 3

  private var members: UInt32 = 0
  private var source = Source.unknown
  private var isInsight = false
  private var isAggregated = false
  private var isAWSType = false

  private enum Source {
    case unknown, amazon, s3, dynamoDB, service
  }

  private static func bits(_ members: [Member]) -> UInt32 {
    members.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
  }

  private func has(_ member: Member) -> Bool { members & 1 << UInt32(member.rawValue) != 0 }

  /// Notes a member whose value is neither null nor a string.
  mutating func note(_ member: Member) { members |= 1 << UInt32(member.rawValue) }

  /// Notes a member whose value is a string, by the bytes between its quotes.
  mutating func note(_ member: Member, text: UnsafeRawBufferPointer) {
    note(member)
    switch member {
    case .eventSource: source = Self.source(text)
    case .eventCategory:
      isInsight = isInsight || text.elementsEqual("Insight".utf8)
      isAggregated = isAggregated || text.elementsEqual("Aggregated".utf8)
    case .eventType:
      isInsight = isInsight || text.elementsEqual("AwsCloudTrailInsight".utf8)
      isAggregated = isAggregated || text.elementsEqual("AwsAggregatedEvent".utf8)
      isAWSType = isAWSType || text.starts(with: "Aws".utf8)
    default: break
    }
  }

  /// `ec2.amazonaws.com` names an AWS service; `aws:sqs` and `minio:s3` name the sender of a
  /// message. Any other text with a colon says nothing.
  private static func source(_ text: UnsafeRawBufferPointer) -> Source {
    if text.contains(UInt8(ascii: ":")) {
      guard text.allSatisfy(isOfName) else { return .unknown }
      if text.elementsEqual("aws:dynamodb".utf8) { return .dynamoDB }
      return text.reversed().starts(with: ":s3".utf8.reversed()) ? .s3 : .service
    }
    return RecordClassifier.isAmazonHost(text) ? .amazon : .unknown
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "-"),
      UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  var kind: RecordKind {
    switch source {
    case .s3: return .s3Notification
    case .dynamoDB: return .dynamoDBRecord
    case .service: return .serviceMessage
    case .amazon, .unknown: break
    }
    if isInsight { return .insight }
    if isAggregated { return .aggregated }
    if source == .amazon, has(.eventName) { return .event }
    if has(.digestStartTime) { return .digest }
    // Hand-made and shortened records lack some of the names.
    if isAWSType, has(.eventVersion) { return .event }
    let isEvent =
      (members & Self.all).nonzeroBitCount >= Self.enough && members & Self.telling != 0
      && members & Self.naming != 0
    return isEvent ? .event : .other
  }
}

extension EventShape.Member {
  private static let names = allCases.map { (Array("\($0)".utf8), $0) }

  init?(_ name: UnsafeRawBufferPointer) {
    guard
      let found = Self.names.first(where: {
        $0.0.count == name.count && name.elementsEqual($0.0)
      })
    else { return nil }
    self = found.1
  }
}
