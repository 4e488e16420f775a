import EventJSON
import Foundation
import Sigma

/// An explanation as one line of JSON: `{"condition":{"kind":"and","holds":false,"parts":[…]},"event":"…",…}`.
struct ExplanationJSON: Encodable {
  struct Part: Encodable {
    var kind: String
    var holds: Bool
    var name: String?
    var field: String?
    var modifiers: [String]?
    var patterns: [String]?
    var matchedPattern: String?
    /// The event's value; absent when the field is missing.
    var seen: String?
    var parts: [Part]?
  }

  let rule: String
  let title: String
  let event: String
  let file: String
  let matched: Bool
  let silencedBy: [String]
  let condition: Part

  init(_ explanation: Explanation, rule: Rule, event: String, file: String) {
    self.rule = rule.identity
    self.title = rule.title
    self.event = event
    self.file = file
    matched = explanation.matched
    silencedBy = explanation.silencingFilters.map { rule.filters[$0].identity }
    condition = Self.part(explanation.root)
  }

  private static func part(_ node: Explanation.Node) -> Part {
    var part = Part(kind: "", holds: node.holds)
    switch node.kind {
    case .and: part.kind = "and"
    case .or: part.kind = "or"
    case .not: part.kind = "not"
    case .oneOf(let target): (part.kind, part.name) = ("1 of", target)
    case .allOf(let target): (part.kind, part.name) = ("all of", target)
    case .search(let name): (part.kind, part.name) = ("search", name)
    case .filter(_, let title): (part.kind, part.name) = ("filter", title)
    case .test(let test):
      part.kind = "test"
      part.field = test.field
      part.modifiers = test.modifiers
      part.patterns = test.patterns
      part.matchedPattern = test.matchedPattern
      part.seen = test.seen
    }
    if !node.children.isEmpty { part.parts = node.children.map(Self.part) }
    return part
  }

  func write() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var line: [UInt8] = []
    JSONEscaping.append(json: try encoder.encode(self), to: &line)
    StandardOutput.shared.write(line + [UInt8(ascii: "\n")])
  }
}
