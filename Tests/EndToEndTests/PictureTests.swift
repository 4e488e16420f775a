import Foundation
import Testing

/// `trailsift picture`: all work started by the keys is done before the picture is drawn.
@Suite struct PictureTests {
  private let folder: Folder
  private let log: MadeLog

  init() throws {
    folder = try Folder()
    log = try MadeLog(in: folder)
    try log.add(40, region: "ap-east-1")
    try log.add(2, region: "me-south-1", from: 40)
  }

  private func picture(_ keys: String) throws -> String {
    let outcome = try Program.trailsift(
      [
        "picture", Samples.rule, log.path, "--format", "text", "--size", "120x36", "--keys", keys,
      ], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  @Test func aFilterASearchAndAGroupAreWorkedOut() throws {
    #expect(try picture("F region:me-south-1 Enter").contains("2 of 42 hits"))
    #expect(try picture("F region:me-south-1 Enter t").contains("1 TP"))
    #expect(try picture("F ip:256.0.0.1 Enter").contains("^^^^^^^^^"))
  }

  /// The logs are read again for the events around the hit, to the end.
  @Test func theEventsAroundAHitAreSearchedForToTheEnd() throws {
    let screen = try picture("o")
    #expect(screen.contains("42 events"), "\(screen)")
    #expect(!screen.contains("searching"))
  }
}
