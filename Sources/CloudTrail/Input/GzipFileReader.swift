#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A gzip file from someone else, inflated as a stream. Damage, and inflating to an absurd size,
/// are errors.
///
///     let reader = try GzipFileReader(path: "case-4711.trailsift")
///     let count = try reader.read(into: buffer)     // 0 at the end
public final class GzipFileReader {
  public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
    case cannotRead(String)
    case notGzip
    /// `truncated gzip: it ends at byte 20480`
    case damaged(String)
    /// It inflates to more than any legitimate file of its size.
    case inflatesTooMuch(limit: Int64)

    public var description: String {
      switch self {
      case .cannotRead(let reason): reason
      case .notGzip: "it is not a gzip file"
      case .damaged(let reason): reason
      case .inflatesTooMuch(let limit):
        "it inflates to more than \(limit >> 20) MB, which no honest file of its size does"
      }
    }
  }

  /// JSON logs become 10 to 50 times smaller. Deflate itself goes up to 1,032.
  static let maximumRatio: Int64 = 200
  /// The limit for small files, which may be compressed better than that.
  static let alwaysInflated: Int64 = 64 << 20

  private let source: ByteSource
  private let limit: Int64
  private var inflated: Int64 = 0

  public init(path: String) throws(Failure) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw .cannotRead(Self.message(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .cannotRead("it is not a file") }
    let size = Int64(status.st_size)
    limit = max(Self.alwaysInflated, size * Self.maximumRatio)
    // Not inflated as a whole, since its inflated size may be absurd.
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
    // Bytes before the damage are not used either, since they may not be what was packed.
    if count < buffer.count, let damage = source.damage { throw .damaged("\(damage)") }
    return count
  }

  private static func message(_ code: Int32) -> String { String(cString: strerror(code)) }
}
