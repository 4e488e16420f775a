import Basics
import Scanning

/// The first line of a journal: the session's rules and logs, and everything needed to start it
/// elsewhere.
public struct SessionHeader: Sendable, Hashable, Codable {
  /// The version of the journal format that this program writes, and the highest that it reads.
  public static let currentFormat = 1

  public struct RuleRecord: Sendable, Hashable, Codable {
    /// As given, or as found in the given folder.
    public var path: String
    public var absolutePath: String
    public var sha256: String
    /// The complete file at the start of the session.
    public var text: String

    enum CodingKeys: String, CodingKey {
      case path
      case absolutePath = "absolute_path"
      case sha256
      case text
    }

    public init(path: String, absolutePath: String, sha256: String, text: String) {
      self.path = path
      self.absolutePath = absolutePath
      self.sha256 = sha256
      self.text = text
    }
  }

  /// A file other than a rule file that an edit may change.
  public struct FileRecord: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
      /// Sigma filters, given with `--edits-to`.
      case filters
      /// Values of `|expand` placeholders.
      case placeholders
    }

    public var kind: Kind
    public var path: String
    public var absolutePath: String
    /// SHA-256 of the text; nil if there was no such file.
    public var sha256: String?
    /// The complete file at the start of the session; nil if there was none and the first edit
    /// creates it.
    public var text: String?

    enum CodingKeys: String, CodingKey {
      case kind
      case path
      case absolutePath = "absolute_path"
      case sha256
      case text
    }

    public init(kind: Kind, path: String, absolutePath: String, sha256: String?, text: String?) {
      self.kind = kind
      self.path = path
      self.absolutePath = absolutePath
      self.sha256 = sha256
      self.text = text
    }
  }

  public struct LogRecord: Sendable, Hashable, Codable {
    /// As given.
    public var path: String
    public var absolutePath: String
    /// Bytes of the file, or of all files in the folder, at the start of the session; missing for a
    /// folder with very many files.
    public var bytes: Int64?

    enum CodingKeys: String, CodingKey {
      case path
      case absolutePath = "absolute_path"
      case bytes
    }

    public init(path: String, absolutePath: String, bytes: Int64?) {
      self.path = path
      self.absolutePath = absolutePath
      self.bytes = bytes
    }
  }

  public var format = currentFormat
  public var tool: String
  public var author: String
  /// `2026-11-02T14:03:59Z`
  public var started: String
  public var rules: [RuleRecord]
  /// Missing in the journal if the list is empty.
  private var otherFiles: [FileRecord]?
  /// The rule file or folder as given; missing in older journals.
  public var rulesPath: String?
  /// The path of the `--edits-to` file, one of `files` or `rules`; nil: edits go into the rules.
  public var editsTo: String?
  public var logs: [LogRecord]
  public var options: ScanOptions

  enum CodingKeys: String, CodingKey {
    case format = "trailsift_session"
    case tool
    case author
    case started
    case rules
    case rulesPath = "rules_path"
    case otherFiles = "files"
    case editsTo = "edits_to"
    case logs
    case options
  }

  public init(
    tool: String, author: String, started: String, rules: [RuleRecord],
    rulesPath: String? = nil, files: [FileRecord] = [],
    editsTo: String? = nil, logs: [LogRecord], options: ScanOptions
  ) {
    self.tool = tool
    self.author = author
    self.started = started
    self.rules = rules
    self.rulesPath = rulesPath
    self.editsTo = editsTo
    self.logs = logs
    self.options = options
    self.files = files
  }

  /// The files other than rules that an edit may change.
  public var files: [FileRecord] {
    get { otherFiles ?? [] }
    set { otherFiles = newValue.isEmpty ? nil : newValue }
  }
}

extension SessionHeader {
  /// The rule file or the folder of rules as given; for older journals, the folder that all rule
  /// files are in.
  public var rulesPlace: String {
    if let rulesPath { return rulesPath }
    guard let first = rules.first else { return "" }
    guard rules.count > 1 else { return first.path }
    var common = first.path.pieces(at: "/").dropLast()
    for rule in rules.dropFirst() {
      let parts = rule.path.pieces(at: "/").dropLast()
      common = common.prefix(zip(common, parts).prefix { $0 == $1 }.count)
    }
    return common.isEmpty ? first.path : common.joined(separator: "/")
  }
}
