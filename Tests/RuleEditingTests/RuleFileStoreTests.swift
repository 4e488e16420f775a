import Basics
import Foundation
import TestSupport
import Testing

@testable import RuleEditing

/// Loading and saving when all goes well, and what is refused.
struct RuleFileStoreTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func error(_ body: () throws -> Void) -> SaveError? {
    #expect(throws: SaveError.self, performing: body)
  }

  @Test func replacesTheTextAndKeepsTheMode() throws {
    let path = try folder.write("old\r\n", to: "rule.yml", mode: 0o640)
    let loaded = try RuleFileStore.load(path)
    #expect(loaded.text.hasSameBytes(as: "old\r\n") && loaded.mode == 0o640)
    let saved = try RuleFileStore.save("new", to: path, replacing: loaded.sha256)
    #expect(try folder.read("rule.yml") == "new")
    #expect(saved == (try RuleFileStore.load(path)))
    #expect(try folder.mode("rule.yml") == 0o640)
    #expect(folder.names == ["rule.yml"])
  }

  @Test func followsSymbolicLinksAndRelativePaths() throws {
    try folder.write("old", to: "real.yml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.yml"), withDestinationPath: "real.yml")
    let loaded = try RuleFileStore.load(folder.path("link.yml"))
    try RuleFileStore.save("new", to: loaded.path, replacing: loaded.sha256)
    #expect(try folder.read("real.yml") == "new")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("link.yml"))
        == "real.yml")
  }

  @Test func savingWhatIsThereWritesNothing() throws {
    let path = try folder.write("same", to: "rule.yml", mode: 0o444)
    try RuleFileStore.save("same", to: path, replacing: SHA256.hex(of: "same".utf8))
    #expect(folder.names == ["rule.yml"])
  }

  private static func setAttribute(of path: String) throws -> Bool {
    let set = Process()
    set.executableURL = URL(filePath: "/usr/bin/env")
    set.arguments = ["setfattr", "-n", "user.note", "-v", "kept", path]
    set.standardError = FileHandle.nullDevice
    try set.run()
    set.waitUntilExit()
    return set.terminationStatus == 0
  }

  private static let canSetAttributes: Bool = {
    guard let folder = try? ScratchFolder() else { return false }
    return (try? setAttribute(of: folder.write("", to: "file"))) == true
  }()

  @Test(.enabled(if: canSetAttributes, "needs setfattr and a file system with attributes"))
  func anExtendedAttributeIsKept() throws {
    let path = try folder.write("old", to: "rule.yml")
    #expect(try Self.setAttribute(of: path))
    try RuleFileStore.save("new", to: path, replacing: SHA256.hex(of: "old".utf8))
    let get = Process()
    let output = Pipe()
    get.executableURL = URL(filePath: "/usr/bin/env")
    get.arguments = ["getfattr", "--only-values", "-n", "user.note", path]
    get.standardOutput = output
    try get.run()
    get.waitUntilExit()
    #expect(output.fileHandleForReading.readDataToEndOfFile() == Data("kept".utf8))
  }

  // MARK: - Refusals

  @Test func aFileChangedUnderneathIsNotOverwritten() throws {
    let path = try folder.write("theirs", to: "rule.yml")
    let refused = error {
      try RuleFileStore.save("mine", to: path, replacing: SHA256.hex(of: "old".utf8))
    }
    guard case .changedUnderneath(let current)? = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
    #expect(current.text == "theirs" && current.sha256 == SHA256.hex(of: "theirs".utf8))
    #expect(try folder.read("rule.yml") == "theirs")
    try RuleFileStore.save("mine", to: path, replacing: current.sha256)
    #expect(try folder.read("rule.yml") == "mine")
  }

  @Test func readOnlyMissingAndOtherThings() throws {
    let digest = SHA256.hex(of: "old".utf8)
    let path = try folder.write("old", to: "rule.yml", mode: 0o444)
    #expect(
      error { try RuleFileStore.save("x", to: path, replacing: digest) } == .readOnly(path: path))
    let gone = folder.path("gone.yml")
    #expect(
      error { try RuleFileStore.save("x", to: gone, replacing: digest) } == .notFound(path: gone))
    #expect(error { _ = try RuleFileStore.load(gone) } == .notFound(path: gone))
    let place = folder.url.path
    #expect(error { _ = try RuleFileStore.load(place) } == .notAFile(path: place))
    #expect(
      error { try RuleFileStore.save("x", to: place, replacing: digest) } == .notAFile(path: place))
    try Data([0x61, 0xFF]).write(to: folder.url.appending(path: "latin.yml"))
    let latin = folder.path("latin.yml")
    #expect(error { _ = try RuleFileStore.load(latin) } == .notText(path: latin))
    #expect(mkfifo(folder.path("pipe.yml"), 0o600) == 0)
    let pipe = folder.path("pipe.yml")
    #expect(error { _ = try RuleFileStore.load(pipe) } == .notAFile(path: pipe))
    #expect(try folder.read("rule.yml") == "old")
  }

  @Test func aHardLinkedFileIsNotPartedFromItsOtherName() throws {
    let path = try folder.write("old", to: "rule.yml")
    try FileManager.default.linkItem(atPath: path, toPath: folder.path("other.yml"))
    #expect(
      error { try RuleFileStore.save("x", to: path, replacing: SHA256.hex(of: "old".utf8)) }
        == .hardLinked(path: path))
  }

  @Test func aLockedFileIsBusy() throws {
    let path = try folder.write("old", to: "rule.yml")
    let holder = open(path, O_RDONLY)
    defer { close(holder) }
    #expect(flock(holder, LOCK_EX) == 0)
    var calls = FileCalls()
    calls.lockAttempts = 2
    calls.lockPause = 0
    #expect(
      error {
        _ = try RuleFileStore.save(
          "x", to: path, replacing: SHA256.hex(of: "old".utf8), calls: calls)
      } == .busy(path: path))
  }

  @Test func whatAKilledSaveLeftIsCleanedUpButNotWhatOneIsWriting() throws {
    let path = try folder.write("old", to: "rule.yml")
    let prefix = ".trailsift-" + SHA256.hex(of: "rule.yml".utf8).prefix(16)
    try folder.write("half", to: "\(prefix)-1-0.tmp")
    try folder.write("being written", to: "\(prefix)-2-0.tmp")
    try folder.write("of another rule", to: ".trailsift-0123456789abcdef-1-0.tmp")
    let writer = open(folder.path("\(prefix)-2-0.tmp"), O_RDONLY)
    defer { close(writer) }
    #expect(flock(writer, LOCK_EX) == 0)
    try RuleFileStore.save("new", to: path, replacing: SHA256.hex(of: "old".utf8))
    #expect(
      folder.names
        == [".trailsift-0123456789abcdef-1-0.tmp", "\(prefix)-2-0.tmp", "rule.yml"].sorted())
  }

  /// Many savers, one file: each adds a line to what it loaded, and none is lost.
  @Test func concurrentSavesLoseNothing() async throws {
    let path = try folder.write("", to: "rule.yml")
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          var isSaved = false
          while !isSaved {
            guard let loaded = try? RuleFileStore.load(path) else { return }
            isSaved =
              (try? RuleFileStore.save(
                loaded.text + "\(number)\n", to: path, replacing: loaded.sha256)) != nil
          }
        }
      }
    }
    #expect(try folder.read("rule.yml").split(separator: "\n").sorted() == (0..<8).map { "\($0)" })
    #expect(folder.names == ["rule.yml"])
  }
}
