import Basics
import Foundation
import TestSupport
import Testing

@testable import EventJSON

struct JSONOutlineTests {
  /// One line a value: its depth, its key, its value, and how many values it holds.
  private func drawn(_ outline: JSONOutline) -> String {
    outline.nodes.indices.map { index in
      let node = outline.nodes[index]
      let key = outline.key(index).map { $0 + ": " } ?? ""
      let packing = node.packing.map { "\($0) " } ?? ""
      let value =
        node.isContainer ? "\(packing)\(node.kind) \(node.count)" : outline.shownValue(index)
      return String(repeating: "  ", count: node.depth) + key + value
    }.joined(separator: "\n")
  }

  @Test func listsNestedValues() {
    let outline = JSONOutline(
      #"{"userIdentity":{"arn":"a"},"resources":[],"n":[1,{"x":null}]}"#)
    #expect(
      drawn(outline) == """
        object 3
          userIdentity: object 1
            arn: "a"
          resources: array 0
          n: array 2
            1
            object 1
              x: null
        """)
    #expect(outline.nodes.map(\.end) == [8, 3, 3, 4, 8, 6, 8, 8])
  }

  @Test func valuesHaveAPlaceAndThePathOfARule() {
    let outline = JSONOutline(#"{"a":{"b":[{"c":1},{"c":2}]},"d.e":2}"#)
    #expect(
      outline.nodes.indices.map(outline.path) == [
        "", "a", "a.b", "a.b", "a.b.c", "a.b", "a.b.c", "d.e",
      ])
    #expect(outline.place(6) == "a.b[1].c")
    #expect(outline.node(at: outline.steps(6)) == 6)
    #expect(outline.node(at: [.key("a"), .key("b"), .ordinal(2)]) == nil)
  }

  @Test func printableEscapesAreDecodedAndSteeringOnesStay() {
    let outline = JSONOutline(
      #"["\uD55C\uAD6D \ud83d\ude00 \u001b[31m \n \u202e \/ \ud800 \u0022"]"#)
    #expect(outline.shownValue(1) == #""한국 😀 \u001b[31m \n \u202e / \ud800 \u0022""#)
    #expect(outline.valueText(1) == "한국 😀 \u{1B}[31m \n \u{202E} / \u{FFFD} \"")
  }

  @Test func jsonInStringsIsUnpacked() {
    let policy = #"{"Statement":[{"Effect":"Allow"}]}"#
    let quoted = JSONEscaping.quoted(policy)
    let percent = policy.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let nested = JSONEscaping.quoted(#"{"inner":\#(quoted)}"#)
    let outline = JSONOutline(
      #"{"p":\#(quoted),"u":"\#(percent)","n":\#(nested),"x":"{not json}","e":"{}","t":"[1"}"#)
    #expect(
      drawn(outline) == """
        object 6
          p: string object 1
            Statement: array 1
              object 1
                Effect: "Allow"
          u: urlEncoded object 1
            Statement: array 1
              object 1
                Effect: "Allow"
          n: string object 1
            inner: string object 1
              Statement: array 1
                object 1
                  Effect: "Allow"
          x: "{not json}"
          e: "{}"
          t: "[1"
        """)
    // No rule reaches into a string.
    #expect(outline.path(4) == "p" && outline.place(4) == "p.Statement[0].Effect")
    #expect(outline.valueText(1) == policy)
    #expect(outline.valueText(5) == policy)
    #expect(outline.nodes.filter { $0.parent == 0 }.map(\.ordinal) == [0, 1, 2, 3, 4, 5])
  }

  @Test(arguments: [
    "", "nonsense {", "{\"a\":", "{\"a\":[1,2", "[1,]", "{a:1}", "\"open", "\\", "{} {}", "{\"a\"}",
    "[1 2]", "{\"a\":tru}", "{\"a\":\"\\", "[[[", "{\"p\":\"{\\\"a\\\":[\"}",
  ])
  func brokenTextIsKeptWhole(text: String) {
    let outline = JSONOutline(text)
    #expect(String(decoding: outline.document, as: UTF8.self) == text)
    #expect(outline.nodes.indices.allSatisfy { outline.nodes[$0].end > $0 })
    #expect(outline.nodes.last.map { $0.kind == .broken } ?? true || text.hasPrefix("{\"p\""))
  }

  /// Depth needs no stack, and long input little time: seconds here would be noticed by users.
  @Test func deepAndLongDocumentsAreRead() {
    let depth = 10_000
    let deep = JSONOutline(
      String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth))
    #expect(deep.nodes.count == depth + 1 && deep.nodes.allSatisfy { $0.kind != .broken })
    #expect(deep.place(depth) == String(repeating: "[0]", count: depth))
    let wide = JSONOutline("[" + (0..<100_000).map(String.init).joined(separator: ",") + "]")
    #expect(wide.nodes.count == 100_001)
    // Strings that begin like JSON but are not cost linear time, not quadratic.
    let traps = (0..<2_000).map { _ in #""{\"a\":[[[[1,""# }.joined(separator: ",")
    #expect(JSONOutline("[" + traps + "]").nodes.count == 2_001)
  }

  @Test func limitsEndWithTheRest() {
    let text = "[" + (0..<1000).map(String.init).joined(separator: ",") + "]"
    let outline = JSONOutline(text, limits: .init(nodes: 10))
    #expect(outline.nodes.count == 11)
    #expect(outline.nodes.last?.kind == .broken)
    #expect(outline.shownValue(10).hasPrefix("9,10,11"))
  }

  @Test func masksLeaveAllElseAsItIs() {
    let inner = JSONEscaping.quoted(#"{"password" : "p\n","user":"kim"}"#)
    let text = #"{ "a" : "s3cr\"et", "n":7, "in": \#(inner), "list":["x"] }"#
    let outline = JSONOutline(text)
    let (json, count) = outline.masked(0) { ["a", "n", "password"].contains(outline.key($0)) }
    #expect(count == 3)
    #expect(
      String(decoding: json, as: UTF8.self)
        == #"{ "a" : "(masked)", "n":"(masked)", "in": "{\"password\" : \"(masked)\",\"user\":\"kim\"}", "list":["x"] }"#
    )
    let all = outline.masked(0) { _ in false }
    #expect(all.count == 0 && String(decoding: all.json, as: UTF8.self) == text)
  }

  @Test func textsAreFoundInKeysAndDecodedValues() {
    let outline = JSONOutline(#"{"userAgent":"\u0041WS-cli","b":{"userAgentX":1}}"#)
    func found(_ needle: String) -> [Int] {
      outline.nodes.indices.filter { node in
        outline.isFound(node) { String(decoding: $0, as: UTF8.self).lowercased().contains(needle) }
      }
    }
    #expect(found("aws-cli") == [1])
    #expect(found("useragent") == [1, 3])
    #expect(found("b") == [2])
    #expect(found("zz") == [])
  }

  /// For any bytes, nothing is lost and every value is within its container.
  @Test(arguments: 0..<40) func anyBytesAreTakenIn(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array(#"{}[]",:\ntrue1 %7B%7D"#.utf8) + [0xFF, 0x1B]
    for _ in 0..<50 {
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }
      let outline = JSONOutline(bytes)
      #expect(Array(outline.document) == bytes)
      for (index, node) in outline.nodes.enumerated() {
        #expect(node.end > index && node.end <= outline.nodes.count)
        if node.parent >= 0 { #expect(node.end <= outline.nodes[node.parent].end) }
        #expect(outline.children(index).reduce(0) { count, _ in count + 1 } == node.count)
        _ = outline.shownValue(index)
      }
    }
  }
}
