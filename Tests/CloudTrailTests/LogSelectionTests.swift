import CloudTrail
import Foundation
import Testing

/// Every file of the tree is a broken link: visited files are "not found", and pruned ones were not
/// visited.
struct LogSelectionTests {
  private let folder: LogFolder

  init() throws {
    folder = try LogFolder()
    for account in ["111122223333", "444455556666"] {
      for place in [
        "eu-west-1/2020/05/01", "eu-west-1/2026/03/01", "eu-west-1/2026/03/02",
        "eu-west-1/2026/04/01", "eu-west-1/2026/04/02", "us-east-1/2026/03/02",
      ] {
        let path = "\(folder.path)/AWSLogs/\(account)/CloudTrail/\(place)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for name in ["a", "b"] {
          try FileManager.default.createSymbolicLink(
            atPath: "\(path)/\(name).json.gz", withDestinationPath: "/nowhere/at/all")
        }
      }
    }
  }

  private static let march2: Int64 = 1_772_409_600_000

  @Test func accounts() {
    let seen = looked(LogSelection(accounts: ["444455556666"]))
    #expect(seen.count == 12 && seen.allSatisfy { $0.hasPrefix("444455556666/") })
  }

  /// Selecting the folders of a region skips those of others, whatever they contain.
  @Test func regions() {
    #expect(
      looked(LogSelection(accounts: ["111122223333"], regions: ["us-east-1"])) == [
        "111122223333/CloudTrail/us-east-1/2026/03/02/a.json.gz",
        "111122223333/CloudTrail/us-east-1/2026/03/02/b.json.gz",
      ])
  }

  /// Files delivered before the time can't have its events; files delivered within 30 days after it
  /// can.
  @Test func times() {
    func days(_ selection: LogSelection) -> Set<String> {
      Set(looked(selection).map { String($0.dropLast("/a.json.gz".count).suffix(10)) })
    }
    let later: Set = ["2026/03/02", "2026/04/01", "2026/04/02"]
    #expect(days(LogSelection(since: Self.march2 + 1)) == later)
    #expect(
      days(LogSelection(until: Self.march2))
        == ["2020/05/01", "2026/03/01", "2026/03/02", "2026/04/01"])
    #expect(
      days(LogSelection(since: Self.march2, until: Self.march2 + 1))
        == ["2026/03/02", "2026/04/01"])
  }

  @Test func theFilesOfPrunedFoldersAreCounted() {
    let selection = LogSelection(accounts: ["111122223333"], regions: ["us-east-1"])
    let skipped = LogDiscovery.discover([folder.path], selection: selection).skipped
    #expect(skipped.reduce(0) { $0 + $1.fileCount } == 24)
    #expect(skipped.map(\.reason).contains(.pruned(.account)))
    #expect(skipped.map(\.reason).contains(.pruned(.region)))
  }

  @Test func aFolderGivenFromWithinIsKnownByItsWholePath() {
    let path = "\(folder.path)/AWSLogs/111122223333/CloudTrail/../CloudTrail/eu-west-1/2026"
    let found = LogDiscovery.discover([path], selection: LogSelection(accounts: ["444455556666"]))
    #expect(found.skipped.map(\.reason) == [.pruned(.account)])
    #expect(found.skipped.first?.fileCount == 8)
  }

  /// The visited paths, from the account on.
  private func looked(_ selection: LogSelection) -> [String] {
    let (files, skipped) = LogDiscovery.discover([folder.path], selection: selection)
    #expect(files.isEmpty)
    return skipped.filter { $0.reason == .notFound }
      .map { String($0.path.dropFirst(folder.path.count + "/AWSLogs/".count)) }
  }
}
