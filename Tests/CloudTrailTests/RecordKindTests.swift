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
    (#"{"message":"hello"}"#, .other),
    (#"{"detail":{"eventName":"n","eventSource":"s"}}"#, .other),
  ])
  func kinds(text: String, kind: RecordKind) throws {
    let reading = try LogFolder().read(text)
    #expect(reading.kinds == [kind])
    #expect(reading.report.counts.event == (kind == .event ? 1 : 0))
    #expect(reading.report.counts.total == 1)
  }
}
