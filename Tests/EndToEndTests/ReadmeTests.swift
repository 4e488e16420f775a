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

  /// What the pictures in `samples/screens` show: the keys that lead there, and the size.
  static let pictures: [(name: String, keys: String, size: String, theme: String)] = [
    ("workbench", "j j j t j b j f G Enter k k", "110x34", "nord"),
    ("allow", "/ ap-east-1 Enter a", "100x30", "nord"),
    ("exception", "/ posture-scan Enter f", "100x30", "gruvbox-dark"),
    ("map", "M", "100x30", "nord"),
    ("timeline", "i s s", "100x24", "okabe-ito-dark"),
    ("help", "? region", "100x20", "okabe-ito-light"),
  ]

  @Test(arguments: pictures.map(\.name)) func aPictureShowsTheWorkbenchAsItIs(name: String) throws {
    let picture = try #require(Self.pictures.first { $0.name == name })
    let folder = try Folder()
    let drawn = folder.path + "/picture.svg"
    let outcome = try Program.trailsift(
      [
        "picture", "samples/rules/unusual-region.yml", "samples/logs", "--keys", picture.keys,
        "--size", picture.size, "--theme", picture.theme, "--output", drawn,
      ], in: folder, at: Program.root)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let path = Program.root + "/samples/screens/\(name).svg"
    let now = try folder.bytes("picture.svg")
    if Self.isUpdating {
      try now.write(to: URL(fileURLWithPath: path), options: .atomic)
    } else {
      let kept = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(
        now == kept,
        "the screen has changed: TRAILSIFT_UPDATE=1 swift test --filter ReadmeTests draws it anew")
    }
  }

  @Test func everyPictureStandsInTheReadme() throws {
    let readme = try String(contentsOfFile: Self.path, encoding: .utf8)
    for picture in Self.pictures {
      #expect(readme.contains("(samples/screens/\(picture.name).svg)"), "\(picture.name)")
    }
  }
}
