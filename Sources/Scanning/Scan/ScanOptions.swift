/// What else decides which events are hits.
public struct ScanOptions: Sendable, Hashable, Codable {
  public var anyRecord = false
  public var keepDuplicates = false
  /// Values of `|expand` placeholders, by name: those of files and those of `--define`.
  public var placeholders: [String: [String]] = [:]
  /// Those of `--define` alone, where there are files too: no edit changes them.
  public var defined: [String: [String]]?
  /// Milliseconds since 1970.
  public var since: Int64?
  public var until: Int64?
  /// What `--account` and `--region` ask for; nil: all.
  public var accounts: [String]?
  public var regions: [String]?
  /// Whether `--only-region-folders` was given; missing: no.
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
