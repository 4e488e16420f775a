import Foundation
import RuleTests
import TestSupport
import Testing

/// How SigmaHQ's paths are found.
@Suite struct TestPathTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    for name in ["a/b/c", "a/data"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
  }

  @Test func theNearestFolderAboveWins() throws {
    let far = try folder.write("", to: "data.json")
    let rule = folder.path("a/b/c/rule.yml")
    #expect(TestPath.find("data.json", from: rule) == far)
    let near = try folder.write("", to: "a/data.json")
    #expect(TestPath.find("data.json", from: rule) == near)
    #expect(TestPath.find("data", from: rule) == folder.path("a/data"))
  }

  @Test func whatIsBelowOtherFoldersIsNotFound() throws {
    try folder.write("", to: "a/data/x.json")
    #expect(TestPath.find("x.json", from: folder.path("a/b/c/rule.yml")) == nil)
    #expect(TestPath.find("", from: folder.path("a/b/c/rule.yml")) == nil)
  }

  @Test func absolutePathsAreTakenAsTheyAre() throws {
    let path = try folder.write("", to: "x.json")
    #expect(TestPath.find(path, from: "/nowhere/rule.yml") == path)
  }

  @Test func foldersOfPaths() {
    #expect(TestPath.folder(of: "rules/a.yml") == "rules")
    #expect(TestPath.folder(of: "a.yml") == "")
    #expect(TestPath.folder(of: "/a.yml") == "/")
  }
}
