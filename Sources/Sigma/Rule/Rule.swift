import Basics

/// A Sigma rule: one YAML document with a `detection`.
///
///     title: Root signs in
///     logsource: {product: aws, service: cloudtrail}
///     detection:
///       selection:
///         userIdentity.type: Root
///       condition: selection
///     level: high
public struct Rule: Sendable {
  public var id: String?
  public var title: String
  public var name: String?
  public var status: String?
  /// Lower case: informational, low, medium, high, critical.
  public var level: String?
  public var description: String?
  public var author: String?
  /// As written: `YYYY-MM-DD`, in old rules `YYYY/MM/DD`.
  public var date: String?
  public var modified: String?
  public var tags: [String]
  public var references: [String]
  public var fields: [String]
  public var falsepositives: [String]
  public var logsource: LogSource
  /// The detection of the rule's text, without filters.
  public var detection: Detection
  /// The Sigma filters of the rule: it matches only if their conditions hold too.
  public var filters: [RuleFilter]
  /// The searches that the bare rule has in the place of its own: with the regions that allowing
  /// took out of them.
  public var bareSearches: [String: SearchIdentifier] = [:]
  /// Index of its document in `RuleFile.documents`.
  public var documentIndex: Int
  /// Path of its file, as given.
  public var path: String

  public init(
    title: String, logsource: LogSource, detection: Detection, documentIndex: Int, path: String
  ) {
    self.title = title
    self.logsource = logsource
    self.detection = detection
    self.documentIndex = documentIndex
    self.path = path
    self.tags = []
    self.references = []
    self.fields = []
    self.falsepositives = []
    self.filters = []
    self.variant = 0
  }

  /// The number of rules before it in its file with the same id, name and title.
  public var variant: Int

  /// The path of its file, set if a rule of another file has the same id, so that decisions on the
  /// hits of one do not apply to the other.
  public var distinguishingPath: String?

  /// Its identity in its file: the id, else the name, else the title. From the second rule with the
  /// same one, a number follows (`…#2`).
  public var identityInFile: String {
    let base = id ?? name ?? title
    return variant == 0 ? base : "\(base)#\(variant + 1)"
  }

  /// The identity in hits: the one in the file. For the second file with the same one, its path
  /// follows (`…@rules/b.yml`).
  public var identity: String {
    distinguishingPath.map { "\(identityInFile)@\($0)" } ?? identityInFile
  }

  /// The identity in its file of a rule that has an identity among several files.
  public static func identityInFile(_ identity: String, path: String) -> String {
    identity.without(suffix: "@" + path).map { String($0) } ?? identity
  }
}
