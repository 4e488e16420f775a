import Basics
import Foundation
import TestSupport
import Testing

@testable import MaxMindDB

/// Databases are replaced while the program runs.
@Suite struct ReplacedFileTests {
  private let folder: ScratchFolder
  private let path: String

  init() throws {
    folder = try ScratchFolder()
    path = folder.path("made.mmdb")
    try Data(Self.made).write(to: URL(filePath: path))
  }

  /// Its second record is longer than what is read when it is opened.
  private static let made = MadeDatabase(
    record: .map([
      ("pad", .text(String(repeating: "x", count: 500_000))),
      ("country", .map([("iso_code", .text("NO"))])),
    ])
  ).bytes

  @Test func staysReadableWhenRenamedOver() throws {
    let database = try MaxMindDatabase(path)
    let other = folder.path("new.mmdb")
    try Data("something else".utf8).write(to: URL(filePath: other))
    try #require(rename(other, path) == 0)
    #expect(try BadFilesTests.country(database, "81.1.2.3") == "NO")
  }

  /// Mapped into memory, such a file would end the program with SIGBUS.
  @Test func failsWhenCutShort() throws {
    let database = try MaxMindDatabase(path)
    try #require(truncate(path, 10) == 0)
    #expect(throws: RecordProblem.unreadable) {
      try BadFilesTests.country(database, "81.1.2.3")
    }
  }

  @Test func refusesWhatIsNoFile() throws {
    #expect(throws: DatabaseRefusal.notAFile) { try MaxMindDatabase(folder.url.path) }
    #expect(throws: DatabaseRefusal.notAFile) { try MaxMindDatabase("/dev/zero") }
    let pipe = folder.path("pipe")
    try #require(mkfifo(pipe, 0o600) == 0)
    #expect(throws: DatabaseRefusal.notAFile) { try MaxMindDatabase(pipe) }
    #expect(throws: DatabaseRefusal.noMetadata) {
      try MaxMindDatabase(try folder.write("", to: "empty.mmdb"))
    }
  }
}
