import Basics
import RuleEditing

/// Storage for the files of a session that edits change: on disk, or in memory for a replay.
public protocol RuleStorage {
  /// The current text of a rule file.
  func text(of path: String) throws(RuleStorageError) -> String
  /// Replaces a file whose text has `sha256` by `text`. At every moment the file has the old or the
  /// new text.
  func save(_ text: String, to path: String, replacing sha256: String) throws(RuleStorageError)
  /// Whether a file exists that the first edit may have to create.
  func exists(_ path: String) -> Bool
  /// Creates a new file, completely or not at all.
  func create(_ text: String, at path: String) throws(RuleStorageError)
  /// Removes a file whose text has `sha256`.
  func remove(_ path: String, replacing sha256: String) throws(RuleStorageError)
}

/// For storage with rule files only, which always exist.
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
  /// The session must not write the file.
  case forbidden(WriteRefusal)
  /// It can't be read or written; the text says why and what to do.
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
      // The new text is in place, even if the file system can't sync a folder.
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

/// Rule texts in memory, for a replay.
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
