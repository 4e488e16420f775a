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
/// logs/.DS_Store                                                             passed over
/// ```
///
/// Every file in a folder is a candidate whatever its name: people keep CloudTrail in `.json`,
/// `.log`, `.raw`, and content decides. Only names with a leading dot are passed over.
public struct LogDiscovery {
  /// The files at and below `paths`, in the order of the paths, those of a folder sorted by name,
  /// and what was skipped. "-" is standard input. Links are followed; no file is given twice.
  public static func discover(_ paths: [String]) -> (files: [LogFile], skipped: [SkippedInput]) {
    var discovery = LogDiscovery()
    for path in paths {
      if path == "-" {
        discovery.addStandardInput()
      } else {
        discovery.visit(path, wasNamed: true)
      }
    }
    return (discovery.files, discovery.skipped)
  }

  /// What tells a file or folder apart from all others, however it is reached.
  private struct Identity: Hashable {
    var device: UInt64
    var node: UInt64
  }

  private static let digestFolder = "CloudTrail-Digest"

  private var files: [LogFile] = []
  private var skipped: [SkippedInput] = []
  private var seen: Set<Identity> = []

  private mutating func addStandardInput() {
    if files.contains(where: \.isStandardInput) {
      skipped.append(SkippedInput(path: "-", reason: .givenTwice))
    } else {
      files.append(.standardInput)
    }
  }

  /// `wasNamed`: the path was given by the user, not found in a folder. A named pipe is then read:
  /// `trailsift rule.yml <(zcat old.gz)`.
  private mutating func visit(_ path: String, wasNamed: Bool) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let code = errno
      let reason = code == ENOENT ? SkipReason.notFound : .unreadable(systemMessage(code))
      skipped.append(SkippedInput(path: path, reason: reason))
      return
    }
    let identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      node: UInt64(truncatingIfNeeded: status.st_ino))
    guard seen.insert(identity).inserted else {
      skipped.append(SkippedInput(path: path, reason: .givenTwice))
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      visitFolder(path)
    case S_IFREG where status.st_size == 0:
      skipped.append(SkippedInput(path: path, reason: .empty))
    case S_IFREG:
      files.append(
        LogFile(
          path: path, byteCount: Int64(status.st_size), fingerprint: Self.fingerprint(of: status)))
    case S_IFIFO where wasNamed, S_IFCHR where wasNamed:
      files.append(LogFile(path: path, byteCount: 0))
    default:
      skipped.append(SkippedInput(path: path, reason: .notAFile))
    }
  }

  private mutating func visitFolder(_ path: String) {
    if path.split(separator: "/").last.map(String.init) == Self.digestFolder {
      skipped.append(SkippedInput(path: path, reason: .digest))
      return
    }
    guard let names = Self.names(in: path) else {
      skipped.append(SkippedInput(path: path, reason: .unreadable(systemMessage(errno))))
      return
    }
    for name in names.sorted() {
      visit(Self.join(path, name), wasNamed: false)
    }
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

  /// What a folder holds, unsorted, without names that begin with a dot; nil, and `errno`, when it cannot be read.
  static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}

/// The system's text for an `errno` code.
func systemMessage(_ code: Int32) -> String {
  String(cString: strerror(code))
}
