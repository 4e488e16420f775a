import Foundation
import Testing

@testable import RuleEditing

/// Making a file and taking it away again.
@Suite struct FileCreationTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "trailsift-creation-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private var path: String { folder.appendingPathComponent("filters.yml").path }
  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
  }

  @Test func aFileIsMadeWholeAndTakenAway() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(!RuleFileStore.exists(path))
    let made = try RuleFileStore.create("title: f\n", at: path)
    #expect(try RuleFileStore.load(path).text == "title: f\n")
    #expect(try names == ["filters.yml"])
    try RuleFileStore.remove(path, replacing: made.sha256)
    #expect(try names == [])
  }

  @Test func whatIsThereIsNeverOverwrittenOrRemoved() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: SaveError.alreadyThere(path: path)) {
      try RuleFileStore.create("mine", at: path)
    }
    #expect(throws: SaveError.self) {
      try RuleFileStore.remove(path, replacing: SHA256.hex(of: "mine".utf8))
    }
    #expect(try RuleFileStore.load(path).text == "theirs")
    #expect(try names == ["filters.yml"])
  }

  @Test func aFolderThatIsMissingIsNamed() throws {
    try FileManager.default.removeItem(at: folder)
    #expect(throws: SaveError.notFound(path: path)) { try RuleFileStore.create("x", at: path) }
  }

  @Test(arguments: [FileCalls.Call.write, .setMode, .syncFile, .rename])
  func aFailedCallLeavesNothing(call: FileCalls.Call) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let calls = FileCalls(intercept: { $0 == call ? ENOSPC : 0 })
    #expect(throws: SaveError.noSpace(path: path)) {
      try RuleFileStore.create("x", at: path, calls: calls)
    }
    #expect(try names == [])
  }
}
