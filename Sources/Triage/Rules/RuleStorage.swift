import Basics
import RuleEditing

/// Where the files of a session that edits change live: on disk, or for a replay in memory.
public protocol RuleStorage {
  /// The text of a rule file as it is now.
  func text(of path: String) throws(RuleStorageError) -> String
  /// Puts `text` in the place of a file whose text had `sha256`. The old text or the new one is there at any moment.
  func save(_ text: String, to path: String, replacing sha256: String) throws(RuleStorageError)
  /// Whether something exists at a path where a file may be missing: that of a file that the first edit makes.
  func exists(_ path: String) -> Bool
  /// Makes a file that is not there, whole or not at all.
  func create(_ text: String, at path: String) throws(RuleStorageError)
  /// Takes away a file whose text has `sha256`.
  func remove(_ path: String, replacing sha256: String) throws(RuleStorageError)
}

/// Storages that hold rule files only: these are always there.
extension RuleStorage {
  public func exists(_: String) -> Bool { true }

  public func create(_: String, at path: String) throws(RuleStorageError) {
    throw .failed("\(path): no file can be made here")
  }

  public func remove(_ path: String, replacing _: String) throws(RuleStorageError) {
    throw .failed("\(path): cannot be removed here")
  }
}

public enum RuleStorageError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file's text has changed since the change was planned.
  case changedUnderneath
  /// This session may not write the file.
  case forbidden(WriteRefusal)
  /// It cannot be read or written; the text says why and what to do.
  case failed(String)

  public var description: String {
    switch self {
    case .changedUnderneath: "the rule file was changed by someone else in the meantime"
    case .forbidden(let refusal): "\(refusal)"
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
      // The new text is in place. A file system that cannot sync a folder does not change that.
    } catch {
      throw .failed("\(error)")
    }
  }
}

extension RuleFilesOnDisk {
  public func exists(_ path: String) -> Bool { RuleFileStore.exists(path) }

  public func create(_ text: String, at path: String) throws(RuleStorageError) {
    do {
      try RuleFileStore.create(text, at: path)
    } catch .alreadyThere {
      throw .changedUnderneath
    } catch .notDurable {
      // As for a save.
    } catch {
      throw .failed("\(error)")
    }
  }

  public func remove(_ path: String, replacing sha256: String) throws(RuleStorageError) {
    do {
      try RuleFileStore.remove(path, replacing: sha256)
    } catch .changedUnderneath {
      throw .changedUnderneath
    } catch .notDurable {
      // As for a save.
    } catch {
      throw .failed("\(error)")
    }
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

  public func exists(_ path: String) -> Bool { texts[path] != nil }

  public func create(_ text: String, at path: String) throws(RuleStorageError) {
    guard texts[path] == nil else { throw .changedUnderneath }
    texts[path] = text
  }

  public func remove(_ path: String, replacing sha256: String) throws(RuleStorageError) {
    guard try SHA256.hex(of: text(of: path).utf8) == sha256 else { throw .changedUnderneath }
    texts[path] = nil
  }

  public func save(
    _ text: String, to path: String, replacing sha256: String
  ) throws(RuleStorageError) {
    guard try SHA256.hex(of: self.text(of: path).utf8) == sha256 else { throw .changedUnderneath }
    texts[path] = text
  }
}
