/// A path that was given, or found in a folder, and had no records.
public struct SkippedInput: Sendable, Hashable {
  public let path: String
  public let reason: SkipReason
  /// 1, or for a skipped folder the number of files below it.
  public let fileCount: Int

  public init(path: String, reason: SkipReason, fileCount: Int = 1) {
    self.path = path
    self.reason = reason
    self.fileCount = fileCount
  }
}

/// Why a file or folder was not read.
public enum SkipReason: Sendable, Hashable {
  case notFound
  /// The system's message, such as "Permission denied".
  case unreadable(String)
  /// A `CloudTrail-Digest` folder: hashes of log files, no events.
  case digest
  /// A socket or device, a file of `/proc`, or a pipe inside a folder.
  case notAFile
  /// Its name begins with a dot.
  case hidden
  /// Compressed or packed in a format that is not read.
  case packed(PackedFormat)
  /// An archive in archives, or gzip in gzip, deeper than anyone packs it.
  case packedTooDeep
  /// A member of a zip archive that needs a password.
  case encrypted
  /// A member of a zip archive that is neither stored nor deflated.
  case unknownCompression
  /// An archive in which no file is a log.
  case archiveWithoutLogs
  case empty
  /// Neither gzip nor JSON.
  case notJSON
  /// Its name ends in `.gz`, and it is neither gzip nor JSON.
  case notGzip
  /// CSV without a column of whole events.
  case tableOfFields
  /// The same file was given before, by another path or through a link.
  case givenTwice
  /// It can't have selected events, so it was not opened.
  case pruned(Pruning)

  /// Why a ``LogSelection`` skips a path.
  public enum Pruning: Sendable, Hashable {
    case account, region, before, after
  }
}

extension SkipReason {
  /// Whether skipping it may lose events, wherever the file is. For a file without JSON this
  /// depends on whether the user named it.
  public var isFailure: Bool {
    switch self {
    case .notFound, .unreadable, .notGzip, .packed, .packedTooDeep, .encrypted,
      .unknownCompression, .archiveWithoutLogs:
      true
    case .digest, .notAFile, .hidden, .empty, .notJSON, .tableOfFields, .givenTwice, .pruned: false
    }
  }
}

extension SkipReason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFound: "no such file or folder"
    case .unreadable(let why): "cannot be read: \(why)"
    case .digest: "digest files hold no events"
    case .notAFile: "a device, a socket or the like, not a file"
    case .hidden: "hidden; name it to have it read"
    case .packed(let format): "\(format)"
    case .packedTooDeep: "archives in archives deeper than are read; unpack it first"
    case .encrypted: "encrypted; unpack it first: 7z x FILE"
    case .unknownCompression: "compressed in a way that is not read; unpack it first: 7z x FILE"
    case .archiveWithoutLogs: "an archive in which no file is a log"
    case .empty: "empty"
    case .notJSON: "no JSON in it"
    case .notGzip: "named .gz, but neither gzip nor JSON"
    case .tableOfFields:
      "a CSV table in which no column holds whole events; select the event as JSON, or download JSON"
    case .givenTwice: "given twice"
    case .pruned(let why): "not asked for: \(why)"
    }
  }
}

extension SkipReason.Pruning: CustomStringConvertible {
  public var description: String {
    switch self {
    case .account: "delivered to another account"
    case .region: "delivered from another region"
    case .before: "delivered before that time"
    case .after: "delivered more than 30 days after that time"
    }
  }
}
