/// What a database says about itself.
public struct DatabaseMetadata: Sendable, Hashable {
  public let nodeCount: Int
  /// Bits of a record of the search tree: 24, 28 or 32.
  public let recordSize: Int
  /// 4 or 6. A tree of IPv6 has IPv4 addresses below 96 zero bits.
  public let ipVersion: Int
  /// `GeoLite2-City`, as written in the file: may hold anything.
  public let databaseType: String
  /// Seconds since 1970; nil if that is no day from 2000 to 2099.
  public let buildEpoch: Int?

  /// The marker before the metadata.
  static let marker: [UInt8] = [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8)
  /// With its marker, at the end of the file.
  static let maximumBytes = 128 << 10
  /// From 2000-01-01 to 2099-12-31.
  private static let buildEpochs = 946_684_800..<4_102_444_800

  init(_ record: MMDBRecord) throws(DatabaseRefusal) {
    guard record.isMap else { throw .metadataNotAMap }
    let format = try Self.unsigned(record, "binary_format_major_version", atMost: 0xFFFF)
    guard format == 2 else { throw .format(format) }
    recordSize = try Self.unsigned(record, "record_size", atMost: 0xFFFF)
    guard [24, 28, 32].contains(recordSize) else { throw .recordSize(recordSize) }
    ipVersion = try Self.unsigned(record, "ip_version", atMost: 0xFFFF)
    guard ipVersion == 4 || ipVersion == 6 else { throw .ipVersion(ipVersion) }
    nodeCount = try Self.unsigned(record, "node_count", atMost: 0xFFFF_FFFF)
    guard nodeCount > 0 else { throw .emptyTree }
    guard let type = record["database_type"]?.text else { throw .missing("database_type") }
    databaseType = type
    if case .unsigned(let epoch)? = record["build_epoch"]?.content, let epoch = Int(exactly: epoch),
      Self.buildEpochs.contains(epoch)
    {
      buildEpoch = epoch
    } else {
      buildEpoch = nil
    }
  }

  /// A number of any unsigned type, by its whole value.
  private static func unsigned(
    _ record: MMDBRecord, _ key: String, atMost limit: Int
  ) throws(DatabaseRefusal) -> Int {
    switch record[key]?.content {
    case .unsigned(let value)?:
      guard let value = Int(exactly: value), value <= limit else { throw .outOfRange(key) }
      return value
    case .large?: throw .outOfRange(key)
    default: throw .missing(key)
    }
  }
}
