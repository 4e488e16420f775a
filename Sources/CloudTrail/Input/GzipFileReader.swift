#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A gzip file that someone else made, inflated as a stream: whatever is wrong with it, and whatever it would inflate to,
/// is an error and not a surprise.
///
///     let reader = try GzipFileReader(path: "case-4711.trailsift")
///     let count = try reader.read(into: buffer)     // 0 at the end
public final class GzipFileReader {
  public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
    case cannotRead(String)
    case notGzip
    /// `truncated gzip: it ends at byte 20480`
    case damaged(String)
    /// It inflates to more than any honest file of its size.
    case inflatesTooMuch(limit: Int64)

    public var description: String {
      switch self {
      case .cannotRead(let reason): reason
      case .notGzip: "it is no gzip file"
      case .damaged(let reason): reason
      case .inflatesTooMuch(let limit):
        "it inflates to more than \(limit >> 20) MB, which no honest file of its size does"
      }
    }
  }

  /// JSON logs become 10 to 50 times smaller. Deflate itself goes up to 1,032.
  static let largestRatio: Int64 = 200
  /// A small file may be packed better than that.
  static let alwaysInflated: Int64 = 64 << 20

  private let source: ByteSource
  private let limit: Int64
  private var inflated: Int64 = 0

  public init(path: String) throws(Failure) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .cannotRead(Self.message(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .cannotRead("it is not a file") }
    let size = Int64(status.st_size)
    limit = max(Self.alwaysInflated, size * Self.largestRatio)
    // Not at one go: what it inflates to is not known to be bearable.
    source = ByteSource(library: nil)
    if let reason = source.open(LogFile(path: path, byteCount: size)) {
      throw .cannotRead("\(reason)")
    }
    guard source.isGzip else { throw .notGzip }
  }

  deinit { source.close() }

  /// Puts inflated bytes into `buffer`; 0 at the end.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    let count = source.read(into: buffer)
    inflated += Int64(count)
    if inflated > limit { throw .inflatesTooMuch(limit: limit) }
    // What came before the damage is not used either: it is not known to be what was packed.
    if count < buffer.count, let damage = source.damage { throw .damaged("\(damage)") }
    return count
  }

  private static func message(_ code: Int32) -> String { String(cString: strerror(code)) }
}
