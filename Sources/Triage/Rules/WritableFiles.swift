import Sessions

/// The files that a session may write.
///
///     trailsift r.yml logs --session theirs.jsonl    r.yml, but nothing else that theirs.jsonl names
///     trailsift r.yml logs --read-only               none
///     trailsift --session ~/.local/state/trailsift/sessions/2026-….jsonl    the files that it recorded
///
/// Anyone may have written a journal, so naming a file in it does not permit writing the file.
/// Files that the user names on the command line may be written, and files that the user's own
/// journal recorded (`SessionStore.isOwn`).
public struct WritableFiles: Sendable, Hashable {
  private enum Extent: Sendable, Hashable {
    case all, none
    case places(Set<String>)
  }

  private var extent: Extent

  /// For texts in memory.
  public static let all = WritableFiles(.all)
  /// For `--read-only`.
  public static let none = WritableFiles(.none)

  private init(_ extent: Extent) { self.extent = extent }

  /// - Parameter places: absolute paths.
  public init(_ places: some Sequence<String>) { extent = .places(Set(places)) }

  /// The files that a session may write.
  ///
  /// - Parameters:
  ///   - named: absolute paths of the files that the command line names.
  ///   - journal: the session's journal; nil if none is written.
  public init(
    named: some Sequence<String>, journal: Journal?, of session: SessionState,
    in store: SessionStore
  ) {
    self.init(named)
    guard let journal, store.isOwn(journal) else { return }
    for path in session.header.paths {
      allow(session.header.location(of: path))
      if let place = session.locations[path] { allow(place) }
    }
  }

  public var isReadOnly: Bool { extent == .none }

  /// Allows another file, which the user has just named. `none` stays none.
  public mutating func allow(_ place: String) {
    if case .places(let places) = extent { extent = .places(places.union([place])) }
  }

  public func allows(_ place: String) -> Bool {
    switch extent {
    case .all: true
    case .none: false
    case .places(let places): places.contains(place)
    }
  }
}

/// Why a file may not be written. Nothing was changed.
public enum WriteRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  case readOnly
  /// Only the session names the file.
  case notNamed(place: String)

  public var description: String {
    switch self {
    case .readOnly: "this session is read-only; start trailsift without --read-only to change rules"
    case .notNamed(let place):
      "not written unless trailsift is started with it: \(place), as RULE, --edits-to or "
        + "--placeholders; only the session names it"
    }
  }
}

/// The storage of a session's files, which checks before each write that the file may be written.
struct GuardedStorage {
  private let storage: any RuleStorage
  var writable: WritableFiles

  init(_ storage: any RuleStorage, writable: WritableFiles) {
    self.storage = storage
    self.writable = writable
  }

  func check(_ place: String) throws(WriteRefusal) {
    if writable.isReadOnly { throw .readOnly }
    if !writable.allows(place) { throw .notNamed(place: place) }
  }

  func text(of place: String) throws(RuleStorageError) -> String { try storage.text(of: place) }

  func exists(_ place: String) -> Bool { storage.exists(place) }

  func save(
    _ text: String, to place: String, replacing sha256: String
  ) throws(RuleStorageError) {
    try allowed(place)
    try storage.save(text, to: place, replacing: sha256)
  }

  func create(_ text: String, at place: String) throws(RuleStorageError) {
    try allowed(place)
    try storage.create(text, at: place)
  }

  func remove(_ place: String, replacing sha256: String) throws(RuleStorageError) {
    try allowed(place)
    try storage.remove(place, replacing: sha256)
  }

  private func allowed(_ place: String) throws(RuleStorageError) {
    do { try check(place) } catch { throw .forbidden(error) }
  }
}
