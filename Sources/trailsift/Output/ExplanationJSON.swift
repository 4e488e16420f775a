import Basics
import Scanning
import Sigma

/// An explanation as one line of JSON:
///
///     {"causes":[{"excludes":"filter_ci"}],"condition":{"kind":"and","holds":false,"parts":[…]},"event":"…",
///      "files":["…"],"matched":false,"rule":"…","silenced_by":[],"title":"…"}
///
/// `passed_over` is present only if scans skip the record.
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
  /// The files that contain the record.
  let files: [String]
  let passedOver: String?
  let matched: Bool
  /// Sigma filters.
  let silencedBy: [String]
  /// What keeps the rule from matching: searches that fail, searches that exclude, filters.
  let causes: [[String: String]]
  let condition: Part

  init(
    _ explanation: Explanation, rule: Rule, event: String, record: RecordExplanation,
    passedOver: RecordExplanation.PassedOver?
  ) {
    self.rule = rule.identity
    self.title = rule.title
    self.event = event
    files = record.files
    self.passedOver = passedOver.map(ExplanationWriter.words)
    matched = explanation.matched
    silencedBy = explanation.silencingFilters.map { rule.filters[$0].identity }
    causes = explanation.causes.map { cause in
      switch cause {
      case .fails(let name): ["fails": name]
      case .excludes(let name): ["excludes": name]
      case .filter(let index): ["filter": rule.filters[index].identity]
      }
    }
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
}
