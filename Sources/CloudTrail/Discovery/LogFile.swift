/// One file of logs that was found, or standard input.
public struct LogFile: Sendable, Hashable {
  /// The path as given, or below the folder as given; "-" is standard input.
  public let path: String

  /// The file's size in bytes as it lies on disk (compressed, if it is); 0 where that cannot be
  /// known: standard input, pipes.
  public let byteCount: Int64

  public init(path: String, byteCount: Int64) {
    self.path = path
    self.byteCount = byteCount
  }

  /// What `-` on the command line means.
  public static let standardInput = LogFile(path: "-", byteCount: 0)

  public var isStandardInput: Bool { path == "-" }
}
