import CloudTrail
import Testing

struct RecordReaderTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  @Test(arguments: [
    #"{"Records":[A,B,C]}"#,
    "{ \"Records\" : [\n  A ,\r\n  B,\n C ]\n}\n",
    "[A,B,C]",
    "A\nB\nC\n",
    "A\r\nB\r\nC",
    "ABC",
    "\u{FEFF}A\nB\nC",
    "\u{1E}A\n\u{1E}B\n\u{1E}C\n",
    #"{"Records":[A,B]}{"Records":[C]}"#,
    #"{"Records":[A,B,C],"NextToken":"x","more":{"y":[1]}}"#,
    #"{"version":1,"Records":[A,B,C]}"#,
    #"[{"Records":[A]},{"Records":[B,C]}]"#,
    "[[A,B],[C]]",
  ])
  func shapesOfDelivery(shape: String) throws {
    let text = ["A", "B", "C"].reduce(shape) { text, id in
      text.split(separator: id, omittingEmptySubsequences: false).joined(separator: eventJSON(id))
    }
    // Ids are in lower case inside the JSON, so that replacing one leaves the others alone.
    let reading = try folder.read(text)
    #expect(reading.texts == ["A", "B", "C"])
    #expect(reading.report.counts == RecordCounts(event: 3))
    #expect(reading.report.damage == nil)
    #expect(reading.report.skipped == nil)
    #expect(reading.report.inflatedBytes == Int64(text.utf8.count))
  }

  /// Runs of every length around sixteen bytes, and one over several windows.
  @Test func blanksBetweenRecords() throws {
    let blanks = Array(" \n\r\t,\u{1E}".utf8)
    var bytes: [UInt8] = []
    for count in 0..<70 {
      bytes += (0..<count).map { blanks[($0 + count) % blanks.count] } + eventJSON("\(count)").utf8
    }
    bytes += [UInt8](repeating: 0x20, count: 1 << 20) + eventJSON("70").utf8
    let reading = try folder.read(bytes)
    #expect(reading.texts == (0...70).map(String.init) && reading.report.damage == nil)
  }

  @Test(arguments: [#"{"Records":[]}"#, "[]", " [ ] "])
  func emptyLists(text: String) throws {
    let reading = try folder.read(text)
    #expect(reading.report.counts == RecordCounts())
    #expect(reading.report.damage == nil && reading.report.skipped == nil)
  }

  @Test func theConsumersFieldsComeFirst() throws {
    let file = try folder.write("log.json", eventJSON("x"))
    let reader = RecordReader(fields: ["awsRegion", "eventName"])
    #expect(folder.read(file, with: reader).texts == ["eu-central-1"])
    #expect(reader.event.trie.fields.prefix(2) == ["awsRegion", "eventName"])
  }

  @Test func recordsAcrossTheWindowsEdge() throws {
    // Lengths that drift against the window's, over several windows.
    let records = (0..<4000).map { index in
      #"{"eventVersion":"1.08","eventSource":"s","eventName":"n","pad":""#
        + String(repeating: "x", count: index % 977) + #"","eventID":"\#(index)"}"#
    }
    let reading = try folder.read(#"{"Records":["# + records.joined(separator: ",") + "]}")
    #expect(reading.texts == (0..<4000).map(String.init))
  }

  @Test func aRecordLongerThanTheWindow() throws {
    let long = eventJSON("long").dropLast() + #","p":""# + String(repeating: "x", count: 3 << 20)
    let reading = try folder.read("[\(eventJSON("a")),\(long)\"},\(eventJSON("b"))]")
    #expect(reading.texts == ["a", "long", "b"])
  }

  @Test func aRecordBeyondTheLimitIsBadAndPassedBy() throws {
    let pad = String(repeating: "x", count: RecordReader.maximumRecordBytes + (1 << 20))
    let long = eventJSON("long").dropLast() + #","p":""# + pad + "\"}"
    let reading = try folder.read("[\(eventJSON("a")),\(long),\(eventJSON("b"))]")
    #expect(reading.texts == ["a", "b"])
    #expect(reading.report.counts == RecordCounts(event: 2, bad: 1))
    #expect(reading.report.damage?.places.first?.problem == .tooLong)
  }

  /// An object longer than a record is not a record, but may have a list of records.
  @Test func aListThatIsNotTheFirstMemberOfALongObject() throws {
    let pad = String(repeating: "x", count: 1 << 20)
    let ids = (0...RecordReader.maximumRecordBytes >> 20).map(String.init)
    let list = ids.map { eventJSON($0).dropLast() + #","p":"\#(pad)"}"# }.joined(separator: ",")
    let page = #"{"NextToken":{"Events":[1]},"Records":[\#(list)],"more":[{"a":"]}"}]}"#
    for (text, count) in [
      (page, 1), ("[\(page),\(page)]", 2), (#"[{"x":1,"Events":[\#(page)]}]"#, 1),
    ] {
      let reading = try folder.read(text)
      #expect(reading.texts == Array(repeatElement(ids, count: count).joined()))
      #expect(reading.report.counts == RecordCounts(event: ids.count * count))
      #expect(reading.report.damage == nil)
    }
  }

  @Test func aLongObjectWithoutAListIsOneBadRecord() throws {
    let pad = String(repeating: "x", count: 1 << 20)
    let members = (0...RecordReader.maximumRecordBytes >> 20).map { #""m\#($0)":["\#(pad)"]"# }
    let long = "{" + members.joined(separator: ",") + "}"
    for text in [
      "[\(eventJSON("a")),\(long),\(eventJSON("b"))]", eventJSON("a") + long + eventJSON("b"),
    ] {
      let reading = try folder.read(text)
      #expect(reading.texts == ["a", "b"])
      #expect(reading.report.counts == RecordCounts(event: 2, bad: 1))
      #expect(reading.report.damage?.places.map(\.problem) == [.tooLong])
    }
    let cutOff = try folder.read(eventJSON("a") + long.dropLast())
    #expect(cutOff.report.counts == RecordCounts(event: 1, bad: 1))
  }

  @Test func elementsThatAreNotObjects() throws {
    let reading = try folder.read("[1,\(eventJSON("a")),\"x,]\",null]")
    #expect(reading.report.counts == RecordCounts(event: 1, bad: 3))
    #expect(reading.report.damage?.placeCount == 3)
  }

  @Test func progressCountsBytesAndStops() throws {
    let text = String(repeating: eventJSON("a") + "\n", count: 20_000)
    let file = try folder.write("log.json", text)
    let reader = RecordReader(fields: [])
    var sum: Int64 = 0
    let whole = reader.read(
      file,
      progress: { bytes in
        sum += bytes
        return true
      }, body: { _ in })
    #expect(sum == file.byteCount && whole.compressedBytes == file.byteCount)
    var calls = 0
    let part = reader.read(
      file,
      progress: { _ in
        calls += 1
        return calls < 3
      }, body: { _ in })
    #expect(part.wasStopped && part.counts.event < 20_000)
    #expect(part.counts.bad == 0 && part.damage == nil)
  }

  @Test(arguments: [
    ("", SkipReason.empty), (" \n ", .notJSON), ("text, not JSON", .notJSON),
    ("eventID,eventName\na,b\n", .tableOfFields),
    ("eventID,request\na,\"{\"\"b\"\":1}\"", .tableOfFields), ("12", .notJSON),
  ])
  func otherFilesAreSkipped(text: String, reason: SkipReason) throws {
    let reading = try folder.read(text)
    #expect(reading.report.skipped == reason)
    #expect(reading.report.counts == RecordCounts())
  }

  @Test func whatCannotBeOpenedIsSkipped() throws {
    let reader = RecordReader(fields: [])
    let missing = LogFile(path: folder.path + "/missing", byteCount: 0)
    #expect(folder.read(missing, with: reader).report.skipped == .notFound)
    let directory = LogFile(path: folder.path, byteCount: 0)
    #expect(folder.read(directory, with: reader).report.skipped != nil)
  }
}
