import Basics

/// The addresses for which a database says something.
///
///     81.2.69.160/27
///     81.2.69.4-81.2.69.9      a range that is no network
public struct Extent: Sendable, Hashable {
  private let first: IPNetwork
  private let last: IPNetwork

  init(_ network: IPNetwork) {
    self.init(network.network(prefix: network.prefix), network.lastAddress)
  }

  init(_ first: IPNetwork, _ last: IPNetwork) {
    self.first = first.network(prefix: first.width)
    self.last = last
  }

  public init?(_ text: String) {
    if let (before, behind) = text.cut(at: "-") {
      guard case .network(let first) = IPNetwork.parse(String(before)),
        case .network(let last) = IPNetwork.parse(String(behind))
      else { return nil }
      self.init(first, last)
    } else {
      guard case .network(let network) = IPNetwork.parse(text) else { return nil }
      self.init(network)
    }
  }

  /// The networks that make up the range, in order.
  package var networks: [IPNetwork] {
    var networks: [IPNetwork] = []
    var start = first
    while true {
      var prefix = start.width
      while prefix > 0 {
        let wider = start.network(prefix: prefix - 1)
        guard wider.high == start.high, wider.low == start.low,
          !(AddressRanges.Key(last) < AddressRanges.Key(wider.lastAddress))
        else { break }
        prefix -= 1
      }
      let network = start.network(prefix: prefix)
      networks.append(network)
      guard AddressRanges.Key(network.lastAddress) < AddressRanges.Key(last),
        let next = network.lastAddress.next
      else { return networks }
      start = next
    }
  }

  /// `["203.0.113.64/26"]`
  public var networkTexts: [String] { networks.map(\.networkText) }

  public var text: String {
    let same =
      first.high != last.high
      ? (first.high ^ last.high).leadingZeroBitCount
      : 64 + (first.low ^ last.low).leadingZeroBitCount
    let network = first.network(prefix: min(first.width, same))
    if network.high == first.high, network.low == first.low, network.lastAddress == last {
      return network.networkText
    }
    return "\(first.addressText)-\(last.addressText)"
  }
}

extension IPNetwork {
  /// The last address of a network.
  fileprivate var lastAddress: IPNetwork {
    let key = lastKey
    return isIPv6 ? IPNetwork(ipv6: key.high, key.low) : IPNetwork(ipv4: UInt32(key.high >> 32))
  }

  /// The address behind this one; nil for the last.
  fileprivate var next: IPNetwork? {
    if !isIPv6 { return ipv4 == .max ? nil : IPNetwork(ipv4: ipv4 + 1) }
    if low != .max { return IPNetwork(ipv6: high, low + 1) }
    return high == .max ? nil : IPNetwork(ipv6: high + 1, 0)
  }
}
