/// Whether a region belongs on the allowlist.
public enum RegionClass: String, Sendable, Codable, CaseIterable {
  /// Every condition holds: it is proposed.
  case normal
  /// Something is missing: a person decides.
  case review
  /// Nobody works there.
  case unused
  /// Something speaks against it.
  case never
}
