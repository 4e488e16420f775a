import Foundation
import Testing

/// The keys, commands and pictures in the README are those of the program.
///
///     TRAILSIFT_UPDATE=1 swift test --filter ReadmeTests
///
/// draws the pictures.
@Suite(.serialized) struct ReadmeTests {
  private static let path = Program.root + "/README.md"

  static let isUpdating = ProcessInfo.processInfo.environment["TRAILSIFT_UPDATE"] != nil

  @Test func theKeysItNamesAreKeysOfCommands() throws {
    let commands = try Self.commands()
    let keys = Set(commands.flatMap(\.keys))
    let arrows = ["←": "Left", "→": "Right"]
    let named = try Self.codeSpans().filter {
      $0.count == 1 || $0.wholeMatch(of: /\^.|Enter/) != nil
    }
    #expect(named.count > 30)
    for key in named { #expect(keys.contains(arrows[key] ?? key), "no command has \(key)") }
  }

  @Test func theCommandsInItsConfigurationExist() throws {
    let names = Set(try Self.commands().map(\.name))
    let section = try #require(try Self.text().split(separator: "\nkeys:").last)
    let named = section.split(separator: "```")[0].split(separator: "\n").dropFirst()
      .compactMap { $0.split(separator: ":").first?.trimmingCharacters(in: .whitespaces) }
    #expect(!named.isEmpty)
    for name in named { #expect(names.contains(name), "no command \(name)") }
  }

  @Test func theSubcommandsItListsExist() throws {
    let help = try Program.trailsift(["help"], in: Folder()).output
    let listed = try Self.text().matches(of: #/\n    trailsift ([a-z]+) /#).map(\.1)
    #expect(listed.count > 10)
    for name in Set(listed) { #expect(help.contains("\n  \(name) "), "no subcommand \(name)") }
  }

  private struct Named: Decodable {
    let name: String
    let keys: [String]
  }

  private static func commands() throws -> [Named] {
    let listed = try Program.trailsift(["keys", "--format", "json"], in: Folder())
    return try JSONDecoder().decode([Named].self, from: Data(listed.output.utf8))
  }

  private static func text() throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  /// What is between backticks, without the blocks of code.
  private static func codeSpans() throws -> [String] {
    try text().replacing(/\n```[^`]*\n```/, with: "").matches(of: /`([^`\n]+)`/)
      .map { String($0.1) }
  }

  /// What the pictures in `samples/screens` show: the keys that lead there, and the size.
  static let pictures:
    [(name: String, keys: String, size: String, theme: String, options: [String])] = [
      ("workbench", "j j j t j b j f G Enter k k", "110x34", "nord", []),
      ("allow", "/ ap-east-1 Enter a", "100x30", "nord", []),
      ("exception", "/ posture-scan Enter f", "100x30", "gruvbox-dark", []),
      ("baseline", "B", "110x30", "nord", []),
      ("map", "M", "100x30", "nord", []),
      ("timeline", "i s s", "100x24", "okabe-ito-dark", []),
      ("help", "? region", "100x20", "okabe-ito-light", []),
      ("places", "/ 203.0.113.77 Enter Enter", "110x34", "nord", ["--geo", "samples/places.mmdb"]),
    ]

  @Test(arguments: pictures.map(\.name)) func pictureShowsTheWorkbench(name: String) throws {
    let picture = try #require(Self.pictures.first { $0.name == name })
    let folder = try Folder()
    let drawn = folder.path + "/picture.svg"
    let outcome = try Program.trailsift(
      [
        "picture", "samples/rules/unusual-region.yml", "samples/logs", "--keys", picture.keys,
        "--size", picture.size, "--theme", picture.theme, "--output", drawn,
      ] + picture.options, in: folder, at: Program.root)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let path = Program.root + "/samples/screens/\(name).svg"
    let now = try folder.bytes("picture.svg")
    if Self.isUpdating {
      try now.write(to: URL(fileURLWithPath: path), options: .atomic)
    } else {
      let kept = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(
        now == kept,
        "the screen has changed: TRAILSIFT_UPDATE=1 swift test --filter ReadmeTests draws it")
    }
  }

  @Test func theReadmeShowsEveryPicture() throws {
    let readme = try String(contentsOfFile: Self.path, encoding: .utf8)
    for picture in Self.pictures {
      #expect(readme.contains("(samples/screens/\(picture.name).svg)"), "\(picture.name)")
    }
  }
}
