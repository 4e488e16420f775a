import Basics

/// A place in S3: a bucket and the beginning of keys.
///
///     s3://trail/AWSLogs/111122223333/
public struct S3Location: Sendable, Hashable, CustomStringConvertible {
  public let bucket: String
  /// Without a slash in front; empty for the whole bucket.
  public let key: String

  public init(bucket: String, key: String) {
    self.bucket = bucket
    self.key = key
  }

  /// Nil if it is not of this form. Source: S3 user guide, "General purpose bucket naming rules".
  public init?(_ text: String) {
    guard let rest = text.without(prefix: "s3://") else { return nil }
    let (bucket, key) = rest.cut(at: "/") ?? (rest, "")
    guard (3...63).contains(bucket.utf8.count),
      bucket.utf8.allSatisfy({
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".")
          || $0 == UInt8(ascii: "-")
      }), bucket.utf8.first != UInt8(ascii: "."), bucket.utf8.first != UInt8(ascii: "-"),
      Self.isPlainPath(key)
    else { return nil }
    self.bucket = String(bucket)
    self.key = String(key)
  }

  public var description: String { "s3://\(bucket)/\(key)" }

  /// Whether a key stays in its folder as a path: no `..`, no empty or absolute part, no control
  /// characters.
  static func isPlainPath(_ text: some StringProtocol) -> Bool {
    let key = String(text)
    let parts = key.pieces(at: "/")
    return parts.enumerated().allSatisfy { index, part in
      part != ".." && part != "." && (!part.isEmpty || index == parts.count - 1)
    } && !key.unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
