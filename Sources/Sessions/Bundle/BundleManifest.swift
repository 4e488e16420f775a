/// The first line of a bundle. It lists the contents, so that a reader can check them.
///
///     {"events":{"bytes":214003,"count":150,"selection":"all","sha256":"…"},"files":["logs/…/x.json.gz"],
///      "journal":{"bytes":9120,"sha256":"…"},"tool":"trailsift 0.1.0","trailsift_bundle":1}
public struct BundleManifest: Sendable, Hashable, Codable {
  /// The version of the bundle's format that this program writes, and the highest that it reads.
  public static let currentFormat = 1

  public struct Part: Sendable, Hashable, Codable {
    public var bytes: Int
    public var sha256: String
  }

  public struct Events: Sendable, Hashable, Codable {
    public var count: Int
    /// Bytes of the whole section, including the line before each event.
    public var bytes: Int
    public var sha256: String
    public var selection: Selection
  }

  /// The hits in a bundle.
  public enum Selection: String, Sendable, Hashable, Codable {
    case all
    /// Only hits with decisions.
    case judged
  }

  /// Counts of the logs when the bundle was made.
  public struct Logs: Sendable, Hashable, Codable {
    public var files: Int
    public var records: Int
    public var matched: Int

    public init(files: Int, records: Int, matched: Int) {
      self.files = files
      self.records = records
      self.matched = matched
    }
  }

  public var format = currentFormat
  public var tool: String
  public var journal: Part
  public var events: Events
  /// Paths of the log files with hits, as the scan named them.
  public var files: [String]
  public var logs: Logs

  enum CodingKeys: String, CodingKey {
    case format = "trailsift_bundle"
    case tool, journal, events, files, logs
  }
}

/// The line before each event: `{"bytes":1412,"file":3}`. That many bytes follow, as delivered, and
/// a line feed.
struct BundledEventHead: Codable {
  let file: Int
  let bytes: Int

  var line: [UInt8] { Array("{\"file\":\(file),\"bytes\":\(bytes)}\n".utf8) }
}
