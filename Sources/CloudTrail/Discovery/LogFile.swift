/// A log file, or standard input.
public struct LogFile: Sendable, Hashable {
  /// The path as given, or below a given folder. "-" is standard input.
  public let path: String

  /// The file's size on disk in bytes (compressed, if it is); 0 if unknown, as for standard input
  /// and pipes.
  public let byteCount: Int64

  /// Identifies the file and its content when it was found: a hash of device, inode, size and
  /// modification time, valid in this process. The same file under another name has the same value;
  /// 0 if unknown, as for standard input.
  public let fingerprint: Int

  /// The path that opens the file, if `path` can't because some of its bytes are not UTF-8.
  private let exactPath: SystemPath?

  public init(path: String, byteCount: Int64, fingerprint: Int = 0) {
    self.path = path
    self.byteCount = byteCount
    self.fingerprint = fingerprint
    exactPath = nil
  }

  init(path: SystemPath, byteCount: Int64, fingerprint: Int = 0) {
    self.path = path.text
    self.byteCount = byteCount
    self.fingerprint = fingerprint
    exactPath = path.isText ? nil : path
  }

  /// The file that `-` on the command line means.
  public static let standardInput = LogFile(path: "-", byteCount: 0)

  public var isStandardInput: Bool { path == "-" }

  var systemPath: SystemPath { exactPath ?? SystemPath(path) }
}
