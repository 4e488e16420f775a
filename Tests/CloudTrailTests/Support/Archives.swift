import CZlib

/// A file in an archive.
struct Member: Sendable {
  var name: String
  var bytes: [UInt8]

  init(_ name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
}

/// A tar archive as POSIX has it.
func tar(_ members: [Member]) -> [UInt8] {
  var output: [UInt8] = []
  for member in members {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    func octal(_ number: Int, _ width: Int) -> String {
      let digits = String(number, radix: 8)
      return String(repeating: "0", count: width - digits.count) + digits
    }
    put(member.name, at: 0)
    put("0000644", at: 100)
    put(octal(member.bytes.count, 11), at: 124)
    put(octal(0, 11), at: 136)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    header.replaceSubrange(148..<156, with: [UInt8](repeating: 0x20, count: 8))
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
    output += header + member.bytes
    output += [UInt8](repeating: 0, count: (512 - member.bytes.count % 512) % 512)
  }
  return output + [UInt8](repeating: 0, count: 1024)
}

enum ZipStyle {
  case stored, deflated, descriptor, zip64
}

/// A zip archive as APPNOTE.TXT has it; the list at its end has only what a reader looks at.
func zip(_ members: [Member], _ style: ZipStyle) -> [UInt8] {
  var output: [UInt8] = []
  func put(_ number: Int, _ bytes: Int) {
    for index in 0..<bytes {
      output.append(index < 8 ? UInt8(truncatingIfNeeded: number >> (8 * index)) : 0)
    }
  }
  for member in members {
    // Deflate is what gzip has between its header and trailer.
    let packed =
      style == .stored ? member.bytes : Array(gzip(member.bytes).dropFirst(10).dropLast(8))
    let sum = Int(crc32(0, member.bytes, UInt32(member.bytes.count)))
    let isLate = style == .descriptor
    let isLong = style == .zip64
    put(0x0403_4B50, 4)
    put(isLong ? 45 : 20, 2)
    put(isLate ? 8 : 0, 2)
    put(style == .stored ? 0 : 8, 2)
    put(0, 4)
    put(isLate ? 0 : sum, 4)
    put(isLate ? 0 : isLong ? 0xFFFF_FFFF : packed.count, 4)
    put(isLate ? 0 : isLong ? 0xFFFF_FFFF : member.bytes.count, 4)
    put(member.name.utf8.count, 2)
    put(isLong ? 20 : 0, 2)
    output += member.name.utf8
    if isLong {
      put(1, 2)
      put(16, 2)
      put(member.bytes.count, 8)
      put(packed.count, 8)
    }
    output += packed
    if isLate {
      put(0x0807_4B50, 4)
      put(sum, 4)
      put(packed.count, 4)
      put(member.bytes.count, 4)
    }
  }
  for member in members {
    put(0x0201_4B50, 4)
    put(0, 24)
    put(member.name.utf8.count, 2)
    put(0, 16)
    output += member.name.utf8
  }
  if style == .zip64 {
    put(0x0606_4B50, 4)
    put(44, 8)
    put(0, 44)
    put(0x0706_4B50, 4)
    put(0, 16)
  }
  put(0x0605_4B50, 4)
  put(0, 18)
  return output
}
