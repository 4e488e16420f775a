/// The options that decide which events are hits.
public struct ScanOptions: Sendable, Hashable, Codable {
  public var anyRecord = false
  public var keepDuplicates = false
  /// Values of `|expand` placeholders by name, from files and `--define`.
  public var placeholders: [String: [String]] = [:]
  /// The values of `--define`, if there are files too: edits can't change them.
  public var defined: [String: [String]]?
  /// Milliseconds since 1970.
  public var since: Int64?
  public var until: Int64?
  /// The values of `--account` and `--region`; nil: all.
  public var accounts: [String]?
  public var regions: [String]?
  /// Whether `--only-region-folders` was given; nil means no.
  public var onlyRegionFolders: Bool?

  enum CodingKeys: String, CodingKey {
    case anyRecord = "any_record"
    case keepDuplicates = "keep_duplicates"
    case placeholders
    case defined
    case since
    case until
    case accounts
    case regions
    case onlyRegionFolders = "only_region_folders"
  }

  public init() {}
}
