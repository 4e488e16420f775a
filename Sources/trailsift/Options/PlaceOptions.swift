import ArgumentParser
import Basics
import CloudTrail
import Foundation
import Scanning
import Sigma
import SourceYAML

/// The accounts and regions whose events count. Separate from `MatchOptions`, since `--region` of
/// `allow` means something else.
struct PlaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only events that these accounts received.", valueName: "account,..."))
  var account: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only events of these regions, whichever folder they are in. Events without a readable region are kept.",
      valueName: "region,..."))
  var region: [String] = []

  @Flag(
    help:
      "With --region: don't open files below the folders of other regions. Faster, but misses events that were delivered there, as trails for a single region and, before November 2021, global services (IAM, STS, CloudFront) do."
  )
  var onlyRegionFolders = false

  func validate() throws {
    for account in Self.list(account)
    where account.utf8.count != 12 || !account.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) {
      throw ValidationError("--account takes twelve digits, not “\(account)”")
    }
    if Self.list(region).contains("") { throw ValidationError("--region takes names of regions") }
    if onlyRegionFolders, region.isEmpty {
      throw ValidationError("--only-region-folders needs --region")
    }
  }

  /// Adds the given accounts and regions to what a session keeps of the other options.
  func apply(to options: inout ScanOptions) {
    options.accounts = account.isEmpty ? nil : Self.list(account)
    options.regions = region.isEmpty ? nil : Self.list(region)
    options.onlyRegionFolders = onlyRegionFolders ? true : nil
    warnOfUnknownRegions()
  }

  /// The table lacks new and private regions, so an unknown one is only a warning.
  private func warnOfUnknownRegions() {
    for region in Self.list(region) where AWSRegion.named(region) == nil {
      let advice = NearestName.advice(for: region, in: AWSRegion.all.map(\.code))
      Console.say(
        "--region \(region) is not a region known here" + (advice.map { "; \($0)" } ?? ""))
    }
  }

  /// `["1,2", "3"]` → `["1", "2", "3"]`
  private static func list(_ values: [String]) -> [String] {
    values.flatMap { $0.pieces(at: ",").map(\.trimmed) }
  }
}
