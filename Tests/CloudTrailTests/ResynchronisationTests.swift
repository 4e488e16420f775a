import CloudTrail
import Testing

/// One bad record never loses the rest of the file.
struct ResynchronisationTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  private let bad = #"{"eventVersion":"1.08","eventName":RunInstances,"r":{"x":[{"y":1},{"y":2}]}}"#

  @Test(arguments: [
    #"{"Records":[A,X,B]}"#, "[A,X,B]", "[X,A,B]", "A\nX\nB\n", "X\nA\nB\n", "AXB",
    #"{"Records":[A,X]}{"Records":[B]}"#, "garbage} A\nB", #"bage":1, A"# + "\nB", "A and B",
  ])
  func goesOnBehindABrokenRecord(shape: String) throws {
    let reading = try folder.read(filled(shape, with: bad))
    #expect(reading.texts == ["a", "b"])
    #expect(reading.report.counts == RecordCounts(event: 2, bad: 1))
    #expect(reading.report.damage?.placeCount == 1)
  }

  @Test(arguments: [
    #"{"eventVersion":"1.08","eventName":"Run"#, #"{"eventVersion":"1.08","#, #"{"eventVersion"#,
    #"{"eventVersion":"1.08","x":{"y":["#, "{",
  ])
  func goesOnBehindARecordThatIsCutOff(rest: String) throws {
    let lines = try folder.read(filled("A\nX\nB\n", with: rest))
    #expect(lines.texts == ["a", "b"])
    #expect(lines.report.counts == RecordCounts(event: 2, bad: 1))
    let list = try folder.read(filled("[A,X,B]", with: rest))
    #expect(list.texts == ["a", "b"])
  }

  @Test func linesOfOtherRecordsGoOnAtTheNextLine() throws {
    let reading = try folder.read("{\"id\":\"1\"}\n{\"id\":x}\n{\"id\":\"2\"}\n", field: "id")
    #expect(reading.texts == ["1", "2"])
    #expect(reading.report.counts == RecordCounts(notEvent: 2, bad: 1))
  }

  @Test func theEndOfTheFileInsideAListIsNamed() throws {
    let reading = try folder.read(filled("{\"Records\":[A,B", with: ""))
    #expect(reading.texts == ["a", "b"])
    #expect(reading.report.counts == RecordCounts(event: 2))
    #expect(reading.report.damage?.placeCount == 1)
  }

  @Test func unquotedKeysAreOneBadRecord() throws {
    let reading = try folder.read(
      "{\n  eventVersion: '1.08',\n  userIdentity: { type: 'Root' }\n}\n")
    #expect(reading.report.counts == RecordCounts(bad: 1))
    #expect(reading.report.damage?.places.first?.offset == 4)
    #expect(reading.report.damage?.description == "byte 4: invalid JSON: expected a quoted name")
  }

  /// Random damage to a file of many records: reading never traps, delivers only complete records,
  /// and continues to the last one.
  @Test func damageCostsOnlyWhatItHits() throws {
    let ids = (0..<200).map { "e\($0)" }
    let whole = Array((#"{"Records":["# + ids.map(eventJSON).joined(separator: ",") + "]}").utf8)
    let reader = RecordReader(fields: ["eventID"])
    var state: UInt64 = 7
    for _ in 0..<300 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let place = 12 + Int(state >> 33) % (whole.count - 200)
      var bytes = whole
      bytes.replaceSubrange(place..<place + 20, with: Array("#\"{[\\".utf8))
      let reading = folder.read(try folder.write("log.json", bytes), with: reader)
      #expect(reading.texts.last == "e199")
      #expect(reading.report.counts.event >= 196)
      #expect(reading.report.counts.bad >= 1)
    }
  }

  /// `A` and `B` become events, `X` becomes `text`.
  private func filled(_ shape: String, with text: String) -> String {
    var result = ""
    for character in shape {
      switch character {
      case "A": result += eventJSON("a")
      case "B": result += eventJSON("b")
      case "X": result += text
      default: result.append(character)
      }
    }
    return result
  }
}
