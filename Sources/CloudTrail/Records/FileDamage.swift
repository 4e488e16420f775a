/// What is broken in a file that was read nevertheless.
///
/// `truncated gzip: it ends at byte 20480; invalid JSON at byte 91022: expected ':' after a name`
public struct FileDamage: Sendable, Hashable {
  /// Damage in the compressed bytes. Offsets count bytes on disk.
  public enum Gzip: Sendable, Hashable {
    case truncated(offset: Int64)
    case corrupt(offset: Int64)
    /// Everything was inflated, but the checksum or the length at the end differs.
    case checksum(offset: Int64)
    /// After the last gzip member there is something that is neither gzip nor padding.
    case trailingBytes(offset: Int64)
    /// The system failed to read, with its message.
    case unreadable(offset: Int64, String)
  }

  /// Damage in a tar or zip archive. Offsets count its bytes, after gzip.
  public enum Archive: Sendable, Hashable {
    case truncated(offset: Int64)
    case corrupt(offset: Int64)
    /// A member that can't be read has no length.
    case unsized(offset: Int64)
    case unpacksTooMuch
  }

  /// A place where the JSON is broken. The offset counts inflated bytes.
  public struct Place: Sendable, Hashable {
    public let offset: Int64
    public let problem: Problem

    public init(offset: Int64, problem: Problem) {
      self.offset = offset
      self.problem = problem
    }
  }

  public enum Problem: Sendable, Hashable {
    /// The reason of a ``JSONSyntaxError``.
    case syntax(String)
    /// An element of a list of records is not an object.
    case notAnObject
    /// Longer than ``RecordReader/maximumRecordBytes``.
    case tooLong
    /// A string that should be the JSON of a record is not.
    case wrappedText(String)
  }

  public internal(set) var gzip: Gzip?
  public internal(set) var archive: Archive?
  /// The first places, at most ``maximumPlaces``.
  public internal(set) var places: [Place] = []
  /// The total number of places.
  public internal(set) var placeCount = 0

  public static let maximumPlaces = 8

  public init() {}

  mutating func add(_ problem: Problem, at offset: Int64) {
    placeCount += 1
    if places.count < Self.maximumPlaces { places.append(Place(offset: offset, problem: problem)) }
  }
}

extension FileDamage: CustomStringConvertible {
  public var description: String {
    var parts: [String] = []
    if let gzip { parts.append("\(gzip)") }
    if let archive { parts.append("\(archive)") }
    if let first = places.first {
      let others = placeCount > 1 ? " (and \(placeCount - 1) more)" : ""
      parts.append("byte \(first.offset): \(first.problem)\(others)")
    }
    return parts.joined(separator: "; ")
  }
}

extension FileDamage.Gzip: CustomStringConvertible {
  public var description: String {
    switch self {
    case .truncated(let offset): "truncated gzip: it ends at byte \(offset)"
    case .corrupt(let offset): "corrupt gzip at byte \(offset)"
    case .checksum(let offset): "the gzip checksum at byte \(offset) does not fit"
    case .trailingBytes(let offset): "bytes that are not gzip from byte \(offset)"
    case .unreadable(let offset, let why): "cannot be read from byte \(offset): \(why)"
    }
  }
}

extension FileDamage.Archive: CustomStringConvertible {
  public var description: String {
    switch self {
    case .truncated(let offset): "truncated archive: it ends at byte \(offset)"
    case .corrupt(let offset): "corrupt archive at byte \(offset)"
    case .unsized(let offset):
      "the archive cannot be read from byte \(offset): unpack it first"
    case .unpacksTooMuch:
      "it unpacks to more than \(UnpackingLimit.alwaysUnpacked >> 20) MB and "
        + "\(UnpackingLimit.maximumRatio) times its size; the rest is not read"
    }
  }
}

extension FileDamage.Problem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .syntax(let reason): "invalid JSON: \(reason)"
    case .notAnObject: "a record that is not a JSON object"
    case .tooLong: "a record of more than \(RecordReader.maximumRecordBytes >> 20) MB"
    case .wrappedText(let reason): "the text of a wrapped record is invalid JSON: \(reason)"
    }
  }
}
