import Sigma
import SourceYAML

/// From a list of suspected regions to all regions that are not allowed.
///
///     selection:                       selection:
///       awsRegion:                       awsRegion:
///         - 'ap-east-1'       ->           # was: - 'ap-east-1'
///         - 'af-south-1'                   # was: - 'af-south-1'
///                                          - '*'
///
/// The list names the regions that existed when it was written. With `*`, the allowlist decides.
extension RuleDraft {
  mutating func matchAllRegions() throws(EditRefusal) -> String? {
    if detection.allowedRegionLists.isEmpty {
      notes.append("without allowed regions, the rule matches in every region")
    }
    let lists = detection.suspectedRegionLists.filter { !$0.literals.isEmpty }
    guard let first = lists.first else { throw .unchanged(name: "the rule") }
    for list in lists {
      try append(escaped: "*", to: list)
      try setAside(Array(list.entries.indices), from: list)
      expect(list, texts: ["*"])
    }
    return first.identifier
  }
}
