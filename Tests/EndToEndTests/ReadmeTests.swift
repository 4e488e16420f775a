import Foundation
import Testing

/// What the README takes from the program itself is what the program says now.
///
///     TRAILSIFT_UPDATE=1 swift test --filter ReadmeTests
///
/// writes it anew instead.
@Suite(.serialized) struct ReadmeTests {
  private static let path = Program.root + "/README.md"

  static let isUpdating = ProcessInfo.processInfo.environment["TRAILSIFT_UPDATE"] != nil

  @Test func theKeysAreThoseOfTheProgram() throws {
    let folder = try Folder()
    let keys = try Program.trailsift(["keys", "--format", "markdown"], in: folder)
    #expect(keys.status == 0)
    let readme = try String(contentsOfFile: Self.path, encoding: .utf8)
    let start = try #require(
      readme.range(of: "<!-- keys: made by trailsift keys --format markdown -->\n"))
    let end = try #require(readme.range(of: "<!-- /keys -->"))
    let section = start.upperBound..<end.lowerBound
    if Self.isUpdating {
      try readme.replacingCharacters(in: section, with: keys.output)
        .write(toFile: Self.path, atomically: true, encoding: .utf8)
    } else {
      #expect(
        readme[section] == keys.output,
        "the keys have changed: TRAILSIFT_UPDATE=1 swift test --filter ReadmeTests writes them anew"
      )
    }
  }
}
