import Foundation

/// A small file that one session leaves for the next: `$XDG_STATE_HOME/trailsift/filters.json`.
///
///     try StateFile(path: path).replace { try encoder.encode(known + [new]) }
///
/// Only its owner can read it. It is replaced as a whole, by one process at a time: what the body
/// reads stays true until the new content is in place.
public struct StateFile: Sendable {
  public let path: String

  public struct Failure: Error, CustomStringConvertible {
    public let description: String

    /// What the last system call failed with.
    fileprivate static var ofSystem: Failure { Failure(description: String(errno: errno)) }
  }

  public init(path: String) { self.path = path }

  /// Replaces the content by what `content` returns; makes the folder if it is missing.
  ///
  /// - Throws: `Failure`, or what `content` throws. The file is then as it was.
  public func replace(by content: () throws -> Data) throws {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try StateFolder.create(folder)
    } catch {
      throw Failure(description: error.localizedDescription)
    }
    let lock = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard lock >= 0 else { throw Failure.ofSystem }
    defer { close(lock) }
    // On a file system without locks, of two sessions that end together the last one wins.
    _ = flock(lock, LOCK_EX)
    let bytes = Array(try content())
    do {
      let file = try PrivateFile(replacing: path)
      try file.write(bytes)
      try file.finish()
    } catch {
      throw Failure(description: error.reason)
    }
  }
}
