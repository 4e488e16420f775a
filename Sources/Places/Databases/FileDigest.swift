import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The SHA-256 of a file that may be large, computed when it is first asked for.
final class FileDigest: Sendable {
  private let path: String
  private let known = Locked<String??>(nil)

  init(_ path: String) { self.path = path }

  /// Nil if the file can't be read.
  var sha256: String? {
    known.withLock { known in
      if let known { return known }
      let digest = Self.digest(path)
      known = .some(digest)
      return digest
    }
  }

  private static let partBytes = 1 << 20

  private static func digest(_ path: String) -> String? {
    guard let descriptor = try? PlainFile.open(path) else { return nil }
    defer { close(descriptor) }
    var hash = SHA256()
    while true {
      guard let part = try? FileCalls.system.readAll(descriptor, atMost: partBytes) else {
        return nil
      }
      if part.isEmpty { return hash.hex() }
      hash.update(part)
    }
  }
}
