import Sigma

/// An exception as a search of a rule says it, where that search can be said as one.
///
///     filter_main_build:
///         userIdentity.arn: 'arn:aws:iam::111122223333:role/build'     equals
///         userAgent|startswith: 'aws-cli/'                             startswith
///
/// Searches with alternatives, wildcards or other modifiers are more than tests of literal values.
extension RuleException {
  public init?(_ search: SearchIdentifier) {
    guard search.value.mapping != nil, search.alternatives.count == 1 else { return nil }
    var tests: [FieldTest] = []
    for item in search.alternatives[0] {
      guard let test = FieldTest(item) else { return nil }
      tests.append(test)
    }
    self.init(name: search.name, tests: tests)
  }

  /// The tests without regard to the order in which they and their values stand.
  var meaning: [FieldTest.Subject: Set<String>] {
    Dictionary(tests.map { ($0.subject, Set($0.values)) }, uniquingKeysWith: { $0.union($1) })
  }
}

extension RuleException.FieldTest {
  struct Subject: Hashable {
    let field: String
    let relation: RuleException.Relation
  }

  var subject: Subject { Subject(field: field, relation: relation) }

  init?(_ item: DetectionItem) {
    guard let field = item.field, item.modifiers.count <= 1 else { return nil }
    let scalars = item.values.map(\.scalar)
    switch item.modifiers.first?.name {
    case nil where scalars.count == 1 && scalars[0].isNull:
      self.init(field: field, relation: .isNull)
    case "exists":
      guard scalars.count == 1, case .bool(let isThere) = scalars[0].resolved else { return nil }
      self.init(field: field, relation: isThere ? .exists : .isMissing)
    case let modifier:
      guard let relation = modifier.map(RuleException.Relation.init(rawValue:)) ?? .equals,
        relation.takesValues, !scalars.contains(where: \.isNull)
      else { return nil }
      let texts = scalars.map {
        relation == .cidr ? $0.text : TextPattern(parsing: $0.text).literal
      }
      let values = texts.compactMap { $0 }
      guard values.count == texts.count else { return nil }
      self.init(field: field, relation: relation, values: values)
    }
  }
}
