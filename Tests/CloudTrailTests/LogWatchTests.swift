#if os(Linux)
  import CloudTrail
  import Foundation
  import Testing

  struct LogWatchTests {
    private let folder: LogFolder
    private let watch: LogWatch

    init() throws {
      folder = try LogFolder()
      try folder.write("old/1.json", "x")
      watch = try LogWatch([folder.path])
      watch.forget(LogDiscovery.discover([folder.path]).files)
    }

    private func next() throws -> [String] {
      let (files, _) = try #require(watch.next())
      return files.map { String($0.path.dropFirst(folder.path.count + 1)) }
    }

    @Test func filesComeWhenTheyAreClosed() throws {
      let file = try #require(fopen(folder.path + "/2.json", "w"))
      fputs("half", file)
      fflush(file)
      try folder.write("3.json", "x")
      #expect(try next() == ["3.json"])
      fclose(file)
      #expect(try next() == ["2.json"])
    }

    @Test func aRenamedFileComesOnce() throws {
      try folder.write("2.json.part", "x")
      #expect(try next() == ["2.json.part"])
      try move("2.json.part", to: "2.json")
      try folder.write("3.json", "x")
      #expect(try next() == ["3.json"])
    }

    @Test func newFoldersAreWatchedWithWhatIsInThem() throws {
      try folder.write("2026/11/a.json", "x")
      #expect(try next() == ["2026/11/a.json"])
      try folder.write("2026/11/b.json", "x")
      #expect(try next() == ["2026/11/b.json"])
    }

    @Test func knownFilesDoNotComeAgain() throws {
      try move("old/1.json", to: "old/1b.json")
      try folder.write("old/1c.json", "x")
      #expect(try next() == ["old/1c.json"])
    }

    @Test func whatIsWrittenToComesAgain() throws {
      try folder.write("old/1.json", "xy")
      #expect(try next() == ["old/1.json"])
    }

    @Test func hiddenFilesAndDigestsDoNotCome() throws {
      try folder.write(".hidden.json", "x")
      try folder.write("CloudTrail-Digest/d.json.gz", "x")
      try folder.write("z.json", "x")
      var files: [String] = []
      while files.isEmpty { files += try next() }
      #expect(files == ["z.json"])
    }

    @Test func loopsOfLinksEnd() throws {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/loop", withDestinationPath: folder.path)
      let other = try LogWatch([folder.path])
      try folder.write("z.json", "x")
      #expect(other.next()?.files.count == 1)
    }

    @Test func stoppingEndsTheWait() {
      watch.stop()
      #expect(watch.next() == nil)
      #expect(watch.next() == nil)
    }

    private func move(_ name: String, to other: String) throws {
      try FileManager.default.moveItem(
        atPath: folder.path + "/" + name, toPath: folder.path + "/" + other)
    }
  }
#endif
