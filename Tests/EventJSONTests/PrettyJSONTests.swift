import EventJSON
import Foundation
import Testing

struct PrettyJSONTests {
  @Test func laysOutNestedValues() {
    let text = #"{"userIdentity":{"arn":"a"},"resources":[],"n":[1,{"x":null}]}"#
    #expect(
      drawn(text) == """
        {
          "userIdentity": {
            "arn": "a"
          },
          "resources": [],
          "n": [
            1,
            {
              "x": null
            }
          ]
        }
        """)
  }

  @Test func linesCarryTheirPath() {
    let lines = PrettyJSON.lines(of: #"{"a":{"b":[{"c":1}]},"d":2}"#)
    #expect(
      lines.map(\.path) == ["", "a", "a.b", "a.b", "a.b.c", "a.b", "a.b", "a", "d", ""])
  }

  @Test func tokensHaveKinds() {
    let line = PrettyJSON.lines(of: #"{"a":"x","b":1}"#)[1]
    #expect(line.tokens.map(\.kind) == [.key, .punctuation, .string, .punctuation])
    #expect(line.tokens.map(\.text) == ["\"a\"", ": ", "\"x\"", ","])
  }

  @Test func printableEscapesAreDecoded() {
    let text = #"["\uD55C\uAD6D \ud83d\ude00 \u001b[31m \n \u202e \/ \ud800 \u0022"]"#
    #expect(
      PrettyJSON.lines(of: text)[1].text
        == #""한국 😀 \u001b[31m \n \u202e / \ud800 \u0022""#)
  }

  @Test(arguments: [
    "", "nonsense {", "{\"a\":", "{\"a\":[1,2", "[1,]", "{a:1}", "\"open", "\\", "{} {}", "{\"a\"}",
  ])
  func brokenTextIsShownWhole(text: String) {
    let shown = PrettyJSON.lines(of: text).map(\.text).joined()
    #expect(shown.filter { $0 != " " } == text.filter { $0 != " " })
  }

  @Test func limitsEndWithANote() {
    let text = "[" + (0..<1000).map(String.init).joined(separator: ",") + "]"
    let lines = PrettyJSON.lines(of: text, limits: PrettyJSON.Limits(lines: 10))
    #expect(lines.count == 11)
    #expect(lines.last?.text.hasSuffix("more bytes") == true)
    let long = "\"" + String(repeating: "x", count: 1000) + "\""
    let limits = PrettyJSON.Limits(stringBytes: 10)
    #expect(PrettyJSON.lines(of: long, limits: limits)[0].text == "\"xxxxxxxxxx… 990 more bytes\"")
  }

  @Test func deepNestingIsShownAsItIs() {
    let text = String(repeating: "[", count: 100_000)
    #expect(PrettyJSON.lines(of: text).count == PickedEvent.maximumDepth + 2)
  }

  @Test func layoutKeepsTheMeaning() throws {
    var documents = RandomDocument(seed: 30)
    for _ in 0..<300 {
      let text = documents.next()
      let before = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSObject
      let after = try JSONSerialization.jsonObject(with: Data(drawn(text).utf8)) as? NSObject
      #expect(before == after)
    }
  }

  private func drawn(_ text: String) -> String {
    PrettyJSON.lines(of: text).map { line in
      String(repeating: "  ", count: line.indent) + line.text
    }.joined(separator: "\n")
  }
}
