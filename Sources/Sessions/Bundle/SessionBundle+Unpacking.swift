import Basics
import Foundation

extension SessionBundle {
  /// Writes the contents of the bundle into a new or empty folder, and returns the paths in it:
  ///
  ///     session.jsonl   events.json   rules/region.yml   decided/region.yml
  ///
  /// Rule files keep their names as far as those are harmless, so that a folder of rules is one
  /// again. No path comes from the bundle, and no existing file is changed.
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
    var made: Set<String> = []
    func write(_ text: String, as name: String, in subfolder: String) throws(BundleError) {
      if made.insert(subfolder).inserted {
        let path = folder + "/" + subfolder
        do throws(FileCalls.Failure) {
          try FileCalls.system.call(.makeFolder) { mkdir(path, 0o700) }
        } catch {
          throw .cannotWrite(path: path, reason: "\(error)")
        }
      }
      try write(subfolder + "/" + name, [Array(text.utf8)])
    }
    let header = contents.header
    var unpacked = UnpackedNames()
    for (index, path) in header.paths.enumerated() {
      let name = unpacked.name(for: path)
      let before = header.originalText(of: path) ?? ""
      let isRule = index < header.rules.count
      if !header.beganAbsent(path) {
        try write(before, as: name, in: isRule ? "rules" : "files")
      }
      guard let text = state.ruleTexts[path], text != before else { continue }
      try write(text, as: name, in: "decided")
    }
    return names
  }
}

/// Names for unpacked rule files: the last part of the path, of harmless characters only, and no
/// name twice, not even in another case.
///
///     rules/aws/root login.yml ─▶ root-login.yml     ../../.evil ─▶ rule-1.yml
struct UnpackedNames {
  private var taken: Set<String> = []
  private var count = 0

  mutating func name(for path: String) -> String {
    count += 1
    let part = path.lastPathPart
    let stem = (part.without(suffix: ".yml") ?? part.without(suffix: ".yaml") ?? part[...])
      .unicodeScalars.map { Self.isHarmless($0) ? $0 : "-" }
    var name = String(scalars: stem.prefix(Self.maximumLength))
    if !name.unicodeScalars.contains(where: { $0.properties.isAlphabetic })
      || name.begins(with: ".") || name.begins(with: "-")
    {
      name = "rule-\(count)"
    }
    var unique = name
    var number = 2
    while !taken.insert(unique.lowercased()).inserted {
      unique = "\(name)-\(number)"
      number += 1
    }
    return unique + ".yml"
  }

  private static let maximumLength = 100

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isASCII
      && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || "-_.".has(scalar))
  }
}
