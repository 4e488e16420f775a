import Basics
import Foundation
import TestSupport
import Testing

@testable import RuleEditing

/// Making a file and taking it away again.
@Suite struct FileCreationTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private var path: String { folder.path("filters.yml") }
  private var names: [String] { folder.names }

  @Test func aFileIsMadeWholeAndTakenAway() throws {
    #expect(!RuleFileStore.exists(path))
    let made = try RuleFileStore.create("title: f\n", at: path)
    #expect(try RuleFileStore.load(path).text == "title: f\n")
    #expect(names == ["filters.yml"])
    try RuleFileStore.remove(path, replacing: made.sha256)
    #expect(names == [])
  }

  @Test func whatIsThereIsNeverOverwrittenOrRemoved() throws {
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: SaveError.alreadyThere(path: path)) {
      try RuleFileStore.create("mine", at: path)
    }
    #expect(throws: SaveError.self) {
      try RuleFileStore.remove(path, replacing: SHA256.hex(of: "mine".utf8))
    }
    #expect(try RuleFileStore.load(path).text == "theirs")
    #expect(names == ["filters.yml"])
  }

  @Test func aFolderThatIsMissingIsNamed() throws {
    try FileManager.default.removeItem(at: folder.url)
    #expect(throws: SaveError.notFound(path: path)) { try RuleFileStore.create("x", at: path) }
  }

  @Test(arguments: [FileCalls.Call.write, .setMode, .syncFile, .rename])
  func aFailedCallLeavesNothing(call: FileCalls.Call) throws {
    var calls = FileCalls()
    calls.intercept = { $0 == call ? ENOSPC : 0 }
    #expect(throws: SaveError.noSpace(path: path)) {
      try RuleFileStore.create("x", at: path, calls: calls)
    }
    #expect(names == [])
  }
}
