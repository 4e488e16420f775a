import Basics
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import RuleEditing

/// A save that fails, or whose process dies, at any one system call: the file holds the old text or
/// the new text, whole.
struct SaveFaultTests {
  private static let old = String(repeating: "old line\n", count: 40)
  private static let new = String(repeating: "new line\n", count: 60)
  /// Small, so that the text takes several writes.
  private static let writeSize = 100

  /// Counts the calls and fails the one with this number.
  private final class Fault: Sendable {
    let target: Int
    let code: Int32
    let seen = Mutex<[FileCalls.Call]>([])

    init(at target: Int, code: Int32) {
      self.target = target
      self.code = code
    }

    var calls: FileCalls {
      var calls = FileCalls()
      calls.writeSize = writeSize
      calls.lockAttempts = 1
      calls.intercept = { call in
        let number = self.seen.withLock { seen in
          seen.append(call)
          return seen.count - 1
        }
        return number == self.target ? self.code : 0
      }
      return calls
    }
  }

  private func save(_ path: String, _ calls: FileCalls) throws(SaveError) {
    _ = try RuleFileStore.save(
      Self.new, to: path, replacing: SHA256.hex(of: Self.old.utf8), calls: calls)
  }

  /// The calls of a save that succeeds.
  private func sequence() throws -> [FileCalls.Call] {
    let folder = try ScratchFolder()
    let fault = Fault(at: -1, code: 0)
    try save(try folder.write(Self.old, to: "rule.yml"), fault.calls)
    return fault.seen.withLock { $0 }
  }

  @Test func theOrderOfASave() throws {
    var steps = try sequence().filter { $0 != .copyAttributes }
    steps = steps.enumerated().filter { $0.offset == 0 || steps[$0.offset - 1] != $0.element }
      .map(\.element)
    #expect(
      steps == [
        .resolve, .open, .lock, .stat, .read, .access, .createTemporary, .write, .stat, .setMode,
        .syncFile, .compare, .rename, .openFolder, .syncFolder,
      ])
  }

  @Test(arguments: [EIO, ENOSPC, EDQUOT, EACCES, EROFS, ENOENT, EINTR, EPERM])
  func anErrorAtAnyCallLeavesAWholeFile(code: Int32) throws {
    let sequence = try sequence()
    let renamed = try #require(sequence.firstIndex(of: .rename))
    for number in sequence.indices {
      let folder = try ScratchFolder()
      let path = try folder.write(Self.old, to: "rule.yml")
      let result = Result { () throws(SaveError) in
        try save(path, Fault(at: number, code: code).calls)
      }
      let text = try folder.read("rule.yml")
      switch result {
      case .success, .failure(.notDurable):
        #expect(text == Self.new, "\(sequence[number])")
      case .failure:
        #expect(number <= renamed && text == Self.old, "\(sequence[number])")
      }
      #expect(folder.names == ["rule.yml"], "\(sequence[number])")
    }
  }

  /// Calls that read and write fewer bytes than asked for, as the system may: all of the text arrives.
  @Test(arguments: 1...8) func shortReadsAndWritesAreGoneOnWith(seed: UInt64) throws {
    let folder = try ScratchFolder()
    let path = try folder.write(Self.old, to: "rule.yml")
    let state = Mutex(seed)
    var calls = FileCalls()
    calls.portion = { _, count in
      state.withLock { state in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return 1 + Int(state >> 33) % count
      }
    }
    #expect(try RuleFileStore.load(path, calls: calls).text == Self.old)
    try save(path, calls)
    #expect(try folder.read("rule.yml") == Self.new)
  }

  /// The disk fills up in the middle of a write: some bytes are taken, then none, be it said or not.
  @Test(arguments: [0, ENOSPC]) func aDiskThatFillsUpWhileWriting(code: Int32) throws {
    let folder = try ScratchFolder()
    let path = try folder.write(Self.old, to: "rule.yml")
    let written = Mutex(0)
    var calls = FileCalls()
    calls.portion = { call, count in
      guard call == .write else { return count }
      return written.withLock { written in
        defer { written += 1 }
        return written == 0 ? count / 2 : 0
      }
    }
    calls.intercept = { call in
      call == .write && written.withLock { $0 } > 0 ? code : 0
    }
    #expect(throws: SaveError.noSpace(path: path)) { try save(path, calls) }
    #expect(try folder.read("rule.yml") == Self.old)
    #expect(folder.names == ["rule.yml"])
  }

  @Test(arguments: [
    (FileCalls.Call.write, ENOSPC), (.syncFile, EDQUOT), (.createTemporary, ENOSPC),
    (.rename, ENOSPC), (.copyAttributes, ENOSPC),
  ])
  func aFullDiskIsNamed(call: FileCalls.Call, code: Int32) throws {
    let folder = try ScratchFolder()
    let path = try folder.write(Self.old, to: "rule.yml")
    var calls = FileCalls()
    calls.intercept = { $0 == call ? code : 0 }
    #expect(throws: SaveError.noSpace(path: path)) { try save(path, calls) }
  }

  @Test func aFolderWithoutWriteAccessIsNamed() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(Self.old, to: "rule.yml")
    var calls = FileCalls()
    calls.intercept = { $0 == .createTemporary ? EACCES : 0 }
    #expect(
      throws: SaveError.folderReadOnly(folder: (path as NSString).deletingLastPathComponent)
    ) { try save(path, calls) }
  }

  @Test func aFileOfAnotherOwnerIsNotTakenOver() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(Self.old, to: "rule.yml")
    var calls = FileCalls()
    calls.intercept = { $0 == .setMode ? EPERM : 0 }
    let refused = #expect(throws: SaveError.self) { try save(path, calls) }
    guard case .ownershipNotKept? = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
  }

  /// An editor that does not lock writes the file between the comparison and the rename.
  @Test(arguments: [FileCalls.Call.createTemporary, .write, .syncFile, .compare])
  func anEditorThatDoesNotLockIsNoticed(call: FileCalls.Call) throws {
    let folder = try ScratchFolder()
    let path = try folder.write(Self.old, to: "rule.yml")
    var calls = FileCalls()
    calls.intercept = { current in
      if current == call { try? Data("theirs".utf8).write(to: URL(filePath: path)) }
      return 0
    }
    let refused = #expect(throws: SaveError.self) { try save(path, calls) }
    guard case .changedUnderneath(let current)? = refused else {
      Issue.record("\(String(describing: refused))")
      return
    }
    #expect(current.text == "theirs")
    #expect(try folder.read("rule.yml") == "theirs")
  }

  /// Where a killed process saves: both it and the test that starts it can tell the place.
  private static func workplace(of process: pid_t) -> URL {
    FileManager.default.temporaryDirectory.appending(path: "trailsift-kill-\(process)")
  }

  /// A real process, killed before each of its calls in turn.
  @Test func killedAtAnyCall() async throws {
    let place = Self.workplace(of: getpid())
    let path = place.appending(path: "rule.yml").path
    defer { try? FileManager.default.removeItem(at: place) }
    for number in try sequence().indices {
      try? FileManager.default.removeItem(at: place)
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
      try Data(Self.old.utf8).write(to: place.appending(path: "rule.yml"))
      try Data("\(number)".utf8).write(to: place.appending(path: "number"))
      await #expect(processExitsWith: .signal(SIGKILL)) {
        try SaveFaultTests.saveAndDie(in: SaveFaultTests.workplace(of: getppid()))
      }
      let text = try RuleFileStore.load(path).text
      #expect(text == Self.old || text == Self.new)
      // The next save goes through and leaves nothing of the dead one.
      try RuleFileStore.save("next", to: path, replacing: SHA256.hex(of: text.utf8))
      #expect(try RuleFileStore.load(path).text == "next")
      let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
      #expect(names.sorted() == ["number", "rule.yml"])
    }
  }

  private static func saveAndDie(in place: URL) throws {
    let text = try String(contentsOf: place.appending(path: "number"), encoding: .utf8)
    let number = try #require(Int(text))
    let seen = Mutex(0)
    var calls = FileCalls()
    calls.writeSize = writeSize
    calls.intercept = { _ in
      let isTarget = seen.withLock { seen in
        defer { seen += 1 }
        return seen == number
      }
      if isTarget { kill(getpid(), SIGKILL) }
      return 0
    }
    _ = try RuleFileStore.save(
      new, to: place.appending(path: "rule.yml").path, replacing: SHA256.hex(of: old.utf8),
      calls: calls)
  }
}
