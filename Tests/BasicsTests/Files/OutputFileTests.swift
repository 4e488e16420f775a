import Basics
import Foundation
import TestSupport
import Testing

/// Files that the user named as outputs.
@Suite struct OutputFileTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func write(_ text: String, to path: String) throws {
    try OutputFile.write(Array(text.utf8), to: path)
  }

  @Test func aNewFileCanBeReadAsTheUmaskAllows() throws {
    let sibling = folder.path("sibling")
    #expect(FileManager.default.createFile(atPath: sibling, contents: nil))
    try write("new", to: folder.path("report.md"))
    #expect(try folder.read("report.md") == "new")
    #expect(try folder.mode("report.md") == folder.mode("sibling"))
    #expect(folder.names == ["report.md", "sibling"])
  }

  @Test(arguments: [0o600, 0o640, 0o664])
  func anExistingFileKeepsItsPermissions(mode: Int) throws {
    let path = try folder.write("old", to: "report.md", mode: mode)
    try write("new", to: path)
    #expect(try folder.read("report.md") == "new")
    #expect(try folder.mode("report.md") == mode)
  }

  @Test func aLinkStaysALink() throws {
    let path = try folder.write("old", to: "report.md")
    let link = folder.path("latest.md")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
    try write("new", to: link)
    #expect(try folder.read("report.md") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
  }

  @Test func aDeviceIsWrittenThrough() throws {
    try write("new", to: "/dev/null")
    #expect(try FileCalls.system.status(at: "/dev/null").isFile == false)
  }

  @Test func aDescriptorIsWrittenThrough() throws {
    let path = try folder.write("", to: "a.txt")
    let file = try #require(FileHandle(forWritingAtPath: path))
    try write("new", to: "/dev/fd/\(file.fileDescriptor)")
    #expect(try folder.read("a.txt") == "new")
  }

  @Test func whatIsNotAFileIsRefused() throws {
    let pipe = folder.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    for (path, reason) in [
      (folder.path("."), "it is a folder, not a file"), (pipe, "it is a named pipe, not a file"),
      (folder.path("missing/report.md"), "No such file or directory"),
    ] {
      let refusal = #expect(throws: PlainFile.Refusal.self) { try write("new", to: path) }
      #expect(refusal?.reason == reason)
    }
    #expect(folder.names == ["pipe"])
  }

  @Test func aFullDiskLeavesTheOldFile() throws {
    let path = try folder.write("old", to: "report.md")
    var calls = FileCalls.system
    calls.intercept = { $0 == .write ? ENOSPC : 0 }
    let refusal = #expect(throws: PlainFile.Refusal.self) {
      try OutputFile.write(Array("new".utf8), to: path, calls: calls)
    }
    #expect(refusal?.reason == "No space left on device")
    #expect(try folder.read("report.md") == "old")
    #expect(folder.names == ["report.md"])
  }
}
