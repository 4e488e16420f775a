import Sigma

extension RuleException {
  /// A rule that matches just what the exception excepts, read from the text that would be written
  /// into a rule; nil for tests that cannot be written.
  public var asRule: Rule? {
    let stamp = EditStamp(date: "2000-01-01", author: "")
    guard let block = try? FilterBlock(self, name: "selection", stamp: stamp) else { return nil }
    let lines =
      ["title: exception", "logsource: {product: aws}", "detection:"]
      + block.lines(.inSigmaHQStyle) + ["    condition: selection"]
    return RuleFile(text: lines.joined(separator: "\n"), path: "exception").rules.first
  }
}
