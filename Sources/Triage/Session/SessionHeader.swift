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

  /// What else decides which events are hits.
  public struct Options: Sendable, Hashable, Codable {
    public var anyRecord = false
    public var keepDuplicates = false
    /// Values of `|expand` placeholders, by name: those of files and those of `--define`.
    public var placeholders: [String: [String]] = [:]
    /// Those of `--define` alone, where there are files too: no edit changes them.
    public var defined: [String: [String]]?
    /// Milliseconds since 1970.
    public var since: Int64?
    public var until: Int64?
    /// What `--account` and `--region` ask for; nil: all.
    public var accounts: [String]?
    public var regions: [String]?
    /// Whether `--only-region-folders` was given; missing: no.
    public var onlyRegionFolders: Bool?

    enum CodingKeys: String, CodingKey {
      case anyRecord = "any_record"
      case keepDuplicates = "keep_duplicates"
      case placeholders
      case defined
      case since
      case until
      case accounts
      case regions
      case onlyRegionFolders = "only_region_folders"
    }

    public init() {}
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
  public var options: Options

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
    editsTo: String? = nil, logs: [LogRecord], options: Options
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
