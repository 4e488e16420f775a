import Basics
import Foundation
import TestSupport
import Testing

@testable import RuleEditing

/// Saves in places where they cannot succeed, for real: the file is as it was, nothing is left behind, the error names
/// what is wrong; and once that is mended the same save goes through.
@Suite(.serialized) struct SavePlacesTests {
  private static let old = String(repeating: "old line\n", count: 700)
  private static let new = String(repeating: "new line\n", count: 900)
  private static let digest = SHA256.hex(of: old.utf8)

  private func save(_ path: String) -> SaveError? {
    do {
      try RuleFileStore.save(Self.new, to: path, replacing: Self.digest)
      return nil
    } catch {
      return error
    }
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
  func onAFullDisk() throws {
    let disk = try SmallDisk()
    let path = try disk.folder.write(Self.old, to: "rule.yml")
    try disk.fill()
    #expect(save(path) == .noSpace(path: path))
    #expect(try disk.folder.read("rule.yml") == Self.old)
    #expect(disk.folder.names == ["filler", "rule.yml"])
    try disk.makeRoom()
    #expect(save(path) == nil)
    #expect(try disk.folder.read("rule.yml") == Self.new)
    #expect(disk.folder.names == ["rule.yml"])
  }

  @Test(.enabled(if: SmallDisk.isAvailable, "needs the right to mount"))
  func aNewFileOnAFullDisk() throws {
    let disk = try SmallDisk()
    try disk.fill()
    let path = disk.folder.path("new.yml")
    #expect(throws: SaveError.noSpace(path: path)) {
      try RuleFileStore.create(Self.new, at: path)
    }
    #expect(disk.folder.names == ["filler"])
    try disk.makeRoom()
    try RuleFileStore.create(Self.new, at: path)
    #expect(try disk.folder.read("new.yml") == Self.new)
  }

  // MARK: - Without the right to

  /// Where another user's process saves: both it and the test that starts it can tell the place.
  private static func workplace(of process: pid_t) -> URL {
    FileManager.default.temporaryDirectory.appending(path: "trailsift-nobody-\(process)")
  }

  private static let nobody: UInt32 = 65_534

  private func asNobody(
    folderMode: Int, fileMode: Int,
    _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    let place = Self.workplace(of: getpid())
    try? FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
    let file = place.appending(path: "rule.yml")
    try Data(Self.old.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: fileMode], ofItemAtPath: file.path)
    try FileManager.default.setAttributes([.posixPermissions: folderMode], ofItemAtPath: place.path)
    try await body()
    #expect(try String(contentsOf: file, encoding: .utf8) == Self.old)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path) == ["rule.yml"])
    try FileManager.default.removeItem(at: place)
  }

  /// What a save says that another user tries.
  private static func refusalAsNobody() throws -> (SaveError?, path: String) {
    let path = workplace(of: getppid()).appending(path: "rule.yml").path
    try #require(setgid(nobody) == 0 && setuid(nobody) == 0)
    do {
      try RuleFileStore.save(new, to: path, replacing: digest)
      return (nil, path)
    } catch {
      return (error, path)
    }
  }

  @Test(.enabled(if: geteuid() == 0, "needs the superuser"))
  func inAFolderThatIsReadOnly() async throws {
    try await asNobody(folderMode: 0o755, fileMode: 0o666) {
      await #expect(processExitsWith: .success) {
        let (error, path) = try SavePlacesTests.refusalAsNobody()
        #expect(error == .folderReadOnly(folder: (path as NSString).deletingLastPathComponent))
      }
    }
  }

  @Test(.enabled(if: geteuid() == 0, "needs the superuser"))
  func aFileOfSomebodyElse() async throws {
    try await asNobody(folderMode: 0o777, fileMode: 0o644) {
      await #expect(processExitsWith: .success) {
        let (error, path) = try SavePlacesTests.refusalAsNobody()
        #expect(error == .readOnly(path: path))
      }
    }
  }

  /// It may be written, but a new file in its place would be nobody's.
  @Test(.enabled(if: geteuid() == 0, "needs the superuser"))
  func aFileOfSomebodyElseThatAllMayWrite() async throws {
    try await asNobody(folderMode: 0o777, fileMode: 0o666) {
      await #expect(processExitsWith: .success) {
        let (error, _) = try SavePlacesTests.refusalAsNobody()
        guard case .ownershipNotKept? = error else {
          Issue.record("\(String(describing: error))")
          return
        }
      }
    }
  }

  // MARK: - Something else stands there

  @Test func whereTheFolderHasGone() throws {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("rules"), withIntermediateDirectories: false)
    let path = try folder.write(Self.old, to: "rules/rule.yml")
    try FileManager.default.removeItem(atPath: folder.path("rules"))
    #expect(save(path) == .notFound(path: path))
    #expect(folder.names.isEmpty)
  }

  @Test func whereAFolderAPipeOrALoopIsNow() throws {
    let folder = try ScratchFolder()
    let path = folder.path("rule.yml")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(save(path) == .notAFile(path: path))
    try FileManager.default.removeItem(atPath: path)

    #expect(mkfifo(path, 0o600) == 0)
    #expect(save(path) == .notAFile(path: path))
    try FileManager.default.removeItem(atPath: path)

    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "other.yml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("other.yml"), withDestinationPath: "rule.yml")
    guard case .unreadable(_, let reason)? = save(path) else {
      Issue.record("a loop of links")
      return
    }
    #expect(reason.contains("symbolic links"))
    #expect(folder.names == ["other.yml", "rule.yml"])
  }

  @Test func whereALinkLeadsNowhere() throws {
    let folder = try ScratchFolder()
    let path = folder.path("rule.yml")
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "gone.yml")
    #expect(save(path) == .notFound(path: path))
    #expect(throws: SaveError.alreadyThere(path: path)) {
      try RuleFileStore.create(Self.new, at: path)
    }
  }

  // MARK: - What a file has besides its text

  /// Attributes of users' own, and an access control list, which is an attribute of the system's.
  @Test func attributesAndAccessListsAreKept() throws {
    #if os(Linux)
      let folder = try ScratchFolder()
      let path = try folder.write(Self.old, to: "rule.yml", mode: 0o640)
      // Version 2; rw for the owner, r for user 1234, r for the group, mask r, nothing for others.
      let list: [UInt8] =
        [2, 0, 0, 0]
        + [(1, 6, UInt32.max), (2, 4, 1234), (4, 4, .max), (0x10, 4, .max), (0x20, 0, .max)]
        .flatMap { (tag: UInt8, rights: UInt8, id: UInt32) in
          [tag, 0, rights, 0] + (0..<4).map { UInt8(truncatingIfNeeded: id >> ($0 * 8)) }
        }
      guard Attribute.set("user.note", Array("kept".utf8), of: path) else {
        print("skipped: a file system without attributes")
        return
      }
      let hasLists = Attribute.set("system.posix_acl_access", list, of: path)
      #expect(save(path) == nil)
      #expect(Attribute.get("user.note", of: path) == Array("kept".utf8))
      if hasLists {
        #expect(Attribute.get("system.posix_acl_access", of: path) == list)
      } else {
        print("skipped: a file system without access control lists")
      }
      #expect(try folder.mode("rule.yml") == 0o640)
    #endif
  }

  @Test(.enabled(if: geteuid() == 0, "needs the superuser")) func ownerAndGroupAreKept() throws {
    let folder = try ScratchFolder()
    let path = try folder.write(Self.old, to: "rule.yml", mode: 0o604)
    #expect(chown(path, 1234, 4321) == 0)
    #expect(save(path) == nil)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.ownerAccountID] as? NSNumber)?.intValue == 1234)
    #expect((attributes[.groupOwnerAccountID] as? NSNumber)?.intValue == 4321)
    #expect(try folder.mode("rule.yml") == 0o604)
  }
}

#if os(Linux)
  /// `sys/xattr.h` is not part of Swift's module of the C library.
  private enum Attribute {
    private typealias Get =
      @convention(c) (
        UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutableRawPointer?, Int
      ) -> Int
    private typealias Set =
      @convention(c) (
        UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeRawPointer?, Int, Int32
      ) -> Int32

    static func set(_ name: String, _ value: [UInt8], of path: String) -> Bool {
      guard let function = dlsym(dlopen(nil, RTLD_NOW), "setxattr") else { return false }
      return unsafeBitCast(function, to: Set.self)(path, name, value, value.count, 0) == 0
    }

    static func get(_ name: String, of path: String) -> [UInt8]? {
      guard let function = dlsym(dlopen(nil, RTLD_NOW), "getxattr") else { return nil }
      var value = [UInt8](repeating: 0, count: 1 << 12)
      let count = unsafeBitCast(function, to: Get.self)(path, name, &value, value.count)
      return count < 0 ? nil : Array(value[..<count])
    }
  }
#endif
