import Basics

/// Writes a database in the MaxMind DB format 2.0: networks, and a record for each.
///
///     PlacesWriter(databaseType: "Example", built: 0, entries: [("192.0.2.0/24", record)]).bytes()
///
/// For samples and tests: a tree of IPv6 with 24-bit records, IPv4 below 96 zero bits, equal records
/// once. A later entry counts where entries overlap.
public struct PlacesWriter: Sendable {
  /// What the database says about a network. What is nil is left out.
  public struct Record: Sendable, Hashable {
    public var country: String?
    public var countryName: String?
    public var region: String?
    public var city: String?
    /// Degrees, north and east.
    public var point: Point?
    public var radius: Int?
    public var system: Int?
    public var organization: String?
    /// Names of boolean fields: `is_vpn`.
    public var flags: [String]

    public struct Point: Sendable, Hashable {
      public let latitude: Double
      public let longitude: Double

      public init(_ latitude: Double, _ longitude: Double) {
        (self.latitude, self.longitude) = (latitude, longitude)
      }
    }

    public init(
      country: String? = nil, countryName: String? = nil, region: String? = nil,
      city: String? = nil, point: Point? = nil, radius: Int? = nil, system: Int? = nil,
      organization: String? = nil, flags: [String] = []
    ) {
      (self.country, self.countryName, self.region) = (country, countryName, region)
      (self.city, self.point, self.radius) = (city, point, radius)
      (self.system, self.organization, self.flags) = (system, organization, flags)
    }
  }

  let databaseType: String
  /// Seconds since 1970.
  let built: UInt64
  let entries: [(network: String, record: Record)]

  public init(databaseType: String, built: UInt64, entries: [(network: String, record: Record)]) {
    (self.databaseType, self.built, self.entries) = (databaseType, built, entries)
  }

  /// The file. Entries that are not networks are left out.
  public func bytes() -> [UInt8] {
    var data: [UInt8] = []
    var offsets: [Record: Int] = [:]
    var tree = Tree()
    for (text, record) in entries {
      guard case .network(let network) = IPNetwork.parse(text) else { continue }
      let offset = offsets[record] ?? data.count
      if offset == data.count {
        offsets[record] = offset
        data += Value(record).bytes
      }
      tree.insert(network, data: offset)
    }
    let metadata = Value.map([
      ("binary_format_major_version", .unsigned(2)), ("binary_format_minor_version", .unsigned(0)),
      ("build_epoch", .unsigned(built)), ("database_type", .text(databaseType)),
      ("description", .map([("en", .text("made up for samples and tests"))])),
      ("ip_version", .unsigned(6)), ("languages", .list([.text("en")])),
      ("node_count", .unsigned(UInt64(tree.nodes.count))), ("record_size", .unsigned(24)),
    ])
    return tree.bytes + [UInt8](repeating: 0, count: 16) + data + [0xAB, 0xCD, 0xEF]
      + Array("MaxMind.com".utf8) + metadata.bytes
  }
}

/// The search tree of a database.
private struct Tree {
  enum Record {
    case nothing
    case node(Int)
    case data(Int)
  }

  private(set) var nodes: [[Record]] = [[.nothing, .nothing]]

  mutating func insert(_ network: IPNetwork, data: Int) {
    let bits = network.isIPv6 ? 0 : 96
    let length = bits + network.prefix
    var node = 0
    for index in 0..<length {
      let bit = index < bits ? 0 : Self.bit(index - bits, of: network)
      if index == length - 1 {
        nodes[node][bit] = .data(data)
        return
      }
      if case .node(let next) = nodes[node][bit] {
        node = next
      } else {
        // A wider network keeps what is not in this one.
        nodes.append([nodes[node][bit], nodes[node][bit]])
        nodes[node][bit] = .node(nodes.count - 1)
        node = nodes.count - 1
      }
    }
  }

  private static func bit(_ index: Int, of network: IPNetwork) -> Int {
    let word = index < 64 ? network.high : network.low
    return Int(word >> UInt64(63 - index % 64) & 1)
  }

  var bytes: [UInt8] {
    nodes.joined().flatMap { record -> [UInt8] in
      let value =
        switch record {
        case .nothing: nodes.count
        case .node(let node): node
        case .data(let offset): nodes.count + 16 + offset
        }
      return [UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
    }
  }
}

/// A value of the format.
private indirect enum Value {
  case map([(String, Value)])
  case list([Value])
  case text(String)
  case unsigned(UInt64)
  case double(Double)
  case isTrue

  /// In MaxMind's shape, with the AS beside the place.
  init(_ record: PlacesWriter.Record) {
    func named(_ name: String?) -> Value? {
      name.map { .map([("names", .map([("en", .text($0))]))]) }
    }
    var pairs: [(String, Value)] = []
    if let country = record.country {
      var values: [(String, Value)] = [("iso_code", .text(country))]
      if let name = record.countryName { values.append(("names", .map([("en", .text(name))]))) }
      pairs.append(("country", .map(values)))
    }
    if let region = named(record.region) { pairs.append(("subdivisions", .list([region]))) }
    if let city = named(record.city) { pairs.append(("city", city)) }
    if let point = record.point {
      var values: [(String, Value)] = [
        ("latitude", .double(point.latitude)), ("longitude", .double(point.longitude)),
      ]
      if let radius = record.radius {
        values.append(("accuracy_radius", .unsigned(UInt64(radius))))
      }
      pairs.append(("location", .map(values)))
    }
    if let system = record.system {
      pairs.append(("autonomous_system_number", .unsigned(UInt64(system))))
    }
    if let organization = record.organization {
      pairs.append(("autonomous_system_organization", .text(organization)))
    }
    pairs += record.flags.map { ($0, .isTrue) }
    self = .map(pairs)
  }

  var bytes: [UInt8] {
    switch self {
    case .map(let pairs): Self.head(7, pairs.count) + pairs.flatMap { Self.text($0.0) + $0.1.bytes }
    case .list(let values): Self.head(11, values.count) + values.flatMap(\.bytes)
    case .text(let text): Self.text(text)
    case .unsigned(let number):
      Self.head(9, 8 - number.leadingZeroBitCount / 8)
        + Self.bigEndian(number).dropFirst(number.leadingZeroBitCount / 8)
    case .double(let number): Self.head(3, 8) + Self.bigEndian(number.bitPattern)
    case .isTrue: Self.head(14, 1)
    }
  }

  private static func text(_ text: String) -> [UInt8] {
    head(2, text.utf8.count) + Array(text.utf8)
  }

  private static func bigEndian(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(number >> UInt64(56 - 8 * $0) & 0xFF) }
  }

  /// Type and size. Nothing here is longer than 284.
  private static func head(_ type: Int, _ size: Int) -> [UInt8] {
    let bits = size < 29 ? size : 29
    let more = size < 29 ? [] : [UInt8(size - 29)]
    return type < 8
      ? [UInt8(type << 5 | bits)] + more : [UInt8(bits), UInt8(type - 7)] + more
  }
}
