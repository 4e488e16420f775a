#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Writes a file that the user named as an output: a report, a picture, a list of hits.
///
/// ```
/// report.md                          created with the permissions that the umask leaves
/// report.md, which exists            replaced atomically; the permissions stay
/// a link to report.md                its target is replaced; the link stays
/// /dev/stdout, /dev/null, >(cat)     written through
/// a folder, a named pipe, a socket   refused
/// ```
public enum OutputFile {
  public static func write(
    _ bytes: [UInt8], to path: String, calls: FileCalls = .system
  ) throws(PlainFile.Refusal) {
    try check(path)
    do throws(FileCalls.Failure) {
      guard let status = try? calls.status(at: path) else {
        return try replace(path, by: bytes, mode: 0o666 & ~currentUmask(), calls)
      }
      if PlainFile.isOwnDescriptor(path) || !status.isFile {
        let descriptor = try calls.open(path, O_WRONLY)
        defer { close(descriptor) }
        return try calls.writeAll(bytes, to: descriptor)
      }
      try replace(calls.resolve(path), by: bytes, mode: status.permissions, calls)
    } catch {
      throw PlainFile.Refusal(error)
    }
  }

  /// Refuses a path that can't be written or would wait for a reader. For long work, before it.
  public static func check(_ path: String) throws(PlainFile.Refusal) {
    guard let what = PlainFile.obstacle(to: path) else { return }
    throw PlainFile.Refusal(reason: "it is \(what), not a file", isMissing: false)
  }

  private static func replace(
    _ path: String, by bytes: [UInt8], mode: UInt32, _ calls: FileCalls
  ) throws(FileCalls.Failure) {
    let file = try Replacement(of: path, calls: calls)
    try file.write(bytes)
    try file.setMode(mode)
    try file.finish()
  }

  /// POSIX can read the mask only by setting it. Private files are created with a mode of their
  /// own, so another thread loses nothing in between.
  private static func currentUmask() -> UInt32 {
    let mask = umask(0o077)
    umask(mask)
    return UInt32(mask)
  }
}
