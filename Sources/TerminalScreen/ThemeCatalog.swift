import Basics
import Foundation

/// The themes that can be chosen by name, from the most to the least specific:
///
/// 1. a path (anything with `/`, or ending in `.yaml` or `.yml`) is that file;
/// 2. `$XDG_CONFIG_HOME/trailsift/themes/NAME.yaml` (by default in `~/.config`);
/// 3. the bundled ones and `terminal`.
///
/// The bundled themes, `themes/*.yaml`, are part of the program, so it needs no files beside it.
public struct ThemeCatalog: Sendable {
  /// The folder of the user's own themes, or nil.
  public let userFolder: String?

  /// - Parameter environment: the process's; tests pass their own.
  public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    // The XDG specification: a relative path is to be ignored.
    let xdg = environment["XDG_CONFIG_HOME"].flatMap { $0.begins(with: "/") ? $0 : nil }
    let home = environment["HOME"].flatMap { $0.begins(with: "/") ? $0 + "/.config" : nil }
    userFolder = (xdg ?? home).map { $0 + "/trailsift/themes" }
  }

  /// All names, `terminal` first, then in alphabetical order.
  public var names: [String] {
    let files =
      userFolder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
    let own = files.compactMap { name in
      ThemeCatalog.extensions.first(where: name.ends(with:)).map { String(name.dropLast($0.count)) }
    }
    let all = Set(own).union(ThemeCatalog.bundled.map(\.name))
    return [Theme.terminal.slug] + all.subtracting([Theme.terminal.slug]).sorted()
  }

  /// The theme of a name or path.
  public func theme(named name: String) throws(ThemeError) -> Theme {
    if name.has("/") || ThemeCatalog.extensions.contains(where: name.ends(with:)) {
      return try ThemeCatalog.load(path: name)
    }
    if let userFolder, name != "", name != "." {
      for suffix in ThemeCatalog.extensions {
        let path = "\(userFolder)/\(name)\(suffix)"
        if FileManager.default.fileExists(atPath: path) { return try ThemeCatalog.load(path: path) }
      }
    }
    if name == Theme.terminal.slug { return .terminal }
    guard let bundled = ThemeCatalog.bundled.first(where: { $0.name == name }) else {
      throw .notFound(name: name, known: names)
    }
    return try Theme(
      yaml: String(decoding: bundled.yaml, as: UTF8.self), file: name + ".yaml", slug: name)
  }

  private static let extensions = [".yaml", ".yml"]

  private static func load(path: String) throws(ThemeError) -> Theme {
    let place = ThemeError.Place(file: path)
    let data: [UInt8]
    do {
      data = try PlainFile.read(path, atMost: Theme.maximumFileSize + 1)
    } catch {
      throw .unreadable(place, reason: error.reason)
    }
    let name = (path as NSString).lastPathComponent
    return try Theme(
      yaml: String(decoding: data, as: UTF8.self), file: path,
      slug: (name as NSString).deletingPathExtension)
  }
}
