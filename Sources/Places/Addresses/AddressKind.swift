/// What a value of `sourceIPAddress` is: a public address, a range that no database knows, or no
/// address at all.
public enum AddressKind: String, Sendable, Hashable, CaseIterable {
  case `public`, `private`, cgnat, loopback, documentation, multicast, reserved, unspecified
  case linkLocal = "link-local"
  case service
  case awsInternal = "aws-internal"
  case name, none, malformed

  /// `private network`. A public address has its place instead.
  public var words: String {
    switch self {
    case .public: "public address"
    case .private: "private network"
    case .cgnat: "carrier-grade NAT"
    case .loopback: "loopback"
    case .linkLocal: "link-local"
    case .documentation: "documentation range"
    case .multicast: "multicast"
    case .reserved: "reserved range"
    case .unspecified: "unspecified address"
    case .service: "AWS service"
    case .awsInternal: "AWS Internal"
    case .name: "host name"
    case .none: "no address"
    case .malformed: "not an address"
    }
  }

  /// Whether a company's own database may say where such addresses are: its offices and VPNs.
  var mayBeOwn: Bool { self == .private || self == .cgnat || self == .documentation }
}
