/// Events that a rule should no longer match: all of `tests` hold for them.
///
/// The two tests `userIdentity.arn equals arn:aws:iam::111122223333:role/build` and
/// `awsRegion equals ap-east-1` become, in the rule,
///
///     filter_main_build:
///         userIdentity.arn: 'arn:aws:iam::111122223333:role/build'
///         awsRegion: 'ap-east-1'
public struct RuleException: Sendable, Hashable {
  /// The part after `filter_main_`; nil lets the editor derive it from the tests.
  public var name: String?
  /// Joined by *and*. Never empty in an edit that the editor accepts.
  public var tests: [FieldTest]
  /// The day (`YYYY-MM-DD`) until which it is meant to hold; a comment says so: `# expires:
  /// 2026-12-31`.
  public var expires: String?

  public init(name: String? = nil, tests: [FieldTest], expires: String? = nil) {
    self.name = name
    self.tests = tests
    self.expires = expires
  }

  /// One field against literal values; any one of them suffices.
  public struct FieldTest: Sendable, Hashable {
    /// The dotted path, without modifiers: `userIdentity.arn`.
    public var field: String
    public var relation: Relation
    /// Literal texts as they stand in the event: a `*` is a star. Escaping is the editor's work.
    /// Empty for the relations that need none.
    public var values: [String]

    public init(field: String, relation: Relation = .equals, values: [String] = []) {
      self.field = field
      self.relation = relation
      self.values = values
    }
  }

  /// How a field is compared; Sigma's modifier of the same sense.
  ///
  /// Upper and lower case are the same, as always in Sigma without `cased`.
  public enum Relation: String, Sendable, Hashable, CaseIterable {
    case equals
    case startsWith = "startswith"
    case endsWith = "endswith"
    case contains
    /// `values` are networks: `198.51.100.0/24`, `2001:db8::/32`.
    case cidr
    /// The field is null or missing (Sigma's `field: null`).
    case isNull = "null"
    /// The field is there, whatever it holds.
    case exists
    /// The field is not there.
    case isMissing = "missing"

    /// Whether the test compares with values at all.
    public var takesValues: Bool {
      switch self {
      case .equals, .startsWith, .endsWith, .contains, .cidr: true
      case .isNull, .exists, .isMissing: false
      }
    }
  }
}

// MARK: - Journal form

extension RuleException: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, tests, expires
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decodeIfPresent(String.self, forKey: .name)
    tests = try container.decode([FieldTest].self, forKey: .tests)
    expires = try container.decodeIfPresent(String.self, forKey: .expires)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(name, forKey: .name)
    try container.encode(tests, forKey: .tests)
    try container.encodeIfPresent(expires, forKey: .expires)
  }
}

/// `{"field":"sourceIPAddress","cidr":["198.51.100.0/24"]}`: the relation is the key of the values;
/// a relation without values says `true`, as in `{"field":"errorCode","null":true}`.
extension RuleException.FieldTest: Codable {
  private struct Key: CodingKey, Hashable {
    var stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }

    static let field = Key("field")
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    field = try container.decode(String.self, forKey: .field)
    let relations = container.allKeys.filter { $0 != .field }
    guard relations.count == 1, let key = relations.first,
      let relation = RuleException.Relation(rawValue: key.stringValue)
    else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "a field test has \"field\" and exactly one of "
            + RuleException.Relation.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    self.relation = relation
    if relation.takesValues {
      values = try container.decode([String].self, forKey: key)
    } else if try container.decode(Bool.self, forKey: key) {
      values = []
    } else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "\"\(key.stringValue)\" can only be true")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(field, forKey: .field)
    let key = Key(relation.rawValue)
    if relation.takesValues {
      try container.encode(values, forKey: key)
    } else {
      try container.encode(true, forKey: key)
    }
  }
}
