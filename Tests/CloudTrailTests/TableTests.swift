import CloudTrail
import Testing

struct TableTests {
  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  @Test(arguments: ["\n", "\r\n"], [false, true])
  func aColumnOfWholeEvents(lineEnd: String, isPacked: Bool) throws {
    let pretty = eventJSON("b").replacing(",", with: ",\n  ")
    let text =
      [
        #""eventid","useridentity","eventjson""#,
        #""a","{""type"":""IAMUser""}",\#(quoted(eventJSON("a")))"#,
        #""b",,\#(quoted(pretty))"#,
        #""x",,"#,
        #""c",,\#(quoted(eventJSON("c")))"#,
      ].joined(separator: lineEnd) + lineEnd
    let reading = try LogFolder().read(isPacked ? gzip(text) : Array(text.utf8))
    #expect(reading.texts == ["a", "b", "c"])
    #expect(reading.report.counts == RecordCounts(event: 3, bad: 1))
    #expect(reading.report.skipped == nil)
  }

  @Test func aTableOfOneColumnAndAByteOrderMark() throws {
    let text = "\u{FEFF}_raw\n\(quoted(eventJSON("a")))\n\(quoted(eventJSON("b")))"
    let reading = try LogFolder().read(text)
    #expect(reading.texts == ["a", "b"] && reading.report.damage == nil)
  }

  /// A cell without an end is skipped without being kept.
  @Test func aCellBeyondTheLimit() throws {
    let pad = String(repeating: "x", count: RecordReader.maximumRecordBytes + 1)
    let text = "raw,n\n\(quoted(eventJSON("a"))),1\n\"\(pad)\",2\n\(quoted(eventJSON("b"))),3\n"
    let reading = try LogFolder().read(text)
    #expect(reading.texts == ["a", "b"])
    #expect(reading.report.counts == RecordCounts(event: 2, bad: 1))
  }

  @Test func textWithEventsInItsLinesIsNotATable() throws {
    let text = "Jan 1 10:00, host: \(eventJSON("a"))\nJan 1 10:01, host: \(eventJSON("b"))\n"
    #expect(try LogFolder().read(text).texts == ["a", "b"])
  }
}
