import Basics

/// A value of `sourceIPAddress`, taken apart.
///
///     81.2.69.160                     public
///     ::ffff:10.1.2.3                 private, 10.1.2.3, mapped
///     035.249.253.232                 malformed: reading it as octal would move it to another continent
///     s3.amazonaws.com                service
///     AWS Internal                    awsInternal
public struct SourceAddress: Sendable, Hashable {
  public let kind: AddressKind
  /// What is looked up. An IPv4 address that an IPv6 address carries stands for the whole.
  package let address: IPNetwork?
  public let carrier: Carrier?

  /// Whether the value is an address.
  public var isAddress: Bool { address != nil }

  /// How an IPv6 address carries one of IPv4.
  public enum Carrier: String, Sendable, Hashable {
    /// `::ffff:0:0/96`, RFC 4291.
    case mapped
    /// `2002::/16`, RFC 3056.
    case sixToFour = "6to4"
    /// `2001::/32`, RFC 4380: the address with all bits inverted.
    case teredo
    /// `64:ff9b::/96`, RFC 6052.
    case nat64
  }

  /// Nil is a value that is missing or not text.
  public init(_ text: String?) {
    self = Array((text ?? "").utf8).withUnsafeBytes(Self.init(bytes:))
  }

  /// The value as it is in the record, in UTF-8.
  public init(bytes: UnsafeRawBufferPointer) {
    if bytes.isEmpty || bytes.count == 1 && bytes[0] == UInt8(ascii: "-") {
      self.init(kind: .none)
    } else if let written = IPNetwork(address: bytes) {
      let (address, carrier) = Self.unwrapped(written)
      self.init(kind: SpecialRanges.kind(of: address), address: address, carrier: carrier)
    } else {
      self.init(kind: Self.nameKind(bytes))
    }
  }

  /// What a session kept.
  init(kind: AddressKind, addressText: String?, carrier: Carrier?) {
    let address = addressText.flatMap { text in
      Array(text.utf8).withUnsafeBytes { IPNetwork(address: $0) }
    }
    self.init(kind: kind, address: address, carrier: carrier)
  }

  private init(kind: AddressKind, address: IPNetwork? = nil, carrier: Carrier? = nil) {
    (self.kind, self.address, self.carrier) = (kind, address, carrier)
  }

  /// The IPv4 address that an IPv6 address carries.
  private static func unwrapped(_ address: IPNetwork) -> (IPNetwork, Carrier?) {
    guard address.isIPv6 else { return (address, nil) }
    let (high, low) = (address.high, address.low)
    let last = IPNetwork(ipv4: UInt32(truncatingIfNeeded: low))
    if high == 0, low >> 32 == 0xFFFF { return (last, .mapped) }
    if high >> 48 == 0x2002 {
      return (IPNetwork(ipv4: UInt32(truncatingIfNeeded: high >> 16)), .sixToFour)
    }
    if high >> 32 == 0x2001_0000 {
      return (IPNetwork(ipv4: ~UInt32(truncatingIfNeeded: low)), .teredo)
    }
    if high == 0x0064_FF9B_0000_0000, low >> 32 == 0 { return (last, .nat64) }
    return (address, nil)
  }

  // MARK: - Names

  private static let awsDomains = [
    "amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "amazon.com", "aws", "aws.dev",
  ]

  private static func nameKind(_ bytes: UnsafeRawBufferPointer) -> AddressKind {
    let text = String(scalars: bytes.lazy.map { lowered($0) })
    if text == "aws internal" || text.begins(with: "aws internal/") { return .awsInternal }
    guard isHostName(bytes) else { return .malformed }
    let isAWS = awsDomains.contains { domain in
      text == domain || text.without(suffix: domain)?.ends(with: ".") == true
    }
    return isAWS ? .service : .name
  }

  private static func lowered(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte)
  }

  /// Two labels or more of letters, digits and inner hyphens, the last not all digits.
  private static func isHostName(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last else { return false }
    let hyphen = UInt8(ascii: "-")
    return labels.allSatisfy { label in
      guard let first = label.first, let end = label.last, first != hyphen, end != hyphen else {
        return false
      }
      return label.allSatisfy { isLetter($0) || isDigit($0) || $0 == hyphen }
    } && !last.allSatisfy(isDigit)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
