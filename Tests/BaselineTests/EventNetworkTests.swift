import Testing

@testable import Baseline

@Suite("The network of an address")
struct EventNetworkTests {
  @Test(
    "is the /24 or /48 of a public address",
    arguments: [
      ("198.51.100.7", "198.51.100.0/24"), ("2001:db8:40::1", "2001:db8:40::/48"),
      ("2001:db8::1", "2001:db8::/48"), ("2001:0:5:1::9", "2001:0:5::/48"),
      ("2001::1", "2001::/48"), ("::ffff:198.51.100.7", "198.51.100.0/24"),
      ("::2", "::/48"), ("100.128.0.1", "100.128.0.0/24"), ("172.32.0.1", "172.32.0.0/24"),
      ("2001:DB8:AB::", "2001:db8:ab::/48"),
    ])
  func isKnown(address: String, network: String) {
    #expect(Self.network(address) == network)
  }

  @Test(
    "is nothing for names, private and malformed addresses",
    arguments: [
      "AWS Internal", "ec2.amazonaws.com", "", "10.1.2.3", "172.16.0.1", "172.31.255.255",
      "192.168.1.1", "100.64.0.1", "169.254.169.254", "127.0.0.1", "fc00::1", "fd12::1",
      "fe80::1", "::1", "::ffff:10.0.0.1", "198.051.100.7", "198.51.100", "198.51.100.7.1",
      "198.51.100.256", "2001:db8::1::2", "1:2:3:4:5:6:7", "fe80::1%eth0",
    ])
  func isUnknown(address: String) {
    #expect(Self.network(address) == nil)
  }

  private static func network(_ address: String) -> String? {
    var address = address
    return address.withUTF8 { EventNetwork.text(of: UnsafeRawBufferPointer($0)) }
  }
}
