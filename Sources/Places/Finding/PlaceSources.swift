import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where databases are looked for: in what the user names, else in the usual folders.
///
///     PlaceSources(named: ["~/geo", "asn.mmdb"]).open()
///     PlaceSources().open()                // /usr/share/GeoIP, …, /usr/share/tor/geoip
public struct PlaceSources: Sendable, Hashable {
  /// `--geo`: files and folders.
  public var named: [String] = []
  /// `geo:` of config.yml.
  public var configured: [String] = []
  /// `--aws-ranges`
  public var awsRanges: String?
  /// `--label name=file`
  public var labels: [Label] = []
  /// Whether the usual folders are searched if nothing is named.
  public var searches = true

  public struct Label: Sendable, Hashable {
    public let name: String
    public let path: String

    public init(name: String, path: String) { (self.name, self.path) = (name, path) }
  }

  public init(named: [String] = []) { self.named = named }

  /// No databases at all.
  public static let none: PlaceSources = {
    var sources = PlaceSources()
    sources.searches = false
    return sources
  }()

  /// Who is the source of a path.
  enum Origin: Sendable, Hashable {
    case option, configuration, search
  }

  struct Candidate: Sendable, Hashable {
    let path: String
    let origin: Origin
  }

  /// Opens all files. What cannot be used is reported, and the others work.
  ///
  /// - Parameter root: replaces `/` for the usual places, in tests.
  public func open(root: String = "") -> OpenedPlaces {
    var problems: [OpenedPlaces.Problem] = []
    var candidates: [Candidate] = []
    for (paths, origin) in [(named, Origin.option), (configured, .configuration)] {
      for path in paths { candidates += files(at: path, origin, &problems) }
    }
    if named.isEmpty, configured.isEmpty, searches {
      for path in Self.usualPlaces(root) {
        var ignored: [OpenedPlaces.Problem] = []
        candidates += files(at: path, .search, &ignored)
      }
    }
    if let awsRanges { candidates.append(Candidate(path: awsRanges, origin: .option)) }
    return open(Self.once(candidates), problems)
  }

  /// Databases are opened at the same time, since files of Tor's kind are read whole.
  private func open(
    _ candidates: [Candidate], _ problems: [OpenedPlaces.Problem]
  ) -> OpenedPlaces {
    let opened = Locked([Int: Result<Opened, PlacesRefusal>]())
    let next = Locked(0)
    Threads.perform(min(candidates.count, 4)) { [awsRanges] _ in
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard candidates.indices.contains(index) else { return }
        let result = Self.open(candidates[index], isAWS: candidates[index].path == awsRanges)
        opened.withLock { $0[index] = result }
      }
    }
    var problems = problems
    var databases: [PlaceDatabase] = []
    var aws: AWSRanges?
    let results = opened.withLock { $0 }
    for (index, candidate) in candidates.enumerated() {
      switch results[index] {
      case .success(.database(let database)): databases.append(database)
      // The option comes last, and counts.
      case .success(.aws(let ranges)): if aws == nil || candidate.path == awsRanges { aws = ranges }
      case .failure(let refusal):
        problems.append(
          OpenedPlaces.Problem(
            path: candidate.path, refusal: refusal, isError: candidate.origin == .option))
      case nil: break
      }
    }
    var named: [NamedRanges] = []
    for label in labels {
      do { named.append(try NamedRanges(label: label.name, path: label.path)) } catch {
        problems.append(
          OpenedPlaces.Problem(path: label.path, refusal: error, isError: true))
      }
    }
    return OpenedPlaces(
      book: PlaceBook(databases: databases, aws: aws, labels: named), problems: problems)
  }

  private enum Opened: Sendable {
    case database(PlaceDatabase)
    case aws(AWSRanges)
  }

  private static func open(
    _ candidate: Candidate, isAWS: Bool
  ) -> Result<Opened, PlacesRefusal> {
    do throws(PlacesRefusal) {
      if isAWS || candidate.path.lastPathPart == awsFileName {
        return .success(.aws(try AWSRanges(candidate.path)))
      }
      return .success(
        .database(try PlaceDatabase(candidate.path, isNamed: candidate.origin != .search)))
    } catch { return .failure(error) }
  }

  // MARK: - Paths

  private static let awsFileName = "ip-ranges.json"

  /// The folders of GeoIP.conf, then those of packages, then Tor's files.
  static func usualPlaces(_ root: String) -> [String] {
    let configured = ["/etc/GeoIP.conf", "/usr/local/etc/GeoIP.conf"].compactMap { path in
      databaseDirectory(root + path).map { root + $0 }
    }
    return configured
      + [
        "/usr/share/GeoIP", "/var/lib/GeoIP", "/usr/local/share/GeoIP", "/usr/share/tor/geoip",
        "/usr/share/tor/geoip6",
      ].map { root + $0 }
  }

  /// The folder that geoipupdate writes to: `DatabaseDirectory /var/lib/GeoIP`.
  private static func databaseDirectory(_ path: String) -> String? {
    guard let bytes = try? PlainFile.read(path, atMost: 64 << 10) else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).pieces(at: "\n") {
      let setting = (line.cut(at: "#")?.before ?? line).trimmed
      guard let rest = setting.without(prefix: "DatabaseDirectory"),
        rest.utf8.first == 0x20 || rest.utf8.first == 0x09
      else { continue }
      let folder = String(rest).trimmed
      if folder.begins(with: "/") { return folder }
    }
    return nil
  }

  /// The path if it is a file; the databases in it, by name, if it is a folder.
  private func files(
    at path: String, _ origin: Origin, _ problems: inout [OpenedPlaces.Problem]
  ) -> [Candidate] {
    do throws(FileCalls.Failure) {
      let status = try FileCalls.system.status(at: path)
      guard status.mode & UInt32(S_IFMT) == UInt32(S_IFDIR) else {
        return [Candidate(path: path, origin: origin)]
      }
    } catch {
      problems.append(
        OpenedPlaces.Problem(
          path: path,
          refusal: .unreadable(error.reason, isMissing: error.code == ENOENT),
          isError: origin == .option))
      return []
    }
    return Self.names(in: path).filter(Self.isDatabase)
      .map { Candidate(path: path.ends(with: "/") ? path + $0 : "\(path)/\($0)", origin: origin) }
  }

  private static func isDatabase(_ name: String) -> Bool {
    name.ends(with: ".mmdb") || ["geoip", "geoip6", awsFileName].contains(name)
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Each file once, by its real path.
  private static func once(_ candidates: [Candidate]) -> [Candidate] {
    var seen: Set<String> = []
    return candidates.filter { candidate in
      seen.insert((try? FileCalls.system.resolve(candidate.path)) ?? candidate.path).inserted
    }
  }
}
