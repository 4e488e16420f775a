import Basics
import Foundation

/// The raw JSON of the hits, in an unnamed temporary file. Memory has only the place of each.
///
/// The file is unlinked as soon as it is open, so that nothing of a customer's logs remains,
/// however the program ends. Several threads may read and append.
public final class Spool: Sendable {
  public struct Extent: Sendable, Hashable {
    public let offset: UInt64
    public let length: Int

    package init(offset: UInt64, length: Int) { (self.offset, self.length) = (offset, length) }
  }

  /// The temporary folder is missing, read-only or full.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String

    package init(description: String) { self.description = description }

    /// Hits can't be read back.
    package static let unreadable = Failure(
      description: "the temporary file with the hits cannot be read; start trailsift again")
  }

  private let descriptor: Int32
  private let end: Locked<UInt64>

  public init() throws(Failure) {
    let folder = ProcessInfo.processInfo.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 }
    do {
      descriptor = try FileCalls.system.createUnnamed(
        in: folder ?? "/tmp", prefix: "trailsift-spool")
    } catch {
      throw Failure(
        description: "cannot make a temporary file in \(folder ?? "/tmp"): "
          + "\(error.reason); set TMPDIR to a folder with room")
    }
    end = Locked(0)
  }

  deinit { close(descriptor) }

  /// Appends bytes and returns the offset of the first.
  public func append(_ bytes: [UInt8]) throws(Failure) -> UInt64 {
    let start = end.withLock { end in
      defer { end += UInt64(bytes.count) }
      return end
    }
    do { try FileCalls.system.writeAll(bytes, to: descriptor, at: Int(start)) } catch {
      throw Failure(description: "cannot keep hits in the temporary file: \(error.reason)")
    }
    return start
  }

  /// Reads an extent into `buffer`, replacing its contents. `false` if it can't be read completely.
  package func read(_ extent: Extent, into buffer: inout [UInt8]) -> Bool {
    if buffer.count < extent.length { buffer = Array(repeating: 0, count: extent.length) }
    return buffer.withUnsafeMutableBytes { bytes in
      let wanted = UnsafeMutableRawBufferPointer(rebasing: bytes[..<extent.length])
      return (try? FileCalls.system.fill(wanted, from: descriptor, at: Int(extent.offset))) == true
    }
  }

  /// The bytes of one hit, or `nil` if they can't be read.
  public func bytes(of extent: Extent) -> [UInt8]? {
    var buffer: [UInt8] = []
    guard read(extent, into: &buffer) else { return nil }
    return Array(buffer.prefix(extent.length))
  }
}
