import Basics

/// A rule file as it was at one moment: what to compare with before it is replaced.
public struct RuleFileSnapshot: Sendable, Hashable {
  /// The path as given; a symbolic link is not resolved in it.
  public let path: String
  public let text: String
  /// 64 lower-case hexadecimal digits over the file's bytes.
  public let sha256: String
  /// Permission bits, as `0o644`.
  public let mode: UInt32

  init(path: String, bytes: [UInt8], mode: UInt32) throws(SaveError) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(path: path) }
    self.path = path
    self.text = text
    self.sha256 = SHA256.hex(of: bytes)
    self.mode = mode
  }
}
