import Basics
import MaxMindDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that says where addresses are: of the MaxMind DB format, or of Tor's kind.
public final class PlaceDatabase: Sendable {
  public let path: String
  public let name: DatabaseName
  /// Lines that are left out.
  public let skipped: Int
  /// Whether it may speak for private, shared and documentation ranges: a file that the user names
  /// and that is of no vendor's type, for a company's offices and VPNs.
  public let isOwn: Bool
  private let contents: Contents
  private let digest: FileDigest

  /// The SHA-256 of the file; nil if it can't be read any more.
  public var sha256: String? { digest.sha256 }

  private enum Contents: Sendable {
    case maxMind(MaxMindDatabase, type: String, facts: Locked<[Int: CachedFacts]>)
    case tor(TorRanges)
  }

  /// What a record says, or why it can't be read. Databases share records between networks.
  private enum CachedFacts: Sendable {
    case facts(RecordFacts)
    case nothing
    case problem(RecordProblem)
  }

  /// - Parameter isNamed: whether the user named the file, so that it was not found by itself.
  public init(_ path: String, isNamed: Bool = true) throws(PlacesRefusal) {
    self.path = path
    digest = FileDigest(path)
    let file = String(path.lastPathPart)
    if try Self.isMaxMind(path) {
      let database: MaxMindDatabase
      do { database = try MaxMindDatabase(path) } catch { throw .maxMind(error) }
      let type = database.metadata.databaseType
      let built = database.metadata.buildEpoch.map { CivilDate(daysSince1970: $0 / 86_400) }
      name = DatabaseName(
        database: ForeignText.cleaned(type) ?? "MMDB", file: file, built: built)
      skipped = 0
      isOwn = isNamed && !Self.isVendors(type)
      contents = .maxMind(database, type: type, facts: Locked([:]))
    } else {
      let ranges = try TorRanges(path)
      name = DatabaseName(database: "Tor \(file)", file: file, built: ranges.built)
      skipped = ranges.skipped
      isOwn = false
      contents = .tor(ranges)
    }
  }

  /// Whether a file is to be read in the MaxMind DB format: by its marker or, since text has none,
  /// by a zero byte near its beginning.
  private static func isMaxMind(_ path: String) throws(PlacesRefusal) -> Bool {
    do throws(DatabaseRefusal) {
      if try MaxMindDatabase.hasMarker(path) { return true }
    } catch { throw .maxMind(error) }
    do throws(PlainFile.Refusal) {
      return try PlainFile.read(path, atMost: 4_096).contains(0)
    } catch { throw .unreadable(error.reason, isMissing: error.isMissing) }
  }

  private static let vendors = [
    "geolite", "geoip", "dbip", "ipinfo", "ip2location", "ip2proxy", "iplocate", "ipapi",
  ]

  private static func isVendors(_ type: String) -> Bool {
    let type = type.lowercased()
    return vendors.contains { type.begins(with: $0) }
  }

  /// What the database says about an address, and the network for which it says so.
  func find(
    _ address: IPNetwork
  ) throws(RecordProblem) -> (facts: RecordFacts, extent: Extent)? {
    switch contents {
    case .tor(let ranges): return ranges.find(address)
    case .maxMind(let database, let type, let cache):
      guard let answer = try database.find(address) else { return nil }
      let cached: CachedFacts
      if let known = cache.withLock({ $0[answer.offset] }) {
        cached = known
      } else {
        cached = Self.read(database, type, at: answer.offset)
        cache.withLock { $0[answer.offset] = cached }
      }
      switch cached {
      case .facts(let facts):
        return (facts, Extent(address.network(prefix: answer.prefix)))
      case .nothing: return nil
      case .problem(let problem): throw problem
      }
    }
  }

  private static func read(
    _ database: MaxMindDatabase, _ type: String, at offset: Int
  ) -> CachedFacts {
    do throws(RecordProblem) {
      let facts = try database.read(at: offset) { RecordFacts($0, databaseType: type) }
      return facts.map(CachedFacts.facts) ?? .nothing
    } catch { return .problem(error) }
  }
}
