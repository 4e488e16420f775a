/// Why a rule file could not be loaded or saved. Unless it says otherwise, the file is as it was.
public enum SaveError: Error, Sendable, Hashable {
  /// Nothing at this path, or its folder is gone.
  case notFound(path: String)
  /// A folder, a pipe or a device is there.
  case notAFile(path: String)
  case unreadable(path: String, reason: String)
  case notText(path: String)
  case tooLarge(path: String, limit: Int)
  /// Someone else has changed the file since it was loaded; this is what it holds now.
  case changedUnderneath(current: RuleFileSnapshot)
  /// A file was to be made where there is one by now.
  case alreadyThere(path: String)
  /// The file's mode or owner forbids writing.
  case readOnly(path: String)
  /// No file can be made in the folder, so no whole new file can take the old one's place.
  case folderReadOnly(folder: String)
  case noSpace(path: String)
  /// Another program has held the lock on the file all the time.
  case busy(path: String)
  /// The file has further hard links; a new file in its place would part it from them.
  case hardLinked(path: String)
  /// A new file could not be given the old one's owner, group or attributes.
  case ownershipNotKept(path: String, reason: String)
  /// The new text is in the file, but the disk has not confirmed that it will stay.
  case notDurable(path: String, reason: String)
  /// Any other failed system call.
  case failed(path: String, operation: String, reason: String)
}

extension SaveError: CustomStringConvertible {
  /// What is wrong and what to do. Holds the path as it was given: show it only as safe text.
  public var description: String {
    switch self {
    case .notFound(let path):
      "\(path): no such file; it may have been moved or deleted"
    case .notAFile(let path):
      "\(path): not a regular file; give the path of a rule file"
    case .unreadable(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .notText(let path):
      "\(path): not UTF-8 text; convert it, for example with iconv"
    case .tooLarge(let path, let limit):
      "\(path): larger than \(limit) bytes, which no rule file is"
    case .changedUnderneath(let current):
      "\(current.path): changed by another program since it was loaded; nothing was written. "
        + "Apply the edit again to the new text"
    case .alreadyThere(let path):
      "\(path): another program has made this file in the meantime; nothing was written. "
        + "Apply the edit again to its text"
    case .readOnly(let path):
      "\(path): read-only; nothing was written. Make it writable, or save a copy elsewhere"
    case .folderReadOnly(let folder):
      "\(folder): no file can be written in this folder, which a safe replacement needs; nothing "
        + "was written"
    case .noSpace(let path):
      "\(path): no space left on its disk, or the quota is used up; the file is as it was"
    case .busy(let path):
      "\(path): locked by another program; nothing was written. Try again"
    case .hardLinked(let path):
      "\(path): has further hard links, from which a replacement would part it; nothing was "
        + "written. Edit a copy, or use a symbolic link"
    case .ownershipNotKept(let path, let reason):
      "\(path): its owner, group or attributes cannot be kept (\(reason)); nothing was written. "
        + "Save as the file's owner, or save a copy elsewhere"
    case .notDurable(let path, let reason):
      "\(path): written, but the disk did not confirm it (\(reason)); check the file before relying "
        + "on it"
    case .failed(let path, let operation, let reason):
      "\(path): \(operation) failed: \(reason); the file is as it was"
    }
  }
}
