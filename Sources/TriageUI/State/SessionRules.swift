import Triage

/// The rules of the session as the screen shows them, by their places in the table of hits.
public struct SessionRules: Sendable, RandomAccessCollection {
  /// What the header and the pages say of a rule.
  public struct Rule: Sendable, Hashable {
    public let title: String
    public let level: String?
    public let tags: [String]
    public let path: String

    public init(title: String, level: String?, tags: [String], path: String) {
      self.title = title
      self.level = level
      self.tags = tags
      self.path = path
    }
  }

  private let rules: [Rule]
  /// Why rules could not be loaded.
  public var problems: [String] = []
  /// What in rules that run is probably a mistake.
  public var warnings: [String] = []
  /// What a rule says of regions, for the page that asked last.
  var regions: RuleRegions?

  init(_ rules: [Rule]) { self.rules = rules }

  public var startIndex: Int { rules.startIndex }
  public var endIndex: Int { rules.endIndex }
  public subscript(place: Int) -> Rule { rules[place] }

  /// The title of a rule; empty for one that is not there.
  func title(_ place: Int) -> String { indices.contains(place) ? rules[place].title : "" }
}
