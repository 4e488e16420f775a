import Basics

/// The IANA special-purpose registries (RFC 6890 and its updates).
///
///     10.0.0.1        private
///     2001:200::1     public
enum SpecialRanges {
  /// The kind of an address.
  static func kind(of address: IPNetwork) -> AddressKind {
    // Most addresses are outside of these.
    if !address.isIPv6, isPlain[Int(address.high >> 56)] { return .public }
    return table.first { $0.network.contains(address) }?.kind ?? .public
  }

  /// In this order, the first that has the address is the longest one.
  private static let table: [(network: IPNetwork, kind: AddressKind)] = [
    ("0.0.0.0/32", .unspecified), ("0.0.0.0/8", .reserved), ("10.0.0.0/8", .private),
    ("100.64.0.0/10", .cgnat), ("127.0.0.0/8", .loopback), ("169.254.0.0/16", .linkLocal),
    ("172.16.0.0/12", .private), ("192.0.0.0/24", .reserved), ("192.0.2.0/24", .documentation),
    ("192.88.99.0/24", .reserved), ("192.168.0.0/16", .private), ("198.18.0.0/15", .reserved),
    ("198.51.100.0/24", .documentation), ("203.0.113.0/24", .documentation),
    ("224.0.0.0/4", .multicast), ("240.0.0.0/4", .reserved),
    ("::/128", .unspecified), ("::1/128", .loopback), ("2001:db8::/32", .documentation),
    ("2001::/23", .reserved), ("3fff::/20", .documentation), ("fc00::/7", .private),
    ("fe80::/10", .linkLocal), ("ff00::/8", .multicast), ("2000::/3", .public),
    ("::/0", .reserved),
  ].compactMap { (text: String, kind: AddressKind) -> (network: IPNetwork, kind: AddressKind)? in
    guard case .network(let network) = IPNetwork.parse(text) else { return nil }
    return (network, kind)
  }

  /// Whether all IPv4 addresses with that first octet are public.
  private static let isPlain: [Bool] = (0..<256).map { octet in
    let first = IPNetwork(ipv4: UInt32(octet) << 24).network(prefix: 8)
    return !table.contains { row in
      !row.network.isIPv6
        && (row.network.contains(first) || first.contains(row.network))
    }
  }
}
