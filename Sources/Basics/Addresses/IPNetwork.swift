/// An IPv4 or IPv6 address or network, as 128 bits.
///
///     10.0.0.0/8       version 4, prefix 8
///     2001:db8::/32    version 6, prefix 32
package struct IPNetwork: Hashable, Sendable {
  /// IPv4 addresses fill the upper 32 bits.
  package let high: UInt64
  package let low: UInt64
  package let prefix: Int
  package let isIPv6: Bool

  package enum Parsed {
    case network(IPNetwork)
    /// Valid except for bits after the prefix; with the network around it.
    case hostBits(IPNetwork)
    case invalid
  }

  /// Reads `address/prefix`; an address alone is a network of one.
  package static func parse(_ text: String) -> Parsed {
    let parts = text.pieces(at: "/")
    guard parts.count <= 2,
      let address = Array(parts[0].utf8).withUnsafeBytes(IPNetwork.init(address:))
    else { return .invalid }
    let width = address.isIPv6 ? 128 : 32
    var prefix = width
    if parts.count == 2 {
      guard !parts[1].isEmpty, parts[1].utf8.count <= 3,
        parts[1].utf8.allSatisfy({ $0 &- 0x30 < 10 }), let number = Int(parts[1]), number <= width
      else { return .invalid }
      prefix = number
    }
    let (high, low) = mask(prefix)
    let network = IPNetwork(
      high: address.high & high, low: address.low & low, prefix: prefix, isIPv6: address.isIPv6)
    let isExact = network.high == address.high && network.low == address.low
    return isExact ? .network(network) : .hostBits(network)
  }

  /// Whether a text has only characters of addresses.
  package static func looksLikeAddress(_ text: some StringProtocol) -> Bool {
    let isIPv4 = text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }
    let isIPv6 = text.utf8.allSatisfy {
      hexDigit($0) != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
    }
    return text.utf8.contains(isIPv4 ? UInt8(ascii: ".") : UInt8(ascii: ":")) && (isIPv4 || isIPv6)
  }

  package func contains(_ address: IPNetwork) -> Bool {
    let (highMask, lowMask) = Self.mask(prefix)
    return isIPv6 == address.isIPv6 && address.high & highMask == high
      && address.low & lowMask == low
  }

  static func mask(_ prefix: Int) -> (high: UInt64, low: UInt64) {
    (
      prefix == 0 ? 0 : ~0 << UInt64(max(0, 64 - prefix)),
      prefix <= 64 ? 0 : ~0 << UInt64(128 - prefix)
    )
  }
}

extension IPNetwork {
  private init(address high: UInt64, _ low: UInt64, isIPv6: Bool) {
    self.init(high: high, low: low, prefix: isIPv6 ? 128 : 32, isIPv6: isIPv6)
  }

  /// Reads an address that fills the bytes, strictly: no leading zeros, no zone, no spaces.
  package init?(address bytes: UnsafeRawBufferPointer) {
    // The longest is eight groups of four digits, the last two written as IPv4.
    guard bytes.count >= 2, bytes.count <= 45 else { return nil }
    if bytes.contains(UInt8(ascii: ":")) {
      guard let (high, low) = Self.ipv6(bytes) else { return nil }
      self.init(address: high, low, isIPv6: true)
    } else {
      guard let address = Self.ipv4(bytes, from: 0) else { return nil }
      self.init(address: UInt64(address) << 32, 0, isIPv6: false)
    }
  }

  private static func ipv4(_ bytes: UnsafeRawBufferPointer, from start: Int) -> UInt32? {
    var address: UInt32 = 0
    var index = start
    for part in 0..<4 {
      if part > 0 {
        guard index < bytes.count, bytes[index] == UInt8(ascii: ".") else { return nil }
        index += 1
      }
      let first = index
      var value: UInt32 = 0
      while index < bytes.count, index < first + 3, bytes[index] &- 0x30 < 10 {
        value = value * 10 + UInt32(bytes[index] &- 0x30)
        index += 1
      }
      let digits = index - first
      guard digits > 0, value <= 255, digits == 1 || bytes[first] != 0x30 else { return nil }
      address = address << 8 | value
    }
    return index == bytes.count ? address : nil
  }

  private static func ipv6(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64)? {
    // The groups before and after "::".
    var front = Groups()
    var back = Groups()
    var hasGap = false
    var index = 0
    if bytes.count >= 2, bytes[0] == UInt8(ascii: ":") {
      guard bytes[1] == UInt8(ascii: ":") else { return nil }
      hasGap = true
      index = 2
    }
    while index < bytes.count {
      let first = index
      var value: UInt32 = 0
      while index < bytes.count, index < first + 4, let digit = hexDigit(bytes[index]) {
        value = value << 4 | digit
        index += 1
      }
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        guard let address = ipv4(bytes, from: first) else { return nil }
        if hasGap { back.append(address, 2) } else { front.append(address, 2) }
        break
      }
      guard index > first else { return nil }
      if hasGap { back.append(value, 1) } else { front.append(value, 1) }
      if index == bytes.count { break }
      guard bytes[index] == UInt8(ascii: ":") else { return nil }
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
        guard !hasGap else { return nil }
        hasGap = true
        index += 1
      } else if index == bytes.count {
        return nil
      }
    }
    let count = front.count + back.count
    guard hasGap ? count <= 7 : count == 8 else { return nil }
    for _ in front.count..<8 { front.append(0, 1) }
    return (front.high | back.high, front.low | back.low)
  }

  /// Groups of 16 bits, shifted in from the right. More than eight are counted, and refused later.
  private struct Groups {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var count = 0

    mutating func append(_ value: UInt32, _ groups: Int) {
      let bits = UInt64(16 * groups)
      high = high << bits | low >> (64 - bits)
      low = low << bits | UInt64(value)
      count += groups
    }
  }

  private static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}

extension IPNetwork: CustomStringConvertible {
  /// The address in full and the prefix: `10.0.0.0/8`, `2001:db8:0:0:0:0:0:0/32`.
  package var description: String {
    guard isIPv6 else {
      let octets = (0..<4).map { String(high >> UInt64(56 - 8 * $0) & 0xFF) }
      return octets.joined(separator: ".") + "/\(prefix)"
    }
    let groups = (0..<8).map { (index: Int) -> String in
      let word = index < 4 ? high : low
      return String(word >> UInt64(48 - 16 * (index % 4)) & 0xFFFF, radix: 16)
    }
    return groups.joined(separator: ":") + "/\(prefix)"
  }
}
