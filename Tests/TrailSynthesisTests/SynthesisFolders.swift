import CZlib
import Foundation
import TestSupport

/// The contents of folders of logs.
enum SynthesisFolders {
  /// A new folder, removed after `body`.
  static func withTemporary<R>(_ body: (URL) throws -> R) throws -> R {
    let folder = try ScratchFolder()
    return try withExtendedLifetime(folder) { try body(folder.url) }
  }

  /// Every file below a folder, by its path in it.
  static func contents(of folder: URL) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let url = folder.appendingPathComponent(path)
      if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        contents[path] = Array(try Data(contentsOf: url))
      }
    }
    return contents
  }

  /// The content of a gzip member; a truncated one gives the part before the end.
  static func inflated(_ member: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard trailsift_inflate_init_gzip(&stream) == Z_OK else { return [] }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var input = member
    let count = input.count
    input.withUnsafeMutableBufferPointer { bytes in
      stream.next_in = bytes.baseAddress
      stream.avail_in = uInt(count)
      var code = Z_OK
      while code == Z_OK {
        let roomBytes = 1 << 16
        let part = [UInt8](unsafeUninitializedCapacity: roomBytes) { room, produced in
          stream.next_out = room.baseAddress
          stream.avail_out = uInt(roomBytes)
          code = inflate(&stream, Z_NO_FLUSH)
          produced = roomBytes - Int(stream.avail_out)
        }
        output += part
      }
    }
    return output
  }
}
