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
public enum RuleEdit: Sendable, Hashable {
  /// Events from this region are normal: the rule no longer matches them.
  case allowRegion(String)
  /// The inverse: the region is no longer normal.
  case disallowRegion(String)
  /// Events that pass all tests of the exception are no longer matched.
  case addException(RuleException)
  /// Takes a filter out again, by its name in the rule or by the slug it was made from.
  case removeException(name: String)
}

extension RuleEdit: CustomStringConvertible {
  /// "allow region ap-east-1": the edit in words, with text of the analyst or of a log in it.
  public var description: String {
    switch self {
    case .allowRegion(let region): "allow region \(region)"
    case .disallowRegion(let region): "disallow region \(region)"
    case .addException(let exception): "add exception \(exception.slug)"
    case .removeException(let name): "remove exception \(name)"
    }
  }
}

extension RuleEdit: Codable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case allowRegion = "allow_region"
    case disallowRegion = "disallow_region"
    case addException = "add_exception"
    case removeException = "remove_exception"
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
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .allowRegion(let region): try container.encode(region, forKey: .allowRegion)
    case .disallowRegion(let region): try container.encode(region, forKey: .disallowRegion)
    case .addException(let exception): try container.encode(exception, forKey: .addException)
    case .removeException(let name): try container.encode(name, forKey: .removeException)
    }
  }
}
