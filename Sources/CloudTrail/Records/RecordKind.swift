/// The kind of a record. CloudTrail's own events come first: only these are matched by default.
public enum RecordKind: UInt8, Sendable, Hashable, CaseIterable {
  /// API activity: categories Management, Data and NetworkActivity.
  case event
  /// Unusual activity found by CloudTrail Insights: no `userIdentity`, no `eventName` of its own.
  case insight
  /// Five-minute summaries of data events: no `eventTime`.
  case aggregated
  /// The content of a digest file.
  case digest
  /// An S3 event notification, which also comes in `{"Records":[…]}`.
  case s3Notification
  /// A record of a DynamoDB stream.
  case dynamoDBRecord
  /// A message of Kinesis, SQS, SNS or another service in which no event was found.
  case serviceMessage
  /// What CloudWatch Logs sends to try a destination: `"messageType":"CONTROL_MESSAGE"`.
  case controlMessage
  /// A snapshot, item or change of AWS Config.
  case configuration
  /// A finding of GuardDuty or Security Hub.
  case finding
  /// An EventBridge event of another kind, such as an instance's change of state.
  case otherBridgeEvent
  /// An event as OCSF has it (Security Lake), without the original in `raw_data`.
  case ocsf
  /// An event as the Elastic Common Schema has it, without the original in `event.original`.
  case ecs
  /// An event as Google Chronicle has it (UDM).
  case udm
  /// A CloudTrail event whose fields were renamed or split: `event_name`.
  case renamed
  /// Any other JSON object.
  case other

  /// Whether rules can match it.
  public var isEvent: Bool { self <= .aggregated }

  /// Whether such a record never has an event, so that skipping it loses nothing.
  public var neverHoldsEvents: Bool {
    switch self {
    case .digest, .s3Notification, .dynamoDBRecord, .controlMessage, .configuration, .finding,
      .otherBridgeEvent:
      true
    case .event, .insight, .aggregated, .serviceMessage, .ocsf, .ecs, .udm, .renamed, .other: false
    }
  }

  /// Its name in `--stats`.
  public var identifier: String {
    switch self {
    case .event: "event"
    case .insight: "insight"
    case .aggregated: "aggregated"
    case .digest: "digest"
    case .s3Notification: "s3_notification"
    case .dynamoDBRecord: "dynamodb_record"
    case .serviceMessage: "service_message"
    case .controlMessage: "control_message"
    case .configuration: "configuration"
    case .finding: "finding"
    case .otherBridgeEvent: "other_eventbridge_event"
    case .ocsf: "ocsf"
    case .ecs: "ecs"
    case .udm: "udm"
    case .renamed: "renamed"
    case .other: "other"
    }
  }
}

extension RecordKind: Comparable {
  public static func < (left: RecordKind, right: RecordKind) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension RecordKind: CustomStringConvertible {
  /// Describes the kind, and says what to do if it means lost events:
  /// `digests, which hold no events`.
  public var description: String {
    switch self {
    case .event: "events"
    case .insight: "Insights events"
    case .aggregated: "aggregated events"
    case .digest: "digests, which hold no events"
    case .s3Notification: "S3 notifications, which hold no events"
    case .dynamoDBRecord: "DynamoDB stream records, which hold no events"
    case .serviceMessage:
      "messages of Kinesis, SQS, SNS or the like, and what they carry is not a CloudTrail event"
    case .controlMessage: "CloudWatch Logs control messages, which hold no events"
    case .configuration: "AWS Config items, which hold no events"
    case .finding: "findings of GuardDuty or Security Hub, which hold no events"
    case .otherBridgeEvent: "EventBridge events of other services, which hold no CloudTrail events"
    case .ocsf:
      "OCSF records, in which CloudTrail's fields have other names; "
        + "export them with raw_data, or read the CloudTrail files"
    case .ecs:
      "ECS documents, in which CloudTrail's fields have other names; "
        + "keep event.original, or read the CloudTrail files"
    case .udm:
      "UDM events, in which CloudTrail's fields have other names; "
        + "export the raw logs, or read the CloudTrail files"
    case .renamed:
      "CloudTrail events that were flattened or whose fields were renamed; "
        + "export the whole original event as JSON"
    case .other: "something other than CloudTrail"
    }
  }
}
