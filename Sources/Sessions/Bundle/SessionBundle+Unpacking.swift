import Basics
import Foundation

extension SessionBundle {
  /// Writes the contents of the bundle into a new or empty folder, and returns the file names.
  ///
  /// No name and no path comes from the bundle, and no existing file is changed.
  public func unpack(into folder: String) throws(BundleError) -> [String] {
    do throws(FileCalls.Failure) {
      try FileCalls.system.call(.makeFolder) { mkdir(folder, 0o700) }
    } catch  where error.code == EEXIST {
      // Fails unless it is empty.
    } catch {
      throw .cannotWrite(path: folder, reason: "\(error)")
    }
    let there: [String]
    do { there = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw .cannotWrite(path: folder, reason: "it is not a readable folder")
    }
    guard there.isEmpty else {
      throw .cannotWrite(path: folder, reason: "it is not empty; give a folder that does not exist")
    }
    let (state, _) = SessionState.replaying(contents)
    var names: [String] = []
    func write(_ name: String, _ parts: some Sequence<[UInt8]>) throws(BundleError) {
      let path = folder + "/" + name
      do { try PrivateFile(path).create(with: parts) } catch {
        throw .cannotWrite(path: path, reason: "\(error)")
      }
      names.append(name)
    }
    try write("session.jsonl", [journal])
    let events = self.events
    try write(
      "events.json",
      events.events.lazy.compactMap(events.bytes).map { $0 + [UInt8(ascii: "\n")] })
    let header = contents.header
    for (index, path) in header.paths.enumerated() {
      let isRule = index < header.rules.count
      let name = isRule ? "rule-\(index + 1)" : "file-\(index + 1 - header.rules.count)"
      let before = header.originalText(of: path) ?? ""
      if !header.beganAbsent(path) { try write(name + ".yml", [Array(before.utf8)]) }
      guard let text = state.ruleTexts[path], text != before else { continue }
      try write(name + ".decided.yml", [Array(text.utf8)])
    }
    return names
  }
}
