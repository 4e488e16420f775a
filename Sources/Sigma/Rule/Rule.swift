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
  /// As the rule's own text has it, without filters.
  public var detection: Detection
  /// The Sigma filters that narrow the rule: it matches only where their conditions hold too.
  public var filters: [RuleFilter]
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

  /// How many rules before it in its file have the same id, name and title.
  public var variant: Int

  /// The path of its file, set when a rule of another file has the same id: what is decided on the hits of one must not
  /// be taken for the other's.
  public var distinguishingPath: String?

  /// What its file knows it by: the id, or else the name, or else the title; from the second rule that has the same one
  /// on with its number behind (`…#2`).
  public var identityInFile: String {
    let base = id ?? name ?? title
    return variant == 0 ? base : "\(base)#\(variant + 1)"
  }

  /// What hits carry: the identity in the file; of the second file that has the same one with its path behind
  /// (`…@rules/b.yml`).
  public var identity: String {
    distinguishingPath.map { "\(identityInFile)@\($0)" } ?? identityInFile
  }

  /// What a file knows the rule by that has an identity among rules of several files.
  public static func identityInFile(_ identity: String, path: String) -> String {
    identity.without(suffix: "@" + path).map { String($0) } ?? identity
  }
}
