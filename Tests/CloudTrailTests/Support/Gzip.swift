import CZlib

/// One gzip member that holds `bytes`.
func gzip(_ bytes: some Collection<UInt8>) -> [UInt8] {
  var stream = z_stream()
  guard trailsift_deflate_init_gzip(&stream, 6) == Z_OK else { return [] }
  defer { deflateEnd(&stream) }
  var input = Array(bytes)
  var output = [UInt8](repeating: 0, count: input.count + 1024)
  let left = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      _ = deflate(&stream, Z_FINISH)
      return Int(stream.avail_out)
    }
  }
  output.removeLast(left)
  return output
}

func gzip(_ text: String) -> [UInt8] { gzip(text.utf8) }

/// A zlib stream (RFC 1950) that holds `text`: deflate between a header and an Adler-32 checksum.
func zlib(_ text: String) -> [UInt8] {
  let bytes = Array(text.utf8)
  let sum = UInt32(adler32(1, bytes, UInt32(bytes.count)))
  return [0x78, 0x9C] + gzip(bytes).dropFirst(10).dropLast(8)
    + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
}
