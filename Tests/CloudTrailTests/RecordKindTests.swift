import CloudTrail
import Testing

struct RecordKindTests {
  @Test(arguments: [
    (eventJSON("a"), RecordKind.event),
    (#"{"eventVersion":"1.08","eventType":"AwsServiceEvent"}"#, .event),
    (
      #"{"eventVersion":"1.11","eventCategory":"NetworkActivity","eventSource":"s","eventName":"n"}"#,
      .event
    ),
    (#"{"eventVersion":"1.07","eventType":"AwsCloudTrailInsight","insightDetails":{}}"#, .insight),
    (#"{"eventCategory":"Insight","eventSource":"s","eventName":"n"}"#, .insight),
    (#"{"eventCategory":"Aggregated","eventType":"AwsAggregatedEvent"}"#, .aggregated),
    (#"{"digestStartTime":"2026-01-01T00:00:00Z","logFiles":[]}"#, .digest),
    (#"{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{}}"#, .s3Notification),
    (
      #"{"eventSource":"aws:kinesis","eventVersion":"1.0","eventName":"aws:kinesis:record"}"#,
      .serviceMessage
    ),
    (
      #"{"eventName":"INSERT","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"r"}"#,
      .dynamoDBRecord
    ),
    (#"{"messageId":"1","body":"hello","eventSource":"aws:sqs","awsRegion":"r"}"#, .serviceMessage),
    (#"{"eventVersion":"2.0","eventSource":"minio:s3","eventName":"s3:Put"}"#, .s3Notification),
    (#"{"EventSource":"aws:sns","EventVersion":"1.0","Sns":{"MessageId":"m"}}"#, .serviceMessage),
    (#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}"#, .s3Notification),
    (#"{"messageType":"CONTROL_MESSAGE","logEvents":[{"message":"CWL"}]}"#, .controlMessage),
    (#"{"fileVersion":"1.0","configurationItems":[{"awsRegion":"r"}]}"#, .configuration),
    (#"{"detail-type":"EC2 State-change","detail":{"state":"on"}}"#, .otherBridgeEvent),
    (#"{"class_uid":6003,"api":{"operation":"x"}}"#, .ocsf),
    (#"{"aws":{"cloudtrail":{"event_version":"1.08"}},"event":{"action":"x"}}"#, .ecs),
    (#"{"aws.cloudtrail.event_version":"1.08","event.action":"x"}"#, .ecs),
    (#"{"udm":{"metadata":{"product_event_type":"x"}}}"#, .udm),
    (#"{"event_name":"x","event_source":"y","aws_region":"z"}"#, .renamed),
    (#"{"EventName":"x","EventSource":"y","AWSRegion":"z","UserIdentityArn":"a"}"#, .renamed),
    (#"{"eventname":"x","eventsource":"y","awsregion":"z"}"#, .renamed),
    // Three names of CloudTrail, but none that only CloudTrail has.
    (#"{"eventName":"click","eventTime":1,"eventType":"ui"}"#, .other),
    (#"{"eventName":"click","eventSource":"web"}"#, .other),
    // A colon alone does not make a message.
    (
      #"{"eventVersion":"1.09","eventType":"AwsApiCall","eventSource":"s\u001b]8;;http://e","eventName":"n"}"#,
      .event
    ),
    // Events that lack a name or have others' values.
    (#"{"eventName":"x","awsRegion":"r","userIdentity":{}}"#, .event),
    (#"{"eventVersion":"1.11","eventSource":"s","eventName":"n"}"#, .event),
    (#"{"eventName":null,"eventVersion":"1","x":null}"#, .other),
    (#"{"message":"hello"}"#, .other),
    (#"{"detail":{"eventName":"n","eventSource":"s"}}"#, .other),
  ])
  func kinds(text: String, kind: RecordKind) throws {
    let reading = try LogFolder().read(text)
    #expect(reading.kinds == [kind])
    #expect(reading.report.counts.event == (kind.isEvent ? 1 : 0))
    #expect(reading.report.counts.total == 1)
  }
}
