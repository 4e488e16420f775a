import Scanning

/// The first line of a journal: what the session is over, and everything needed to start it again elsewhere.
public struct SessionHeader: Sendable, Hashable, Codable {
  /// The version of the journal's format that this program writes, and the highest that it reads.
  public static let currentFormat = 1

  public struct RuleRecord: Sendable, Hashable, Codable {
    /// As given, or as found in the folder given.
    public var path: String
    public var absolutePath: String
    public var sha256: String
    /// The whole file as it was when the session began.
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

  /// A file beside the rules that an edit may change.
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
    /// Of the text; nil when there was no such file.
    public var sha256: String?
    /// The whole file as it was when the session began; nil when there was none: the first edit makes it.
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
    /// Bytes of the file, or of all files in the folder, when the session began; missing for a folder of very many.
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
  /// Missing in the journal when there are none.
  private var otherFiles: [FileRecord]?
  /// The path of the file with Sigma filters that takes the edits, one of `files` or `rules`; nil: the rules themselves do.
  public var editsTo: String?
  public var logs: [LogRecord]
  public var options: ScanOptions

  enum CodingKeys: String, CodingKey {
    case format = "trailsift_session"
    case tool
    case author
    case started
    case rules
    case otherFiles = "files"
    case editsTo = "edits_to"
    case logs
    case options
  }

  public init(
    tool: String, author: String, started: String, rules: [RuleRecord], files: [FileRecord] = [],
    editsTo: String? = nil, logs: [LogRecord], options: ScanOptions
  ) {
    self.tool = tool
    self.author = author
    self.started = started
    self.rules = rules
    self.editsTo = editsTo
    self.logs = logs
    self.options = options
    self.files = files
  }

  /// The files beside the rules that an edit may change.
  public var files: [FileRecord] {
    get { otherFiles ?? [] }
    set { otherFiles = newValue.isEmpty ? nil : newValue }
  }
}
