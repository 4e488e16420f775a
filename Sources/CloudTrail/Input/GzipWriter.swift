import CZlib

/// Why bytes could not be compressed: zlib had no memory or refused the level.
public struct GzipError: Error, Sendable, Hashable, CustomStringConvertible {
  /// zlib's return code, such as -4 for Z_MEM_ERROR.
  public let code: Int32

  public var description: String {
    "zlib could not compress (code \(code))"
  }
}

/// Writes gzip members (RFC 1952) whose bytes depend only on the content and the zlib version: the
/// header has no time and no name.
///
///     let member = try GzipWriter().compressed(Array("{\"Records\":[]}".utf8))
public struct GzipWriter: Sendable {
  /// zlib's level, 1 (fast) to 9 (small).
  public let level: Int

  /// gzip itself and CloudTrail's delivery use about 6.
  public init(level: Int = 6) {
    self.level = level
  }

  /// One complete member.
  public func compressed(_ bytes: [UInt8]) throws(GzipError) -> [UInt8] {
    var stream = z_stream()
    let started = trailsift_deflate_init_gzip(&stream, Int32(level))
    guard started == Z_OK else { throw GzipError(code: started) }
    defer { deflateEnd(&stream) }

    var output = [UInt8]()
    var code = Z_OK
    var offset = 0
    repeat {
      // zlib counts in 32 bits, so a longer input is passed in slices.
      let slice = min(bytes.count - offset, Self.sliceBytes)
      let isLast = offset + slice == bytes.count
      let bound = Int(deflateBound(&stream, uLong(slice))) + Self.trailerBytes
      bytes.withUnsafeBufferPointer { input in
        let produced = [UInt8](unsafeUninitializedCapacity: bound) { room, count in
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + offset })
          stream.avail_in = uInt(slice)
          stream.next_out = room.baseAddress
          stream.avail_out = uInt(bound)
          code = deflate(&stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
          count = bound - Int(stream.avail_out)
        }
        output.append(contentsOf: produced)
      }
      offset += slice
      guard code == (isLast ? Z_STREAM_END : Z_OK) else { throw GzipError(code: code) }
    } while offset < bytes.count
    return output
  }

  /// Far below 4 GiB, so that the bound of a slice's output fits 32 bits too.
  private static let sliceBytes = 1 << 28
  /// Room for what a flush and the member's end add to zlib's own bound.
  private static let trailerBytes = 64
}
