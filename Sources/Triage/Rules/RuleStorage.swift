import RuleEditing

/// Where the rule files of a session live: on disk, or for a replay in memory.
public protocol RuleStorage {
  /// The text of a rule file as it is now.
  func text(of path: String) throws(RuleStorageError) -> String
  /// Puts `text` in the place of a file whose text had `sha256`. The old text or the new one is there at any moment.
  func save(_ text: String, to path: String, replacing sha256: String) throws(RuleStorageError)
}

public enum RuleStorageError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's text is no longer the one that the change was made for.
  case changedUnderneath
  /// It cannot be read or written; the text says why and what to do.
  case failed(String)

  public var description: String {
    switch self {
    case .changedUnderneath: "the rule file was changed by someone else in the meantime"
    case .failed(let reason): reason
    }
  }
}

/// Rule files on disk, saved atomically.
public struct RuleFilesOnDisk: RuleStorage {
  public init() {}

  public func text(of path: String) throws(RuleStorageError) -> String {
    do {
      return try RuleFileStore.load(path).text
    } catch {
      throw .failed("\(error)")
    }
  }

  public func save(
    _ text: String, to path: String, replacing sha256: String
  ) throws(RuleStorageError) {
    do {
      try RuleFileStore.save(text, to: path, replacing: sha256)
    } catch .changedUnderneath {
      throw .changedUnderneath
    } catch .notDurable {
      // The new text is in place. A file system that cannot sync a folder is no reason to say otherwise.
    } catch {
      throw .failed("\(error)")
    }
  }
}

/// Rule files on disk that are read and never written: `--read-only`.
public struct ReadOnlyRuleFiles: RuleStorage {
  public init() {}

  public func text(of path: String) throws(RuleStorageError) -> String {
    try RuleFilesOnDisk().text(of: path)
  }

  public func save(_: String, to _: String, replacing _: String) throws(RuleStorageError) {
    throw .failed("this session is read-only; start trailsift without --read-only to change rules")
  }
}

/// Rule texts in memory: what a replay changes.
public final class RuleTextsInMemory: RuleStorage {
  public private(set) var texts: [String: String]

  public init(_ texts: [String: String]) { self.texts = texts }

  public func text(of path: String) throws(RuleStorageError) -> String {
    guard let text = texts[path] else { throw .failed("\(path) is not a rule of this session") }
    return text
  }

  public func save(
    _ text: String, to path: String, replacing sha256: String
  ) throws(RuleStorageError) {
    guard try SHA256.hex(of: self.text(of: path).utf8) == sha256 else { throw .changedUnderneath }
    texts[path] = text
  }
}
