import Basics
import EventJSON
import Foundation
import TestSupport
import Testing

@testable import CloudTrail

/// Events inside other records, anywhere.
struct InnerEventsTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  private static let a = eventJSON("a")
  private static let b = eventJSON("b").dropLast() + #","userAgent":"say \"é\""}"#

  /// `A` and `B` stand for the events as objects, `"A"` and `"B"` for strings of their JSON, `<A>`
  /// for base64, `<<A>>` for base64 of gzip, `<zA>` for base64 of zlib.
  private static func filled(_ shape: String) -> String {
    var text = shape
    for (name, json) in [("A", a), ("B", String(b))] {
      text.replace("<<\(name)>>", with: base64(gzip(json)))
      text.replace("<z\(name)>", with: base64(zlib(json)))
      text.replace("<\(name)>", with: base64(Array(json.utf8)))
      text.replace("\"\(name)\"", with: JSONEscaping.quoted(json))
      text.replace("~\(name)~", with: json)
    }
    return text
  }

  @Test(arguments: [
    #"{"awslogs":{"data":"<<A>>"}}{"awslogs":{"data":"<<B>>"}}"#,
    #"{"requestId":"q","timestamp":1,"records":[{"data":"<A>"},{"data":"<B>"}]}"#,
    #"{"Records":[{"eventSource":"aws:kinesis","awsRegion":"us-east-1","eventVersion":"1.0","#
      + #""eventName":"aws:kinesis:record","kinesis":{"data":"<A>"}},{"kinesis":{"data":"<B>"}}]}"#,
    #"{"Type":"Notification","Message":"A"}{"Type":"Notification","Message":"B"}"#,
    #"{"time":1,"event":~A~}{"time":1,"event":~B~}"#,
    #"{"data":[{"attributes":{"attributes":~A~}},{"attributes":{"attributes":~B~}}]}"#,
    #"{"streams":[{"stream":{"job":"t"},"values":[["1","A"],["2","B"]]}]}"#,
    #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"A"}},"#
      + #"{"body":{"stringValue":"B"}}]}]}]}"#,
    #"{"class_uid":6003,"raw_data":"A"} {"class_uid":6003,"raw_data":"B"}"#,
    #"["A","B"]"#, #""A" "B""#, #"[["A"],["B"]]"#,
    #"{"rows":[{"event_id":"x","cloud_trail_event":~A~},{"cloud_trail_event":"B"}]}"#,
    #"{"x":[[[[{"y":{"z":~A~}}]]]],"w":~B~}"#,
    #"{"data":"<zA>"}{"data":"<zB>"}"#,
    // Lines with a header: CloudWatch Logs' export, syslog, a prefix of a shipper.
    "2026-11-02T10:00:00.000Z ~A~\n2026-11-02T10:00:01.000Z ~B~\n",
    "<134>1 2026-11-02T10:00:00Z host trail - - - ~A~\r\n\r\n<134>1 - - - - [x y=\"z\"] ~B~",
    "Nov  2 10:00:00 host cloudtrail[7]: ~A~\n~B~\n",
    "\u{FEFF}trail: {\"detail\":~A~}\ntrail: {\"Message\":\"B\"}\n",
    // A header before the JSON, spaces, a list in a string, several values.
    #"{"short_message":"<134>Nov 2 host: ~"}"#.replacing("~", with: quotedInner(a))
      + #"{"m":"\n ~\n"}"#.replacing("~", with: quotedInner(String(b))),
    #"{"m":"[~,~]"}"#.replacingFirst("~", quotedInner(a)).replacingFirst(
      "~", quotedInner(String(b))),
    #"{"m":"~\n~"}"#.replacingFirst("~", quotedInner(a)).replacingFirst(
      "~", quotedInner(String(b))),
    // A string of a string.
    "{\"m\":" + JSONEscaping.quoted(JSONEscaping.quoted(a)) + "}[\"B\"]",
  ])
  func areFound(shape: String) throws {
    let reading = try folder.read(Self.filled(shape))
    #expect(reading.texts == ["a", "b"])
    #expect(reading.report.counts.event == 2 && reading.report.counts.bad == 0)
    #expect(reading.report.damage == nil && reading.report.guess == nil)
  }

  @Test func theBytesOfAHitAreThoseOfTheInnerEvent() throws {
    let file = try folder.write("log", Self.filled(#"{"Message":"B"}"#))
    var record = ""
    let reader = RecordReader(fields: ["eventID"])
    _ = reader.read(
      file, progress: { _ in true },
      body: { _ in record = String(decoding: reader.event.record, as: UTF8.self) })
    #expect(record == Self.b)
  }

  @Test func stringsInStringsEndSomewhere() throws {
    for (levels, isFound) in [(3, true), (8, true), (10, false)] {
      var text = Self.a
      for _ in 0..<levels { text = "{\"x\":\(JSONEscaping.quoted(text))}" }
      #expect(try folder.read(text).report.counts.event == (isFound ? 1 : 0))
    }
  }

  @Test func eventsInEventsAreTheirs() throws {
    let text =
      Self.a.dropLast() + #","requestParameters":{"detail":"# + JSONEscaping.quoted(Self.a)
      + #"},"responseElements":"# + String(Self.b) + "}"
    for wrapped in [text, "{\"detail\":\(text)}", "{\"m\":\(JSONEscaping.quoted(text))}"] {
      #expect(try folder.read(wrapped).texts == ["a"])
    }
  }

  /// Elements of a list in which others are events are records; other objects are not.
  @Test func elementsWithoutEventsAreCounted() throws {
    let text =
      #"{"logEvents":[{"message":"A","tags":[{"t":1}]},{"message":"started"}],"o":[{"x":1}]}"#
    let reading = try folder.read(Self.filled(#"{"first":1,"# + text.dropFirst()))
    #expect(reading.report.counts == RecordCounts(event: 1, notEvent: 1))
  }

  @Test func aTextThatIsCutOffIsBad() throws {
    let cut = JSONEscaping.quoted(String(Self.a.dropLast(9)))
    let reading = try folder.read(Self.filled(#"{"list":[{"m":"A"},{"m":"# + cut + "}]}"))
    #expect(reading.texts.first == "a" && reading.report.counts.bad == 1)
  }

  @Test func whatAFileWithoutEventsSeemsToBe() throws {
    for (text, guess) in [
      (#"{"QueryResultRows":[[{"eventID":"e"},{"eventName":"n"},{"awsRegion":"r"}]]}"#, .renamed),
      (#"{"Records":[{"eventSource":"aws:s3","eventName":"n"}]}"#, .s3Notification),
      (
        #"{"Type":"Notification","Message":"{\"Records\":[{\"eventSource\":\"aws:s3\",\"s3\":{}}]}"}"#,
        .s3Notification
      ),
      (#"{"digestStartTime":"t"}{"event_name":"n","event_source":"s","aws_region":"r"}"#, .renamed),
      (#"{"users":[{"name":"ana"}]}"#, RecordKind.other),
    ] {
      #expect(try folder.read(text).report.guess == guess, "\(text)")
    }
    #expect(try folder.read("[]").report.guess == nil)
    #expect(try folder.read("{}" + Self.a).report.guess == nil)
  }

  /// Whatever texts contain, reading never traps, and always ends.
  @Test func anyTextEnds() throws {
    let reader = RecordReader(fields: ["eventID"])
    var random = SeededGenerator(seed: 3)
    let pieces = [
      Self.a, "{", "}", "[", "]", "\"", "\\", "\\\"", ",", ":", "null", "1", "eyJ", "H4sI",
      base64(gzip(Self.a)), base64(Array(Self.a.utf8)), JSONEscaping.quoted(Self.a), "\u{0}",
      "{\"eventVersion\":", "\"eventSource\":\"aws:sqs\"", String(repeating: "[", count: 300),
    ]
    for _ in 0..<400 {
      var text = ""
      for _ in 0...random.next(below: 6) { text += pieces[random.next(below: pieces.count)] }
      for _ in 0...random.next(below: 4) { text = #"{"m":\#(JSONEscaping.quoted(text)),"n":[{}]}"# }
      let reading = folder.read(try folder.write("log", text), with: reader)
      let counts = reading.report.counts
      #expect(counts.event + counts.notEvent == reading.kinds.count)
    }
  }
}

private func quotedInner(_ json: String) -> String {
  String(JSONEscaping.quoted(json).dropFirst().dropLast())
}

extension String {
  fileprivate func replacingFirst(_ old: String, _ new: String) -> String {
    replacing(old, with: new, maxReplacements: 1)
  }
}

/// Base64 of RFC 4648.
func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
