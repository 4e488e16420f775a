import Sigma
import SourceYAML

extension RuleFile {
  /// The searches of a rule that allowing regions has changed, as they are when every region is
  /// allowed no longer.
  ///
  ///     selection:                          selection:
  ///       awsRegion:                          awsRegion:
  ///         # was: - ap-east-1       ->         - ap-east-1
  ///         - af-south-1                        - af-south-1
  ///
  /// - Parameter rule: index in `rules`.
  public func bareSearches(ofRule rule: Int) -> [String: SearchIdentifier] {
    guard text.has(text: RuleDraft.keepMark) else { return [:] }
    let detection = rules[rule].detection
    let stamp = EditStamp(date: "2000-01-01", author: "")
    var file = self
    for region in Allowlist(rules[rule]).allowed {
      guard
        let plan = try? RuleEditor.plan(.disallowRegion(region), stamp: stamp, rule: rule, in: file)
      else { continue }
      file = plan.after
    }
    let bare = file.rules[rule].detection.searchIdentifiers
    let exceptions = Set(detection.exceptions)
    var changed: [String: SearchIdentifier] = [:]
    for (name, search) in detection.searchIdentifiers where !exceptions.contains(name) {
      guard let other = bare[name], !other.value.hasSameMeaning(as: search.value) else { continue }
      changed[name] = other
    }
    return changed
  }
}
