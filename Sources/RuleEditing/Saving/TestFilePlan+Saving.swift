import Basics
import RuleTests

/// Writing the files of tests, all or none.
extension TestFilePlan {
  /// Writes the files in order. If one can't be written, those before it are taken back.
  public func save() throws(SaveError) { try Self.save(changes) }

  /// Writes changes that were planned before, or takes them back (`inverted`, in reverse order).
  public static func save(_ changes: [Change]) throws(SaveError) {
    var done: [Change] = []
    for change in changes {
      do throws(SaveError) {
        try change.save()
      } catch {
        for change in done.reversed() { try? change.inverted.save() }
        throw error
      }
      done.append(change)
    }
  }
}

extension TestFilePlan.Change {
  fileprivate func save() throws(SaveError) {
    switch (before, after) {
    case (nil, let after?):
      let folder = FileCalls.folder(of: path)
      do { try FileCalls.system.makeFolder(folder) } catch {
        throw .failed(path: folder, operation: "making the folder", reason: error.reason)
      }
      try RuleFileStore.create(after, at: path)
    case (let before?, let after?):
      try RuleFileStore.save(after, to: path, replacing: SHA256.hex(of: before.utf8))
    case (let before?, nil):
      try RuleFileStore.remove(path, replacing: SHA256.hex(of: before.utf8))
    case (nil, nil): break
    }
  }
}
