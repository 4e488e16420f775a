import Basics
import CloudTrail
import Foundation

/// Copies objects of S3 into a folder of the user's, where they stay: a second look needs no
/// network.
///
///     $XDG_CACHE_HOME/trailsift/s3/BUCKET/KEY
///
/// Log files in S3 never change, so a file that is there is not fetched again. `aws s3 sync` writes
/// under a temporary name and renames, so a name without one is a whole file, and an interrupted
/// copy goes on where it was.
public struct S3Cache: Sendable {
  /// `…/trailsift/s3`
  public let folder: String

  public init(folder: String) { self.folder = folder }

  public init(environment: [String: String]) {
    folder = Self.cacheFolder(environment: environment) + "/s3"
  }

  /// `$XDG_CACHE_HOME/trailsift`
  public static func cacheFolder(environment: [String: String]) -> String {
    let base = environment["XDG_CACHE_HOME"].flatMap { $0.begins(with: "/") ? $0 : nil }
    let home = environment["HOME"] ?? NSHomeDirectory()
    return (base ?? home + "/.cache") + "/trailsift"
  }

  /// The place of an object or of a folder of them.
  public func path(of location: S3Location) -> String {
    let key = location.key.without(suffix: "/").map(String.init) ?? location.key
    return key.isEmpty ? "\(folder)/\(location.bucket)" : "\(folder)/\(location.bucket)/\(key)"
  }

  /// Makes the folder of a location; only its owner can read it.
  public func makeFolder(of location: S3Location) throws(AWSFailure) {
    do throws(FileCalls.Failure) {
      try FileCalls.system.makeFolder(path(of: location), mode: 0o700)
    } catch {
      throw AWSFailure(.local, "\(path(of: location)) cannot be made: \(error)")
    }
  }

  /// Whether the folder of a location has files.
  public func holds(_ location: S3Location) -> Bool {
    let files = FileManager.default.enumerator(atPath: path(of: location))
    while let name = files?.nextObject() as? String {
      if name.ends(with: ".gz") || name.ends(with: ".json") { return true }
    }
    return false
  }

  /// Programs that run at the same time: more bring nothing over one network.
  private static let maximumProcesses = 3

  // MARK: Planning

  /// The folders below a location that can have selected events, as few as possible: each is copied
  /// by one process.
  public func plan(
    _ location: S3Location, _ selection: LogSelection, _ aws: AWSProgram
  ) throws(AWSFailure) -> [S3Location] {
    if selection.isAll { return [location] }
    let root =
      location.key.isEmpty || location.key.ends(with: "/")
      ? location : S3Location(bucket: location.bucket, key: location.key + "/")
    var found: [S3Location] = []
    var level = [root]
    for _ in 0..<Self.maximumDepth where !level.isEmpty {
      let decided = level.map { ($0, selection.decision(onFolder: $0.key)) }
      found += decided.filter { $0.1 == .whole }.map(\.0)
      let open = decided.filter { $0.1 == .part }.map(\.0)
      let below = Locked<[Result<[S3Location], AWSFailure>?]>(open.map { _ in nil })
      let next = Locked(0)
      Threads.perform(min(Self.maximumProcesses, open.count)) { _ in
        while true {
          let index = next.withLock { next in
            defer { next += 1 }
            return next
          }
          guard index < open.count else { return }
          let folders = Result { () throws(AWSFailure) in try Self.folders(below: open[index], aws)
          }
          below.withLock { $0[index] = folders }
        }
      }
      level = []
      for (folder, result) in zip(open, below.withLock { $0 }) {
        let folders = try result?.get() ?? []
        if folders.isEmpty { found.append(folder) } else { level += folders }
      }
    }
    return found + level
  }

  /// Prefix, organisation, `AWSLogs`, account, `CloudTrail`, region, year, month and day.
  private static let maximumDepth = 16

  /// The folders in a folder; none if there are objects beside them, which is not CloudTrail's
  /// layout.
  private static func folders(
    below folder: S3Location, _ aws: AWSProgram
  ) throws(AWSFailure) -> [S3Location] {
    let listing = try aws.json(
      [
        "s3api", "list-objects-v2", "--bucket", folder.bucket, "--prefix", folder.key,
        "--delimiter", "/",
      ], Listing.self)
    if listing.contents?.isEmpty == false { return [] }
    return (listing.commonPrefixes ?? []).compactMap(\.prefix)
      .filter { S3Location.isPlainPath($0) && $0.begins(with: folder.key) }
      .map { S3Location(bucket: folder.bucket, key: $0) }
  }

  private struct Listing: Decodable {
    var commonPrefixes: [Folder]?
    var contents: [Object]?

    struct Folder: Decodable { var prefix: String? }
    struct Object: Decodable { var key: String? }
  }

  /// Asks for one object: fails where the bucket is missing or access is denied.
  public func check(_ location: S3Location, _ aws: AWSProgram) throws(AWSFailure) {
    let listing = try aws.json(
      [
        "s3api", "list-objects-v2", "--bucket", location.bucket, "--prefix", location.key,
        "--max-items", "1",
      ], Listing.self)
    guard listing.contents?.isEmpty == false else {
      throw AWSFailure(.missing, "there is no object below \(location)")
    }
  }

  // MARK: Copying

  /// Copies what is missing below the locations. Returns the failures; the others are copied.
  public func copy(_ locations: [S3Location], _ aws: AWSProgram) -> [AWSFailure] {
    let state = Locked((open: locations[...], failures: [AWSFailure]()))
    Threads.perform(min(Self.maximumProcesses, locations.count)) { _ in
      while let location = state.withLock({ $0.open.popFirst() }) {
        do throws(AWSFailure) { try copy(location, aws) } catch {
          state.withLock { state in
            state.failures.append(error)
            // Without a sign-in, the others would fail too.
            if error.isOfService || error.kind == .cancelled { state.open = [] }
          }
        }
      }
    }
    return state.withLock { $0.failures }
  }

  private func copy(_ location: S3Location, _ aws: AWSProgram) throws(AWSFailure) {
    try makeFolder(of: location)
    if !location.key.isEmpty, !location.key.ends(with: "/") {
      // One object, or the beginning of keys.
      let single = path(of: location)
      if (try? FileCalls.system.unlink(single)) == nil { rmdir(single) }
      try aws.run(["s3", "cp", "--only-show-errors", "\(location)", single])
      return
    }
    try aws.run([
      "s3", "sync", "--only-show-errors", "--exclude", "*CloudTrail-Digest/*", "\(location)",
      path(of: location) + "/",
    ])
  }
}

extension LogSelection {
  enum FolderDecision { case none, part, whole }

  /// Whether a folder can have selected events, and whether all below it has to be read.
  func decision(onFolder key: String) -> FolderDecision {
    if key.has(text: "/CloudTrail-Digest/") { return .none }
    guard let place = S3LogPath(folder: key) else { return .part }
    if isPruned(place) { return .none }
    if !regions.isEmpty, place.region == nil { return .part }
    guard since != nil || until != nil else { return .whole }
    // A day is the smallest folder. Larger ones are whole if both of their ends are selected.
    guard let days = place.days else { return .part }
    if days.lowerBound == days.upperBound { return .whole }
    let ends = [days.lowerBound, days.upperBound]
    return ends.allSatisfy { !isOutside(day: $0) } ? .whole : .part
  }
}

extension S3Cache {
  /// Names in one command line.
  private static let maximumNames = 200

  /// Fetches single objects: those of a folder by one process. Returns the paths of their copies,
  /// and the failures.
  public func fetch(
    _ objects: [S3Location], _ aws: AWSProgram
  ) -> (paths: [String], failures: [AWSFailure]) {
    var folders: [S3Location: [String]] = [:]
    for object in Set(objects) {
      guard let (folder, name) = object.key.cut(atLast: "/") else { continue }
      let exists = FileManager.default.fileExists(atPath: path(of: object))
      if !exists {
        folders[S3Location(bucket: object.bucket, key: folder + "/"), default: []]
          .append(String(name))
      }
    }
    var jobs: [(S3Location, [String])] = []
    for (folder, names) in folders.sorted(by: { $0.key.description < $1.key.description }) {
      let sorted = names.sorted()
      for start in stride(from: 0, to: sorted.count, by: Self.maximumNames) {
        jobs.append((folder, Array(sorted[start..<min(sorted.count, start + Self.maximumNames)])))
      }
    }
    let state = Locked((open: jobs[...], failures: [AWSFailure]()))
    Threads.perform(min(Self.maximumProcesses, jobs.count)) { _ in
      while let (folder, names) = state.withLock({ $0.open.popFirst() }) {
        do throws(AWSFailure) {
          try makeFolder(of: folder)
          try aws.run(
            [
              "s3", "cp", "--recursive", "--only-show-errors", "\(folder)", path(of: folder) + "/",
              "--exclude", "*",
            ] + names.flatMap { ["--include", $0] })
        } catch {
          state.withLock { $0.failures.append(error) }
        }
      }
    }
    let paths = Set(objects).map(path(of:)).sorted()
      .filter { FileManager.default.fileExists(atPath: $0) }
    return (paths, state.withLock { $0.failures })
  }
}
