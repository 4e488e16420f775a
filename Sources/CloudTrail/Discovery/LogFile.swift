/// One file of logs that was found, or standard input.
public struct LogFile: Sendable, Hashable {
  /// The path as given, or below the folder as given; "-" is standard input.
  public let path: String

  /// The file's size in bytes as it lies on disk (compressed, if it is); 0 where that cannot be
  /// known: standard input, pipes.
  public let byteCount: Int64

  /// Which file with which content this was when it was found: a hash of device, inode, size and time of change, true
  /// within this process. The same file under another name has the same; 0 where there is none.
  public let fingerprint: Int

  /// The path that opens the file, where `path` is not that: it has bytes that are no UTF-8.
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

  /// What `-` on the command line means.
  public static let standardInput = LogFile(path: "-", byteCount: 0)

  public var isStandardInput: Bool { path == "-" }

  var systemPath: SystemPath { exactPath ?? SystemPath(path) }
}
