import Basics
import Sigma

/// Where an address is, as the baseline compares it: the /24 or /48 of a public address.
///
///     198.51.100.7              198.51.100.0/24
///     2001:db8:40::1            2001:db8:40::/48
///     10.1.2.3, AWS Internal    none
enum EventNetwork {
  static func text(of address: UnsafeRawBufferPointer) -> String? {
    guard let ip = IPNetwork(address: address) else { return nil }
    if ip.isIPv6, ip.high == 0, ip.low >> 32 == 0xFFFF {
      // ::ffff:198.51.100.7, an IPv4 address in the form of IPv6.
      return ipv4(UInt32(truncatingIfNeeded: ip.low))
    }
    if !ip.isIPv6 { return ipv4(UInt32(truncatingIfNeeded: ip.high >> 32)) }
    // fc00::/7, fe80::/10, ::1
    if ip.high >> 57 == 0xFC >> 1 || ip.high >> 54 == 0xFE80 >> 6 { return nil }
    if ip.high == 0, ip.low == 1 { return nil }
    var groups = [ip.high >> 48, ip.high >> 32 & 0xFFFF, ip.high >> 16 & 0xFFFF]
    while groups.last == 0 { groups.removeLast() }
    return groups.map { String($0, radix: 16) }.joined(separator: ":") + "::/48"
  }

  private static func ipv4(_ address: UInt32) -> String? {
    let (a, b, c) = (address >> 24, address >> 16 & 0xFF, address >> 8 & 0xFF)
    switch (a, b) {
    case (10, _), (127, _), (172, 16...31), (192, 168), (100, 64...127), (169, 254): return nil
    default: return "\(a).\(b).\(c).0/24"
    }
  }
}
