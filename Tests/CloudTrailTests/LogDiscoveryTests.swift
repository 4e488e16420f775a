import CloudTrail
import Foundation
import Testing

struct LogDiscoveryTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
  }

  @Test func foldersAreSortedAndDigestsSkipped() throws {
    for name in ["b.json.gz", "a/2.log", "a/1.raw", ".hidden", "CloudTrail-Digest/d.json.gz"] {
      try folder.write(name, "x")
    }
    try folder.write("a/empty.json", "")
    let (files, skipped) = LogDiscovery.discover([folder.path])
    #expect(names(files.map(\.path)) == ["a/1.raw", "a/2.log", "b.json.gz"])
    #expect(files.allSatisfy { $0.byteCount == 1 })
    #expect(names(skipped.map(\.path)) == [".hidden", "CloudTrail-Digest", "a/empty.json"])
    #expect(skipped.map(\.reason) == [.hidden, .digest, .empty])
  }

  @Test func linksAreFollowedAndLoopsEnd() throws {
    try folder.write("a/1.json", "x")
    let link = folder.path + "/a/loop"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: folder.path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/z.json", withDestinationPath: folder.path + "/a/1.json")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/dangling", withDestinationPath: folder.path + "/nowhere")
    let (files, skipped) = LogDiscovery.discover([folder.path])
    #expect(names(files.map(\.path)) == ["a/1.json"])
    #expect(skipped.map(\.reason) == [.givenTwice, .notFound, .givenTwice])
  }

  @Test func pathsKeepTheirOrder() throws {
    let b = try folder.write("b.json", "x").path
    let a = try folder.write("a.json", "x").path
    let (files, skipped) = LogDiscovery.discover([b, a, b, "-", folder.path + "/none"])
    #expect(files.map(\.path) == [b, a, "-"])
    #expect(skipped.map(\.reason) == [.givenTwice, .notFound])
  }

  /// Most devices never end. The program's own descriptors may be pipes, files or terminals.
  @Test func devicesAreRefused() throws {
    let link = folder.path + "/zero.json"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: "/dev/zero")
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let (files, skipped) = LogDiscovery.discover(
      ["/dev/zero", "/dev/random", link, "/dev/null", "/dev/tty", pipe])
    #expect(files.map(\.path) == [pipe])
    #expect(skipped.map(\.reason) == [.notAFile, .notAFile, .givenTwice, .empty, .notAFile])
    let found = LogDiscovery.discover([folder.path])
    #expect(found.files.isEmpty && found.skipped.map(\.reason) == [.notAFile, .notAFile])
    #if os(Linux)
      #expect(LogDiscovery.discover(["/proc/self/maps"]).skipped.map(\.reason) == [.notAFile])
    #endif
  }

  /// `caf\xE9.json`, as an old Latin-1 system leaves it.
  @Test func namesThatAreNotUTF8AreOpened() throws {
    let file = try folder.write("x.json", eventJSON("a"))
    let bytes = Array((folder.path + "/caf").utf8) + [0xE9] + Array(".json".utf8)
    let name = bytes.map { CChar(bitPattern: $0) } + [0]
    guard rename(file.path, name) == 0 else { return }
    let files = LogDiscovery.discover([folder.path]).files
    #expect(names(files.map(\.path)) == ["caf\u{FFFD}.json"])
    let reader = RecordReader(fields: ["eventID"])
    #expect(files.map { folder.read($0, with: reader).texts } == [["a"]])
  }

  /// Files are passed on during the walk, which ends when no more are wanted.
  @Test func filesComeInPartsAndInOrder() throws {
    let all = (100..<300).map { "\($0 / 50)/\($0).json" }
    for name in all { try folder.write(name, "x") }
    var parts: [[LogFile]] = []
    let skipped = withoutActuallyEscaping({ (found: [LogFile]) -> Bool in
      parts.append(found)
      return true
    }) { LogDiscovery.discover([folder.path], selection: LogSelection(), found: $0) }
    #expect(names(parts.flatMap(\.self).map(\.path)) == all)
    #expect(parts.count > 1 && skipped.isEmpty)

    let first = parts[0]
    parts = []
    _ = withoutActuallyEscaping({ (found: [LogFile]) -> Bool in
      parts.append(found)
      return false
    }) { LogDiscovery.discover([folder.path], selection: LogSelection(), found: $0) }
    #expect(parts == [first])
  }

  private func names(_ paths: [String]) -> [String] {
    paths.map { String($0.dropFirst(folder.path.count + 1)) }
  }
}
