import Basics

/// A file in the MaxMind DB format 2.0: networks, and a record for each.
///
///     let database = try MaxMindDatabase("GeoLite2-City.mmdb")
///     if let answer = try database.find(address) {               // where its record is
///       try database.read(at: answer.offset) { $0["country"]?["iso_code"]?.text }
///     }
///
/// The file comes from someone else and may be damaged or hostile. Each bound is checked, nothing
/// recurses, and a record is limited in depth, values and text; see ``RecordDecoder``. The decoder
/// is our own because libmaxminddb as Debian ships it lacks fixes of 2026 to its decoder, and because
/// Swift is safe where C trusts a length.
///
/// Format: https://maxmind.github.io/MaxMind-DB/
public final class MaxMindDatabase: Sendable {
  public let metadata: DatabaseMetadata
  private let tree: Locked<SearchTree>

  /// Where the record of an address is.
  public struct Answer: Sendable, Hashable {
    /// From the start of the data section; the same for all networks with the same record.
    public let offset: Int
    /// Bits of the network, as counted in the address's own family.
    public let prefix: Int
  }

  /// Reads the metadata; pages of the rest are read as they are needed.
  public init(_ path: String) throws(DatabaseRefusal) {
    let file = try PagedFile(path)
    let marker = try Self.marker(in: file)
    let section = (marker + DatabaseMetadata.marker.count)..<file.count
    let nodes: [RecordDecoder.Node]
    do { nodes = try RecordDecoder.decode(file, section: section, at: 0) } catch {
      throw .brokenMetadata(error)
    }
    let metadata = try DatabaseMetadata(MMDBRecord(file, nodes))
    self.metadata = metadata
    let search = try SearchTree(file, metadata, marker: marker)
    tree = Locked(search)
  }

  /// Whether a file may be of this format: it has the marker where that must be.
  public static func hasMarker(_ path: String) throws(DatabaseRefusal) -> Bool {
    let file = try PagedFile(path)
    do { _ = try marker(in: file) } catch .noMetadata { return false }
    return true
  }

  /// The place of the last marker.
  private static func marker(in file: PagedFile) throws(DatabaseRefusal) -> Int {
    let marker = DatabaseMetadata.marker
    let start = max(0, file.count - DatabaseMetadata.maximumBytes)
    let tail: UnsafeRawBufferPointer
    do { tail = try file.bytes(at: start, count: file.count - start) } catch {
      throw .brokenMetadata(RecordProblem(error))
    }
    var place = tail.count - marker.count
    while place >= 0 {
      if tail[place] == marker[0], tail[place..<place + marker.count].elementsEqual(marker) {
        return start + place
      }
      place -= 1
    }
    throw .noMetadata
  }

  /// Where the record of an address is; nil if the database knows nothing about it. IPv6 in a
  /// database of IPv4 has no record.
  package func find(_ address: IPNetwork) throws(RecordProblem) -> Answer? {
    try tree.withLock { tree throws(RecordProblem) in try tree.find(address) }
  }

  /// Decodes the record at an offset that `find` gave.
  public func read<Result: Sendable>(
    at offset: Int, _ body: (MMDBRecord) -> Result
  ) throws(RecordProblem) -> Result {
    try tree.withLock { tree throws(RecordProblem) in body(try tree.record(at: offset)) }
  }
}
