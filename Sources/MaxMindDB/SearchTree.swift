import Basics

/// The search tree of a database, and the section of data behind it.
///
///     node_count × record_size × 2 bits · 16 zero bytes · data · marker
struct SearchTree {
  private let file: PagedFile
  private let nodeCount: Int
  private let recordSize: Int
  private let ipVersion: Int
  private let data: Range<Int>
  /// Where IPv4 begins in a tree of IPv6: a node, or a record already.
  private var ipv4Start = 0

  private static let separatorBytes = 16

  init(
    _ file: PagedFile, _ metadata: DatabaseMetadata, marker: Int
  ) throws(DatabaseRefusal) {
    self.file = file
    (nodeCount, recordSize) = (metadata.nodeCount, metadata.recordSize)
    ipVersion = metadata.ipVersion
    // At most 2^32 × 8: far from an overflow.
    let end = nodeCount * (recordSize / 4)
    guard end <= marker, Self.separatorBytes <= marker - end else { throw .treePastData }
    data = end + Self.separatorBytes..<marker
    do {
      let separator = try file.bytes(at: end, count: Self.separatorBytes)
      guard separator.allSatisfy({ $0 == 0 }) else { throw DatabaseRefusal.noSeparator }
      if ipVersion == 6 { ipv4Start = try startOfIPv4() }
    } catch let failure as PagedFile.Failure {
      throw .brokenMetadata(RecordProblem(failure))
    } catch {
      throw .noSeparator
    }
  }

  private func startOfIPv4() throws(PagedFile.Failure) -> Int {
    var node = 0
    for _ in 0..<96 where node < nodeCount { node = try child(of: node, isRight: false) }
    return node
  }

  func find(_ address: IPNetwork) throws(RecordProblem) -> MaxMindDatabase.Answer? {
    if address.isIPv6, ipVersion == 4 { return nil }
    var node = !address.isIPv6 && ipVersion == 6 ? ipv4Start : 0
    var used = 0
    do {
      let width = address.width
      var bits = address.high
      while node < nodeCount, used < width {
        node = try child(of: node, isRight: bits >> 63 == 1)
        used += 1
        bits = used == 64 ? address.low : bits << 1
      }
    } catch { throw RecordProblem(error) }
    if node < nodeCount { throw .deepTree }
    if node == nodeCount { return nil }
    let offset = node - nodeCount - Self.separatorBytes
    guard offset >= 0, offset < data.count else { throw .treeOutside }
    return MaxMindDatabase.Answer(offset: offset, prefix: used)
  }

  func record(at offset: Int) throws(RecordProblem) -> MMDBRecord {
    guard offset >= 0, offset < data.count else { throw .treeOutside }
    return MMDBRecord(file, try RecordDecoder.decode(file, section: data, at: offset))
  }

  /// The left or right record of a node.
  @inline(__always)
  private func child(of node: Int, isRight: Bool) throws(PagedFile.Failure) -> Int {
    switch recordSize {
    case 24:
      let bytes = try file.bytes(at: node * 6 + (isRight ? 3 : 0), count: 3)
      return Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
    case 32:
      let bytes = try file.bytes(at: node * 8 + (isRight ? 4 : 0), count: 4)
      return Int(bytes[0]) << 24 | Int(bytes[1]) << 16 | Int(bytes[2]) << 8 | Int(bytes[3])
    default:
      // 28 bits: byte 3 has the four highest bits of the left record in its high half.
      let bytes = try file.bytes(at: node * 7, count: 7)
      if isRight {
        return Int(bytes[3] & 0x0F) << 24 | Int(bytes[4]) << 16 | Int(bytes[5]) << 8
          | Int(bytes[6])
      }
      return Int(bytes[3] & 0xF0) << 20 | Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
    }
  }
}
