import EventJSON
import Foundation
import Testing

/// The texts inside JSON, in the order in which they are tried.
@Suite struct InnerTextsTests {
  @Test(
    arguments: [
      (#"{"a":"x","b":["y",{"c":"z"}],"n":1,"t":true}"#, ["x", "y", "z"]),
      (#"{"name : is none":"x : y"}"#, ["x : y"]),
      (#"{"\"a\"":"\"b\""}"#, [#""b""#, "b"]),
      (#"{"a":"{\"b\":\"c\"}"}"#, [#"{"b":"c"}"#, "c"]),
      // Blanks in a string are its own.
      (#"{"a":" { \"b\" : [ \"c\" ] }\n"}"#, [" { \"b\" : [ \"c\" ] }\n", "c"]),
      // A string in a string, and JSON in JSON in JSON.
      (#"{"a":"\"{\\\"b\\\":1}\""}"#, [#""{\"b\":1}""#, #"{"b":1}"#]),
      (
        #"{"a":"{\"b\":\"{\\\"c\\\":\\\"d\\\"}\"}"}"#,
        [#"{"b":"{\"c\":\"d\"}"}"#, #"{"c":"d"}"#, "d"]
      ),
      // A text that only looks like JSON is an ordinary text.
      (#"{"a":"{\"b\":","c":"[\"x\"] and more"}"#, [#"{"b":"#, #"["x"] and more"#]),
      (#"{"a":"C:\\temp","b":"caf\u00e9","c":""}"#, [#"C:\temp"#, "café", ""]),
    ] as [(String, [String])])
  func texts(json: String, expected: [String]) {
    #expect(Self.texts(json, .all) == expected)
  }

  /// What is written as it is read is in the JSON around it.
  @Test func escapedTextsOnly() {
    #expect(Self.texts(#"{"a":"x","b":["y",{"c":"z"}]}"#, .escaped) == [])
    #expect(
      Self.texts(#"{"a":"x","b":"{\"c\":\"d\"}"}"#, .escaped) == [#"{"c":"d"}"#])
  }

  @Test func endsWithTheFirstThatIsWanted() {
    var seen = 0
    let isFound = Self.visit(#"{"a":"x","b":"y","c":"z"}"#, .all) { text in
      seen += 1
      return text == "y"
    }
    #expect(isFound && seen == 2)
  }

  /// Each level doubles the backslashes: a quarter of a megabyte is read quickly.
  @Test func deepTexts() throws {
    var json = #"{"a":"bottom"}"#
    while json.utf8.count < 256 << 10 {
      let quoted = try JSONSerialization.data(withJSONObject: ["a": json], options: [])
      json = String(decoding: quoted, as: UTF8.self)
    }
    #expect(Self.texts(json, .escaped).last == #"{"a":"bottom"}"#)
    #expect(Self.texts(json, .all).last == "bottom")
  }

  /// Any bytes are read only within their bounds.
  @Test func tornTexts() {
    let json = #"{"a":"{\"b\":\"\\u00e9\\"#
    for end in json.utf8.indices {
      _ = Self.texts(String(decoding: json.utf8[..<end], as: UTF8.self), .all)
    }
  }

  private static func texts(_ json: String, _ wanted: PickedEvent.InnerTexts) -> [String] {
    var texts: [String] = []
    _ = visit(json, wanted) { text in
      texts.append(text)
      return false
    }
    return texts
  }

  private static func visit(
    _ json: String, _ wanted: PickedEvent.InnerTexts, where isWanted: (String) -> Bool
  ) -> Bool {
    Array(json.utf8).withUnsafeBytes { bytes in
      PickedEvent(trie: FieldTrie(fields: [])).hasText(inside: bytes, wanted) {
        isWanted(String(decoding: $0, as: UTF8.self))
      }
    }
  }
}
