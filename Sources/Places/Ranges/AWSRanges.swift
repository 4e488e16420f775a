import Basics
import EventJSON

/// A range of AWS: `eu-west-2, EC2`.
public struct AWSRange: Sendable, Hashable {
  /// `eu-west-2`, or `GLOBAL`, which is no place.
  public let region: String
  public let service: String
  /// `us-east-1-bos-1`: the group of zones that advertises the range.
  public let borderGroup: String?
  public let network: String

  public init(region: String, service: String, borderGroup: String?, network: String) {
    (self.region, self.service, self.borderGroup) = (region, service, borderGroup)
    self.network = network
  }

  public var isGlobal: Bool { region == "GLOBAL" }

  /// `AWS us-east-1, EC2, border group us-east-1-bos-1`
  public var text: String {
    let group = borderGroup.flatMap { $0 == region ? nil : ", border group \($0)" } ?? ""
    return "AWS \(isGlobal ? "global" : region), \(service)" + group
  }
}

/// AWS's own list of its addresses, `ip-ranges.json`.
///
/// https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-syntax.html
///
/// Ranges overlap: the longest prefix that has an address counts; of equal ones `EC2`, then other
/// services by name, `AMAZON` last, since it lists everything.
public final class AWSRanges: Sendable {
  public let path: String
  public let name: DatabaseName
  /// Entries without a network, a region or a service.
  public let skipped: Int
  private let entries: [AWSRange]
  private let digest: FileDigest

  /// The SHA-256 of the file; nil if it can't be read any more.
  public var sha256: String? { digest.sha256 }
  private let ipv4: AddressRanges
  private let ipv6: AddressRanges

  public static let databaseName = "AWS IP ranges"
  /// The real file has 3 MB.
  private static let maximumBytes = 64 << 20

  public convenience init(_ path: String) throws(PlacesRefusal) {
    let bytes: [UInt8]
    do { bytes = try PlainFile.read(path, atMost: Self.maximumBytes + 1) } catch {
      throw .unreadable(error.reason, isMissing: error.isMissing)
    }
    guard bytes.count <= Self.maximumBytes else { throw .tooLarge }
    try self.init(bytes, path: path)
  }

  init(_ bytes: [UInt8], path: String) throws(PlacesRefusal) {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw .notJSON }
    let outline = JSONOutline(
      bytes, limits: JSONOutline.Limits(nodes: 4_000_000, unpackedBytes: 0))
    guard !outline.nodes.contains(where: { $0.kind == .broken || !$0.isClosed }) else {
      throw .notJSON
    }
    let root = JSONNode(outline)
    guard root.isObject, let prefixes = root["prefixes"], prefixes.isArray else {
      throw .noPrefixes
    }
    self.path = path
    digest = FileDigest(path)
    var reader = Reader()
    for entry in prefixes.elements { reader.add(entry, "ip_prefix") }
    for entry in root["ipv6_prefixes"]?.elements ?? [] { reader.add(entry, "ipv6_prefix") }
    (entries, skipped) = (reader.entries, reader.skipped)
    (ipv4, ipv6) = (reader.ranges(isIPv6: false), reader.ranges(isIPv6: true))
    name = DatabaseName(
      database: Self.databaseName, file: String(path.lastPathPart),
      built: Self.date(root["createDate"]?.text))
  }

  /// The date of `2026-11-19-00-00-00`.
  private static func date(_ text: String?) -> CivilDate? {
    guard let text, text.utf8.count == 19 else { return nil }
    let isRight = text.utf8.enumerated().allSatisfy { index, byte in
      [4, 7, 10, 13, 16].contains(index) ? byte == UInt8(ascii: "-") : byte &- 0x30 < 10
    }
    return isRight ? CivilDate(String(text.utf8.prefix(10)) ?? "") : nil
  }

  package func range(of address: IPNetwork) -> AWSRange? {
    let ranges = address.isIPv6 ? ipv6 : ipv4
    return ranges.value(of: AddressRanges.Key(address)).map { entries[Int($0)] }
  }

  /// Collects the entries of the file.
  private struct Reader {
    var entries: [AWSRange] = []
    var skipped = 0
    private var byNetwork: [IPNetwork: Int] = [:]

    mutating func add(_ entry: JSONNode, _ key: String) {
      guard let prefix = entry[key]?.text, prefix.has("/"), let network = Self.network(prefix),
        let region = ForeignText.cleaned(entry["region"]?.text),
        let service = ForeignText.cleaned(entry["service"]?.text)
      else {
        skipped += 1
        return
      }
      let range = AWSRange(
        region: region, service: service,
        borderGroup: ForeignText.cleaned(entry["network_border_group"]?.text),
        network: network.networkText)
      if let known = byNetwork[network] {
        if Self.order(range) < Self.order(entries[known]) { entries[known] = range }
      } else {
        byNetwork[network] = entries.count
        entries.append(range)
      }
    }

    func ranges(isIPv6: Bool) -> AddressRanges {
      AddressRanges(
        longestOf: byNetwork.filter { $0.key.isIPv6 == isIPv6 }.map { ($0.key, Int32($0.value)) })
    }

    /// The network with the bits behind its prefix cleared.
    private static func network(_ text: String) -> IPNetwork? {
      switch IPNetwork.parse(text) {
      case .network(let network), .hostBits(let network): network
      case .invalid: nil
      }
    }

    private static func order(_ range: AWSRange) -> (Int, String) {
      switch range.service {
      case "EC2": (0, "")
      case "AMAZON": (2, "")
      default: (1, range.service)
      }
    }
  }
}
