import EventJSON
import Testing

struct PickedEventTests {
  @Test func picksByDottedPath() throws {
    #expect(try picked("userIdentity.arn", #"{"x":1,"userIdentity":{"arn":"a"}}"#) == ["a"])
    #expect(try picked("userIdentity.arn", #"{"userIdentity":null}"#) == [])
    #expect(try picked("userIdentity", #"{"userIdentity":null}"#) == ["null"])
  }

  @Test func keysCompareExactly() throws {
    #expect(try picked("awsRegion", #"{"AwsRegion":"a","awsregion":"b"}"#) == [])
    #expect(try picked("awsRegion", #"{"awsReg\u0069on":"eu-west-1"}"#) == ["eu-west-1"])
  }

  @Test func arraysGiveEveryElement() throws {
    #expect(try picked("r.ARN", #"{"r":[{"ARN":"1"},{"x":0},[{"ARN":"2"}]]}"#) == ["1", "2"])
    #expect(try picked("g", #"{"g":["x",["y"]]}"#) == [#"["x",["y"]]"#, "x", #"["y"]"#, "y"])
    #expect(try picked("g", #"{"g":[]}"#) == ["[]"])
  }

  @Test func aKeyMayHoldTheDot() throws {
    #expect(try picked("a.b.c", #"{"a.b":{"c":1},"a":{"b.c":2,"b":{"c":3}},"a.b.c":4}"#).count == 4)
  }

  @Test func aDuplicateKeyCountsTwice() throws {
    #expect(try picked("a", #"{"a":1,"a":2}"#) == ["1", "2"])
  }

  @Test func theSameFieldMayBeWantedTwice() throws {
    let event = PickedEvent(trie: FieldTrie(fields: ["a", "b", "a"]))
    try read(#"{"a":"x"}"#, into: event) {
      #expect(event.isPresent(0) && !event.isPresent(1) && event.isPresent(2))
    }
  }

  @Test func rangesLeaveQuotesOut() throws {
    let event = PickedEvent(trie: FieldTrie(fields: ["awsRegion"]))
    try read(#"  {"awsRegion":"eu-north-1"} tail"#, into: event) {
      let value = event.values(at: 0).first { _ in true }
      #expect(value?.range == 14..<24)
      #expect(event.record.count == 26)
    }
  }

  @Test func readsOneObjectAndSaysHowFar() throws {
    let event = PickedEvent(trie: FieldTrie(fields: []))
    try read(" {\"a\":1}{\"b\":2}", into: event, consuming: 8) {}
  }

  @Test func textOfValues() throws {
    let text = #"{"s":"caf\u00e9 \ud83d\ude00","n":1.50,"o":{ "a" : [1, "\u00e9\u0001\/"] }}"#
    #expect(try picked("s", text) == ["café 😀"])
    #expect(try picked("n", text) == ["1.50"])
    #expect(try picked("o", text) == [#"{"a":[1,"é\u0001/"]}"#])
    #expect(try picked("s", #"{"s":"\ud800x"}"#) == ["\u{FFFD}x"])
  }

  @Test func textMayBeAskedForInsideText() throws {
    let event = PickedEvent(trie: FieldTrie(fields: ["a", "b"]))
    try read(#"{"a":"\u0041","b":"\u0042"}"#, into: event) {
      for a in event.values(at: 0) {
        for b in event.values(at: 1) {
          let both = event.withText(of: a) { outer in
            event.withText(of: b) { Array(outer) + Array($0) }
          }
          #expect(both == Array("AB".utf8))
        }
      }
    }
  }

  @Test func scalarsWithoutTheirNames() throws {
    let event = PickedEvent(trie: FieldTrie(fields: []))
    try read(#"{"k":"v","o":{"n":-1.5e3,"x" : [true,null,"\"w"]},"e":[]}"#, into: event) {
      var texts: [String] = []
      event.forEachScalar { value in
        texts.append(event.text(of: value))
        return true
      }
      #expect(texts == ["v", "-1.5e3", "true", "null", "\"w"])
    }
  }

  @Test(arguments: [
    (#"{"a" 1}"#, JSONSyntaxError.Reason.expectedColon, 5),
    (#"{"a":1 "b":2}"#, .expectedCommaOrEnd, 7),
    (#"{a:1}"#, .expectedName, 1),
    (#"{"a":1,}"#, .expectedName, 7),
    (#"{"a":[1,]}"#, .unexpectedByte, 8),
    (#"{"a":'x'}"#, .unexpectedByte, 5),
    (#"{"a":tru}"#, .invalidLiteral, 5),
    (#"{"a":01}"#, .invalidNumber, 5),
    (#"{"a":1.}"#, .invalidNumber, 5),
    (#"{"a":"\x"}"#, .invalidEscape, 6),
    (#"{"a":"\u12g4"}"#, .invalidEscape, 6),
    ("{\"a\":\"x\ny\"}", .controlCharacter, 7),
    ("[1]", .unexpectedByte, 0),
    ("", .unexpectedEnd, 0),
  ])
  func errorsSayWhere(text: String, reason: JSONSyntaxError.Reason, offset: Int) throws {
    let event = PickedEvent(trie: FieldTrie(fields: ["a"]))
    let error = #expect(throws: JSONSyntaxError.self) { try read(text, into: event) {} }
    #expect(error == JSONSyntaxError(reason: reason, offset: offset))
    #expect(!event.isPresent(0))
  }

  @Test func nestingIsBounded() throws {
    let event = PickedEvent(trie: FieldTrie(fields: ["a"]))
    func nested(_ depth: Int) -> String {
      "{\"a\":" + String(repeating: "[", count: depth - 1)
        + String(repeating: "]", count: depth - 1) + "}"
    }
    try read(nested(PickedEvent.maximumDepth), into: event) {}
    let error = #expect(throws: JSONSyntaxError.self) {
      try read(nested(PickedEvent.maximumDepth + 1), into: event) {}
    }
    #expect(error?.reason == .tooDeep)
    #expect(throws: JSONSyntaxError.self) {
      try read(String(repeating: "{\"a\":", count: 1_000_000), into: event) {}
    }
  }

  @Test func aPathOfManyDotsStaysSmall() throws {
    let path = Array(repeating: "a", count: 2000).joined(separator: ".")
    let event = PickedEvent(trie: FieldTrie(fields: [path, "a"]))
    try read(#"{"a":1}"#, into: event) { #expect(event.isPresent(1) && !event.isPresent(0)) }
  }

  @Test func manyFieldsAreAllFound() throws {
    let fields = (0..<3000).map { "field\($0)" }
    let event = PickedEvent(trie: FieldTrie(fields: fields))
    let text = "{" + fields.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
    try read(text, into: event) {
      for (slot, field) in fields.enumerated() {
        #expect(event.values(at: slot).map { event.text(of: $0) } == [field])
      }
    }
  }

  // MARK: Helpers

  private func picked(_ field: String, _ text: String) throws -> [String] {
    let event = PickedEvent(trie: FieldTrie(fields: [field]))
    var texts: [String] = []
    try read(text, into: event) { texts = event.values(at: 0).map { event.text(of: $0) } }
    return texts
  }

  private func read(
    _ text: String, into event: PickedEvent, consuming expected: Int? = nil,
    _ body: () throws -> Void
  ) throws {
    var text = text
    try text.withUTF8 { bytes in
      let length = try event.read(UnsafeRawBufferPointer(bytes))
      if let expected { #expect(length == expected) }
      try body()
    }
  }
}
