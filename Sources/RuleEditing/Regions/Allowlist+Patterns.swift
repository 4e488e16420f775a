import Sigma

extension Allowlist {
  /// The pattern of the allowlist that covers a region: `eu-*` for `eu-west-3`.
  public func pattern(covering region: String) -> String? {
    allowedPatterns.first { Self.covers($0, region) }
  }

  /// The pattern by which a selection suspects a region.
  public func pattern(suspecting region: String) -> String? {
    suspectedPatterns.first { Self.covers($0, region) }
  }

  /// Whether an entry of a list, a region or a pattern, covers a region.
  public static func covers(_ entry: String, _ region: String) -> Bool {
    TextPattern(parsing: entry).matches(region)
  }

  /// The region that an entry names; `nil` for a pattern.
  public static func region(of entry: String) -> String? { TextPattern(parsing: entry).literal }
}
