/// Addresses and networks as people write them.
///
///     2001:DB8:0:0:0:0:0:1     2001:db8::1
///     ::102:304                hexadecimal throughout, also where an IPv4 address is inside
extension IPNetwork {
  /// The number of bits of an address.
  package var width: Int { isIPv6 ? 128 : 32 }

  /// The address without its prefix, in the form of RFC 5952.
  package var addressText: String {
    guard isIPv6 else {
      let octets = (0..<4).map { (index: Int) -> String in
        String(high >> UInt64(56 - 8 * index) & 0xFF)
      }
      return octets.joined(separator: ".")
    }
    let groups = (0..<8).map { (index: Int) -> UInt64 in
      let word = index < 4 ? high : low
      return word >> UInt64(48 - 16 * (index % 4)) & 0xFFFF
    }
    let texts = groups.map { String($0, radix: 16) }
    guard let gap = Self.longestGap(groups) else { return texts.joined(separator: ":") }
    return texts[..<gap.lowerBound].joined(separator: ":") + "::"
      + texts[gap.upperBound...].joined(separator: ":")
  }

  /// `81.2.69.160/27`
  package var networkText: String { addressText + "/\(prefix)" }

  /// The first of the longest runs of two or more groups that are zero.
  private static func longestGap(_ groups: [UInt64]) -> Range<Int>? {
    var longest = 0..<0
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 {
        start = index + 1
      } else if index + 1 - start > longest.count {
        longest = start..<index + 1
      }
    }
    return longest.count > 1 ? longest : nil
  }

  /// The network of so many bits around the address.
  package func network(prefix: Int) -> IPNetwork {
    let (highMask, lowMask) = Self.mask(prefix)
    return IPNetwork(
      high: high & highMask, low: low & lowMask, prefix: prefix, isIPv6: isIPv6)
  }

  /// An IPv4 address.
  package init(ipv4 address: UInt32) {
    self.init(high: UInt64(address) << 32, low: 0, prefix: 32, isIPv6: false)
  }

  /// An IPv6 address.
  package init(ipv6 high: UInt64, _ low: UInt64) {
    self.init(high: high, low: low, prefix: 128, isIPv6: true)
  }

  /// The address of an IPv4 network as a number.
  package var ipv4: UInt32 { UInt32(truncatingIfNeeded: high >> 32) }
}
