import Foundation
import TestSupport
import Testing

@testable import Basics

@Suite struct PrivateFileTests {
  private let folder: ScratchFolder
  private let file: PrivateFile

  init() throws {
    folder = try ScratchFolder()
    file = PrivateFile(folder.path("state/columns.json"))
  }

  private var text: String? { try? folder.read("state/columns.json") }

  @Test func onlyItsOwnerCanReadIt() throws {
    try file.replace { Array("one".utf8) }
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
    try file.replace { Array("two".utf8) }
    #expect(text == "two")
    #expect(try folder.mode("state/columns.json") == 0o600)
    #expect(try folder.mode("state") == 0o700)
  }

  /// Each adds to the current content.
  @Test func nothingIsLostWhenManyReplaceIt() throws {
    DispatchQueue.concurrentPerform(iterations: 40) { number in
      try? file.replace { Array(((text ?? "") + "\(number)\n").utf8) }
    }
    let numbers = (text ?? "").split(separator: "\n").compactMap { Int($0) }
    #expect(numbers.sorted() == Array(0..<40))
  }

  @Test func aBodyThatThrowsLeavesItAsItWas() throws {
    try file.replace { Array("one".utf8) }
    #expect(throws: CocoaError.self) { try file.replace { throw CocoaError(.coderInvalidValue) } }
    #expect(text == "one")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("state")).count == 1)
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
  func aFullDiskLeavesItAsItWas() throws {
    let disk = try SmallDisk()
    let file = PrivateFile(disk.folder.path("columns.json"))
    try file.replace { Array("one".utf8) }
    try disk.fill()
    let failure = #expect(throws: FileCalls.Failure.self) {
      try file.replace { Array(repeating: 0x78, count: 8_192) }
    }
    #expect(failure?.description.contains("o space") == true)
    #expect(try disk.folder.read("columns.json") == "one")
    #expect(disk.folder.names == ["columns.json", "filler"])
  }
}
