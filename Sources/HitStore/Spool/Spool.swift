import Basics
import Foundation

/// The raw JSON of the hits, in an unnamed temporary file: memory holds only where each one lies.
///
/// The file is unlinked as soon as it is open, so that nothing of a customer's logs stays behind, whatever ends the program.
/// Reads and appends may come from several threads.
public final class Spool: Sendable {
  public struct Extent: Sendable, Hashable {
    public let offset: UInt64
    public let length: Int

    package init(offset: UInt64, length: Int) { (self.offset, self.length) = (offset, length) }
  }

  /// The temporary folder cannot hold the hits: missing, read-only or full.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String

    package init(description: String) { self.description = description }

    /// Hits cannot be read back.
    package static let unreadable = Failure(
      description: "the temporary file with the hits cannot be read; start trailsift again")
  }

  private let descriptor: Int32
  private let end: Locked<UInt64>

  public init() throws(Failure) {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    var template = Array("\(folder ?? "/tmp")/trailsift-spool-XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw Failure(
        description: "cannot make a temporary file in \(folder ?? "/tmp"): "
          + "\(String(cString: strerror(errno))); set TMPDIR to a folder with room")
    }
    unlink(template)
    end = Locked(0)
  }

  deinit { close(descriptor) }

  /// Appends bytes and returns the offset at which they start.
  public func append(_ bytes: [UInt8]) throws(Failure) -> UInt64 {
    let start = end.withLock { end in
      defer { end += UInt64(bytes.count) }
      return end
    }
    let problem: Int32? = bytes.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = pwrite(
          descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written,
          off_t(start) + off_t(written))
        if count < 0 && errno != EINTR { return errno }
        written += max(0, count)
      }
      return nil
    }
    if let problem {
      throw Failure(
        description: "cannot keep hits in the temporary file: \(String(cString: strerror(problem)))"
      )
    }
    return start
  }

  /// Reads an extent into `buffer`, replacing what is there. `false` if it cannot be read whole.
  package func read(_ extent: Extent, into buffer: inout [UInt8]) -> Bool {
    if buffer.count < extent.length { buffer = Array(repeating: 0, count: extent.length) }
    return buffer.withUnsafeMutableBytes { bytes in
      var done = 0
      while done < extent.length {
        let count = pread(
          descriptor, bytes.baseAddress.map { $0 + done }, extent.length - done,
          off_t(extent.offset) + off_t(done))
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return false }
        done += count
      }
      return true
    }
  }

  /// The bytes of one hit, or `nil` if they cannot be read.
  public func bytes(of extent: Extent) -> [UInt8]? {
    var buffer: [UInt8] = []
    guard read(extent, into: &buffer) else { return nil }
    return Array(buffer.prefix(extent.length))
  }
}
