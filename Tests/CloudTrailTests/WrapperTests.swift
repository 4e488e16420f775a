import Basics
import CloudTrail
import EventJSON
import Testing

struct WrapperTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  private let a = JSONEscaping.quoted(eventJSON("a"))
  private let b = JSONEscaping.quoted(eventJSON("b"))

  @Test func lookupEvents() throws {
    let list = #"[{"EventId":"a","CloudTrailEvent":\#(a)},{"EventId":"b","CloudTrailEvent":\#(b)}]"#
    for text in [
      #"{"Events":\#(list),"NextToken":"t"}"#, #"{"NextToken":"t","Events":\#(list)}"#, list,
    ] {
      let reading = try folder.read(text)
      #expect(reading.texts == ["a", "b"])
      #expect(reading.report.counts == RecordCounts(event: 2))
    }
  }

  @Test func eventBridge() throws {
    let event =
      #"{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":"#
      + eventJSON("a") + "}"
    let other = #"{"version":"0","detail-type":"EC2 State-change","detail":{"state":"running"}}"#
    let reading = try folder.read("[\(event),\(other)]")
    #expect(reading.texts == ["a", "-"])
    #expect(reading.report.counts == RecordCounts(event: 1, notEvent: 1))
  }

  @Test func cloudWatchLogs() throws {
    let data =
      #"{"messageType":"DATA_MESSAGE","owner":"1","logEvents":"#
      + #"[{"id":"1","message":\#(a)},{"id":"2","message":\#(b)}]}"#
    let control =
      #"{"messageType":"CONTROL_MESSAGE","logEvents":"#
      + #"[{"id":"","message":"CWL CONTROL MESSAGE: Checking health of destination"}]}"#
    // Firehose writes them with nothing in between.
    let reading = try folder.read(data + control + data)
    #expect(reading.texts == ["a", "b", "-", "a", "b"])
    #expect(reading.report.counts == RecordCounts(event: 4, notEvent: 1))
  }

  @Test func filteredLogEvents() throws {
    let reading = try folder.read(#"{"events":[{"message":\#(a)}],"searchedLogStreams":[]}"#)
    #expect(reading.texts == ["a"])
  }

  @Test func fieldsBesideTheEventAreOtherRecords() throws {
    let insights =
      #"{"results":[[{"field":"@message","value":\#(a)},{"field":"@ptr","value":"x"}]]}"#
    #expect(try folder.read(insights).report.counts == RecordCounts(event: 1, notEvent: 1))
    let lake = #"{"QueryResultRows":[[{"eventID":"x"},{"eventJson":\#(a)}]]}"#
    #expect(try folder.read(lake).report.counts == RecordCounts(event: 1, notEvent: 1))
  }

  /// A search result longer than any record: its list is two objects deep.
  @Test func aLongAnswerOfElasticsearch() throws {
    let pad = String(repeating: "x", count: 1 << 20)
    let count = (RecordReader.maximumRecordBytes >> 20) + 1
    let hit = #"{"_source":\#(eventJSON("a")),"p":"\#(pad)"}"#
    let list = Array(repeating: hit, count: count).joined(separator: ",")
    let text = #"{"took":3,"hits":{"total":1,"hits":[\#(list)]},"x":1}"# + eventJSON("b")
    let reading = try folder.read(text)
    #expect(reading.texts == Array(repeating: "a", count: count) + ["b"])
    #expect(reading.report.damage == nil)
  }

  @Test func aWrappedStringThatIsBroken() throws {
    let reading = try folder.read(
      #"{"Events":[{"CloudTrailEvent":"{\"eventVersion\":\"1.11\",\"eventName\":\"RunIns"},{"CloudTrailEvent":\#(b)}]}"#
    )
    #expect(reading.texts.last == "b")
    #expect(reading.report.counts.event == 1 && reading.report.counts.bad == 1)
  }

  @Test func anEventIsNeverUnwrapped() throws {
    let text = eventJSON("a").dropLast() + #","message":"{}","detail":{},"detail-type":"x"}"#
    #expect(try folder.read(String(text)).texts == ["a"])
  }
}
