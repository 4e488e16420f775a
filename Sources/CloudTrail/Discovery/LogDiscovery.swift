import Basics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Finds the log files in files and folders.
///
/// ```
/// logs/AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/01/….json.gz     found
/// logs/AWSLogs/111122223333/CloudTrail-Digest/                               skipped: digest
/// logs/.DS_Store                                                             skipped: hidden
/// ```
///
/// Every file in a folder is a candidate, whatever its name: people keep CloudTrail in `.json`,
/// `.log`, `.raw`. Its content decides. Only names with a leading dot are skipped.
public struct LogDiscovery {
  /// The files at and below `paths`, and what was skipped. Files are in the order of the paths, and
  /// sorted by name within a folder. "-" is standard input. Links are followed, and no file is
  /// returned twice.
  ///
  /// - Parameter selection: a folder of an S3 layout that can't have selected events is skipped as
  ///   one entry, with its number of files.
  public static func discover(
    _ paths: [String], selection: LogSelection = LogSelection()
  ) -> (files: [LogFile], skipped: [SkippedInput]) {
    collected { discover(paths, selection: selection, found: $0) }
  }

  /// The same, file by file as they are found: walking a million files takes seconds.
  ///
  /// - Parameter found: called with the next files, in order. Return false to end the walk.
  /// - Returns: what was skipped.
  public static func discover(
    _ paths: [String], selection: LogSelection, found: @escaping ([LogFile]) -> Bool
  ) -> [SkippedInput] {
    var discovery = LogDiscovery(selection: selection, found: found)
    for path in paths where discovery.shouldContinue {
      if path == "-" {
        discovery.addStandardInput()
      } else {
        discovery.visitNamed(path)
      }
    }
    discovery.handOver()
    return discovery.skipped
  }

  /// The same below one path that was found, not given by the user.
  static func discover(
    below path: SystemPath, selection: LogSelection
  ) -> (files: [LogFile], skipped: [SkippedInput]) {
    collected { found in
      var discovery = LogDiscovery(selection: selection, found: found)
      discovery.visit(path, resolved: selection.isAll ? "" : resolved(path), wasNamed: false)
      discovery.handOver()
      return discovery.skipped
    }
  }

  /// The files that a walk found, and what it skipped.
  private static func collected(
    _ walk: (@escaping ([LogFile]) -> Bool) -> [SkippedInput]
  ) -> (files: [LogFile], skipped: [SkippedInput]) {
    var files: [LogFile] = []
    let skipped = withoutActuallyEscaping({ (found: [LogFile]) -> Bool in
      files += found
      return true
    }) { walk($0) }
    return (files, skipped)
  }

  /// The path with links resolved, or unchanged if it does not exist.
  private static func resolved(_ path: SystemPath) -> String {
    guard let real = path.withCString({ realpath($0, nil) }) else { return path.text }
    defer { free(real) }
    return String(cString: real)
  }

  /// Identifies a file or folder, by whatever path it is reached.
  private struct Identity: Hashable {
    var device: UInt64
    var node: UInt64
  }

  private static let digestFolder = "CloudTrail-Digest"

  private let selection: LogSelection
  private let found: ([LogFile]) -> Bool
  /// Found, but not passed on yet.
  private var files: [LogFile] = []
  private var handedOver = 0
  private var shouldContinue = true
  private var hasStandardInput = false
  private var skipped: [SkippedInput] = []
  private var seen: Set<Identity> = []

  private init(selection: LogSelection, found: @escaping ([LogFile]) -> Bool) {
    self.selection = selection
    self.found = found
  }

  private mutating func add(_ file: LogFile) {
    files.append(file)
    // The first files are passed on soon, later ones in larger batches.
    if files.count >= min(4_096, max(64, handedOver)) { handOver() }
  }

  private mutating func handOver() {
    guard !files.isEmpty else { return }
    handedOver += files.count
    shouldContinue = found(files) && shouldContinue
    files.removeAll(keepingCapacity: true)
  }

  private mutating func addStandardInput() {
    if hasStandardInput {
      skipped.append(SkippedInput(path: "-", reason: .givenTwice))
    } else {
      hasStandardInput = true
      add(.standardInput)
    }
  }

  /// A path that the user gave. It is resolved, since the S3 layout above it counts too:
  /// `cd …/CloudTrail/eu-west-1; trailsift rule.yml 2026`.
  private mutating func visitNamed(_ path: String) {
    let path = SystemPath(path)
    visit(path, resolved: selection.isAll ? "" : Self.resolved(path), wasNamed: true)
  }

  /// `wasNamed`: the user gave the path. A named pipe is then read:
  /// `trailsift rule.yml <(zcat old.gz)`. Devices are not, except for the program's own
  /// descriptors, since most never end.
  private mutating func visit(_ path: SystemPath, resolved: String, wasNamed: Bool) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else {
      let code = errno
      skip(path, code == ENOENT ? .notFound : .unreadable(systemMessage(code)))
      return
    }
    let identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      node: UInt64(truncatingIfNeeded: status.st_ino))
    guard seen.insert(identity).inserted else { return skip(path, .givenTwice) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      visitFolder(path, resolved: resolved)
    case S_IFREG where status.st_size == 0 && !wasNamed:
      skip(path, .empty)
    case S_IFREG where status.st_size == 0 && Self.isOfProcesses(status):
      skip(path, .notAFile)
    case S_IFREG:
      if wasNamed, let why = pruning(S3LogPath(file: resolved)) {
        skip(path, .pruned(why))
      } else {
        add(
          LogFile(
            path: path, byteCount: Int64(status.st_size),
            fingerprint: Self.fingerprint(of: status)))
      }
    case S_IFIFO where wasNamed:
      add(LogFile(path: path, byteCount: 0))
    case S_IFCHR where wasNamed && PlainFile.isOwnDescriptor(path.text):
      add(LogFile(path: path, byteCount: 0))
    case S_IFCHR where Self.isNull(status):
      skip(path, .empty)
    default:
      skip(path, .notAFile)
    }
  }

  private mutating func visitFolder(_ path: SystemPath, resolved: String) {
    let name = path.text.pieces(at: "/").last { !$0.isEmpty }
    if name?.hasSameBytes(as: Self.digestFolder) == true {
      return skip(path, .digest)
    }
    if let why = pruning(S3LogPath(folder: resolved)) {
      return skip(path, .pruned(why), fileCount: Folder.countFiles(path))
    }
    guard let entries = Folder.entries(path) else {
      return skip(path, .unreadable(systemMessage(errno)))
    }
    for entry in entries.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) })
    where shouldContinue {
      if entry.isHidden {
        let hidden = path.appending(entry.name)
        skip(hidden, .hidden, fileCount: entry.isFolder == true ? Folder.countFiles(hidden) : 1)
        continue
      }
      visit(
        path.appending(entry.name),
        resolved: selection.isAll
          ? "" : resolved + "/" + String(decoding: entry.name, as: UTF8.self),
        wasNamed: false)
    }
  }

  /// `/dev/null`
  private static func isNull(_ status: stat) -> Bool {
    var null = stat()
    return stat("/dev/null", &null) == 0 && null.st_rdev == status.st_rdev
  }

  /// Whether it is a file in `/proc`; some of these never end, such as `/proc/kmsg`.
  private static func isOfProcesses(_ status: stat) -> Bool {
    var processes = stat()
    return stat("/proc", &processes) == 0 && processes.st_dev == status.st_dev
      && processes.st_ino == 1
  }

  private static func fingerprint(of status: stat) -> Int {
    var hasher = Hasher()
    hasher.combine(status.st_dev)
    hasher.combine(status.st_ino)
    hasher.combine(status.st_size)
    #if canImport(Darwin)
      let changed = status.st_mtimespec
    #else
      let changed = status.st_mtim
    #endif
    hasher.combine(changed.tv_sec)
    hasher.combine(changed.tv_nsec)
    return hasher.finalize()
  }

  private func pruning(_ place: S3LogPath?) -> SkipReason.Pruning? {
    selection.isAll ? nil : place.flatMap(selection.pruning)
  }

  private mutating func skip(_ path: SystemPath, _ reason: SkipReason, fileCount: Int = 1) {
    skipped.append(SkippedInput(path: path.text, reason: reason, fileCount: fileCount))
  }
}

/// The system's text for an `errno` code.
func systemMessage(_ code: Int32) -> String {
  String(cString: strerror(code))
}
