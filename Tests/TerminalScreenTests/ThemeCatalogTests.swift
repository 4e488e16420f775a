import Foundation
import TestSupport
import Testing

@testable import TerminalScreen

@Suite struct ThemeCatalogTests {
  @Test func `each file in themes is bundled under its name`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Repository.themes.path)
    #expect(files.sorted() == ThemeCatalog.bundled.map { $0.name + ".yaml" }.sorted())
    for (name, yaml) in ThemeCatalog.bundled {
      let file = try Data(contentsOf: Repository.themes.appending(path: name + ".yaml"))
      #expect(yaml == Array(file), "\(name)")
    }
  }

  @Test func `there are light and dark ones, each with its author`() throws {
    let catalog = ThemeCatalog(environment: [:])
    let themes = try catalog.names.dropFirst().map { try catalog.theme(named: $0) }
    #expect(themes.count >= 12)
    #expect(Set(themes.map(\.variant)) == [.dark, .light])
    #expect(themes.allSatisfy { !$0.author.isEmpty })
    for theme in themes {
      let isLight = theme.palette[0].relativeLuminance > theme.palette[5].relativeLuminance
      #expect(isLight == (theme.variant == .light), "\(theme.slug)")
    }
  }

  @Test func `the user's folder comes first`() throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "themes-\(UUID().uuidString)")
    let folder = home.appending(path: "trailsift/themes")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let own = String(decoding: ThemeCatalog.bundled[0].yaml, as: UTF8.self)
      .replacingOccurrences(of: "name: \"", with: "name: \"My ")
    try own.write(to: folder.appending(path: "nord.yaml"), atomically: true, encoding: .utf8)
    try own.write(to: folder.appending(path: "mine.yml"), atomically: true, encoding: .utf8)
    let catalog = ThemeCatalog(environment: ["XDG_CONFIG_HOME": home.path])
    #expect(try catalog.theme(named: "nord").name.hasPrefix("My "))
    #expect(try catalog.theme(named: "mine").slug == "mine")
    #expect(catalog.names.contains("mine"))
    #expect(try catalog.theme(named: folder.path + "/mine.yml").slug == "mine")
  }

  @Test func `what is not there is named, with what is`() {
    let catalog = ThemeCatalog(environment: ["XDG_CONFIG_HOME": "relative", "HOME": ""])
    #expect(catalog.userFolder == nil)
    for name in ["nosuch", "", ".", "..", "/nonexistent/x.yaml", "/tmp"] {
      #expect(throws: ThemeError.self) { try catalog.theme(named: name) }
    }
    do {
      _ = try catalog.theme(named: "nosuch")
    } catch {
      #expect(error.description.contains("terminal, ayu-dark"))
    }
  }
}
