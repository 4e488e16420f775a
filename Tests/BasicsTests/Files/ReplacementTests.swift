import Basics
import Foundation
import TestSupport
import Testing

/// A new file in the place of another, or of none.
@Suite struct ReplacementTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func oneThatIsNotFinishedLeavesNothing() throws {
    let path = try folder.write("old", to: "a.txt")
    do {
      let file = try Replacement(of: path)
      try file.write(Array("new".utf8))
      withExtendedLifetime(file) { #expect(folder.names.count == 2) }
    }
    #expect(folder.names == ["a.txt"])
    #expect(try folder.read("a.txt") == "old")
  }

  @Test func aPlaceThatIsTakenStays() throws {
    let path = folder.path("a.txt")
    let file = try Replacement(of: path)
    try file.write(Array("new".utf8))
    try folder.write("theirs", to: "a.txt")
    let failure = #expect(throws: FileCalls.Failure.self) { try file.link() }
    #expect(failure?.code == EEXIST)
    #expect(try folder.read("a.txt") == "theirs")
  }

  @Test func whatAKilledProcessLeftGoes() throws {
    let path = try folder.write("old", to: "a.txt")
    var names: [String] = []
    do {
      let file = try Replacement(of: path)
      names = folder.names.filter { $0 != "a.txt" }
      try file.finish()
    }
    let leftover = try #require(names.first)
    try folder.write("half", to: leftover)
    try folder.write("of another file", to: ".trailsift-0000-1-0.tmp")
    try Replacement(of: path).finish()
    #expect(folder.names == [".trailsift-0000-1-0.tmp", "a.txt"])
  }

  @Test func foldersAreMadeAsFarAsTheyAreMissing() throws {
    let calls = FileCalls.system
    try calls.makeFolder(folder.path("a/b/c"), mode: 0o700)
    try calls.makeFolder(folder.path("a/b"))
    #expect(try folder.mode("a/b/c") == 0o700)
    try folder.write("x", to: "file")
    let failure = #expect(throws: FileCalls.Failure.self) {
      try calls.makeFolder(folder.path("file"))
    }
    #expect(failure?.code == EEXIST)
  }
}
