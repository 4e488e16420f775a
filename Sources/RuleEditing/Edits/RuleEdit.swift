import SourceYAML

/// What an analyst wants changed in a rule, as a value.
///
/// An edit names the wish, never the bytes: `allow ap-east-1` can be planned on the rule as it was
/// loaded, on the rule as a colleague has changed it since, or on another rule.
///
/// In a journal an edit is one JSON object with one key. This form is stable; readers refuse a key
/// that they do not know.
///
///     {"allow_region":"ap-east-1"}
///     {"disallow_region":"ap-east-1"}
///     {"add_exception":{"name":"build_role","tests":[{"field":"userIdentity.arn","equals":["arn:..."]}]}}
///     {"remove_exception":"filter_main_build_role"}
///     {"change_exception":{"name":"filter_main_build_role","to":{"tests":[...]}}}
///     {"set_expiry":{"name":"filter_main_build_role","expires":"2026-12-31"}}
///     {"match_all_regions":true}
///     {"edits":[{"allow_region":"ap-east-1"},{"add_exception":{...}}]}
public enum RuleEdit: Sendable, Hashable {
  /// Events from this region are normal: the rule no longer matches them.
  case allowRegion(String)
  /// The inverse: the region is no longer normal.
  case disallowRegion(String)
  /// Events that pass all tests of the exception are no longer matched.
  case addException(RuleException)
  /// Takes a filter out again, by its name in the rule or by the slug it was made from.
  case removeException(name: String)
  /// The exception gets these tests in the place of its own: wider or narrower. Its name and
  /// comments stay.
  case changeException(name: String, to: RuleException)
  /// The day (`YYYY-MM-DD`) until which the exception is meant to hold, as its comment says; nil:
  /// no end.
  case setExpiry(name: String, date: String?)
  /// The selections match in every region instead of in a list of suspected ones, which goes stale
  /// when AWS opens a region. The allowlist alone decides.
  case matchAllRegions
  /// Edits made in order, each on what the one before left, and taken back as one.
  case several([RuleEdit])
}

extension RuleEdit {
  /// Whether the edit silences nothing: the rule matches as many events afterwards, or more.
  public var takesBack: Bool {
    switch self {
    case .allowRegion, .addException, .changeException: false
    case .disallowRegion, .removeException, .setExpiry, .matchAllRegions: true
    case .several(let edits): edits.allSatisfy(\.takesBack)
    }
  }
}

extension RuleEdit {
  /// No region has more than some 30 characters; what is longer came from a broken record.
  private static let maximumRegionLength = 128

  /// Whether a text can be the name of a region: short, on one line, not blank at an end.
  public static func isRegion(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
      return false
    }
    return text.unicodeScalars.count <= maximumRegionLength
      && !first.properties.isWhitespace && !last.properties.isWhitespace
      && text.unicodeScalars.allSatisfy(YAMLText.isPrintable)
  }
}

extension RuleEdit {
  /// The edits that it consists of; itself, if it is one.
  public var parts: [RuleEdit] {
    if case .several(let edits) = self { edits.flatMap(\.parts) } else { [self] }
  }

  /// One edit of several, or the only one itself.
  public static func all(_ edits: [RuleEdit]) -> RuleEdit {
    edits.count == 1 ? edits[0] : .several(edits)
  }
}

extension RuleEdit: CustomStringConvertible {
  /// "allow region ap-east-1": the edit in words, with text of the analyst or of a log in it.
  public var description: String {
    switch self {
    case .allowRegion(let region): "allow region \(region)"
    case .disallowRegion(let region): "disallow region \(region)"
    case .addException(let exception): "add exception \(exception.slug)"
    case .removeException(let name): "remove exception \(name)"
    case .changeException(let name, _): "change exception \(name)"
    case .setExpiry(let name, let date?): "let exception \(name) expire after \(date)"
    case .setExpiry(let name, nil): "let exception \(name) never expire"
    case .matchAllRegions: "match in all regions that are not allowed"
    case .several(let edits): edits.map(\.description).joined(separator: "; ")
    }
  }
}

extension RuleEdit: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case allowRegion = "allow_region"
    case disallowRegion = "disallow_region"
    case addException = "add_exception"
    case removeException = "remove_exception"
    case changeException = "change_exception"
    case setExpiry = "set_expiry"
    case matchAllRegions = "match_all_regions"
    case several = "edits"
  }

  /// What an edit of an exception that is there consists of.
  private struct NamedChange: Codable {
    var name: String
    var to: RuleException?
    var expires: String?
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    guard let key = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "a rule edit has exactly one of the keys "
            + CodingKeys.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    switch key {
    case .allowRegion:
      self = .allowRegion(try container.decode(String.self, forKey: key))
    case .disallowRegion:
      self = .disallowRegion(try container.decode(String.self, forKey: key))
    case .addException:
      self = .addException(try container.decode(RuleException.self, forKey: key))
    case .removeException:
      self = .removeException(name: try container.decode(String.self, forKey: key))
    case .changeException:
      let change = try container.decode(NamedChange.self, forKey: key)
      guard let exception = change.to else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "\(key.rawValue) has no \"to\"")
      }
      self = .changeException(name: change.name, to: exception)
    case .setExpiry:
      let change = try container.decode(NamedChange.self, forKey: key)
      self = .setExpiry(name: change.name, date: change.expires)
    case .matchAllRegions: self = .matchAllRegions
    case .several: self = .several(try container.decode([RuleEdit].self, forKey: key))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .allowRegion(let region): try container.encode(region, forKey: .allowRegion)
    case .disallowRegion(let region): try container.encode(region, forKey: .disallowRegion)
    case .addException(let exception): try container.encode(exception, forKey: .addException)
    case .removeException(let name): try container.encode(name, forKey: .removeException)
    case .changeException(let name, let exception):
      try container.encode(NamedChange(name: name, to: exception), forKey: .changeException)
    case .setExpiry(let name, let date):
      try container.encode(NamedChange(name: name, expires: date), forKey: .setExpiry)
    case .matchAllRegions: try container.encode(true, forKey: .matchAllRegions)
    case .several(let edits): try container.encode(edits, forKey: .several)
    }
  }
}
