import CZlib
import Foundation

/// zlib alone: reads files and inflates them, one member each, through a buffer.
final class ZlibInflation {
  private var input: [UInt8] = []
  private var output = [UInt8](repeating: 0, count: 256 << 10)

  /// Returns the number of inflated bytes.
  func inflate(_ paths: [String]) -> Int64 {
    paths.reduce(0) { $0 + inflate($1) }
  }

  private func inflate(_ path: String) -> Int64 {
    read(path)
    var stream = z_stream()
    guard trailsift_inflate_init_gzip(&stream) == Z_OK else { return 0 }
    defer { inflateEnd(&stream) }
    return input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var total: Int64 = 0
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        var code = Z_OK
        while code == Z_OK {
          stream.next_out = output.baseAddress
          stream.avail_out = uInt(output.count)
          code = CZlib.inflate(&stream, Z_NO_FLUSH)
          total += Int64(output.count) - Int64(stream.avail_out)
        }
        return total
      }
    }
  }

  private func read(_ path: String) {
    input.removeAll(keepingCapacity: true)
    guard let file = fopen(path, "rb") else { return }
    defer { fclose(file) }
    setvbuf(file, nil, _IONBF, 0)
    fseek(file, 0, SEEK_END)
    let size = ftell(file)
    rewind(file)
    input.append(contentsOf: repeatElement(0, count: size))
    let count = input.withUnsafeMutableBytes { fread($0.baseAddress, 1, size, file) }
    input.removeLast(size - count)
  }
}
