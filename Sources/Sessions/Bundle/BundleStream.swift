import Basics
import CloudTrail

/// The inflated bytes of a bundle, read by lines and by counts, with limits on both.
struct BundleStream {
  let path: String
  private let reader: GzipFileReader
  private var chunk: [UInt8] = []
  private var next = 0
  private var hash: SHA256?
  private var hashedBytes = 0

  private static let chunkBytes = 256 << 10

  init(path: String) throws(BundleError) {
    self.path = path
    do {
      reader = try GzipFileReader(path: path)
    } catch .cannotRead(let reason) {
      throw .cannotRead(path: path, reason: reason)
    } catch {
      throw .notABundle(path: path, reason: "\(error)")
    }
  }

  func broken(_ reason: String) -> BundleError { .notABundle(path: path, reason: reason) }

  /// From here on, all bytes read are hashed.
  mutating func beginHashing() {
    hash = SHA256()
    hashedBytes = 0
  }

  var hashed: (bytes: Int, sha256: String) { (hashedBytes, hash?.hex() ?? "") }

  mutating func isAtEnd() throws(BundleError) -> Bool { try !fill() }

  /// A line without its line feed.
  mutating func line(limit: Int, what: String) throws(BundleError) -> [UInt8] {
    var line: [UInt8] = []
    while try fill() {
      let end = chunk[next...].firstIndex(of: UInt8(ascii: "\n"))
      line += take((end.map { $0 + 1 } ?? chunk.count) - next)
      if line.count > limit { break }
      if end != nil { return line.dropLast() }
    }
    throw broken(line.count > limit ? "its \(what) is too long" : "it ends within its \(what)")
  }

  /// Memory grows with the bytes that arrive, not with the claimed size.
  mutating func bytes(_ count: Int, what: String) throws(BundleError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      guard try fill() else { throw broken("it ends within its \(what)") }
      bytes += take(min(count - bytes.count, chunk.count - next))
    }
    return bytes
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    let bytes = chunk[next..<next + count]
    next += count
    hash?.update(bytes)
    hashedBytes += count
    return bytes
  }

  /// Ensures that there are bytes to read; `false` at the end.
  private mutating func fill() throws(BundleError) -> Bool {
    if next < chunk.count { return true }
    var fresh = [UInt8](repeating: 0, count: Self.chunkBytes)
    let count: Int
    do throws(GzipFileReader.Failure) {
      var read = 0
      var failure: GzipFileReader.Failure?
      fresh.withUnsafeMutableBytes { buffer in
        do throws(GzipFileReader.Failure) { read = try reader.read(into: buffer) } catch {
          failure = error
        }
      }
      if let failure { throw failure }
      count = read
    } catch {
      throw broken("\(error)")
    }
    fresh.removeSubrange(count...)
    chunk = fresh
    next = 0
    return count > 0
  }
}
