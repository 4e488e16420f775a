import RuleEditing

/// An exception that would silence the hits at hand, with what else it would do.
///
///     role DeployBot · event CreateStack · region ap-east-1      silences 14, leaves 131
///     role DeployBot                                             silences 31, leaves 114
public struct Proposal: Sendable {
  public let preview: EditPreview
  /// What it looks at, in words: `[("role", "DeployBot"), ("region", "ap-east-1")]`.
  public var parts: [Part] {
    guard case .addException(let exception) = preview.edit else { return [] }
    return exception.tests.map(Part.init)
  }

  /// What proposals are ordered by: what they silence; of two that silence the same first the one without a catch,
  /// then the one with fewer fields.
  var width: (silenced: Int, warnings: Int, parts: Int) {
    (preview.effect.silenced.count, preview.warnings.count, parts.count)
  }

  public struct Part: Sendable, Hashable {
    public let label: String
    public let value: String

    init(_ test: RuleException.FieldTest) {
      let field = ExceptionField(rawValue: test.field)
      label = test.relation == .cidr ? "network" : field?.label ?? test.field
      // What tells two ARNs apart is their end.
      let values = test.values.map { value in
        switch field {
        case .roleARN: String(value.split(separator: "/").last ?? "")
        case .principalARN: String(value.split(separator: ":").last ?? "")
        default: value
        }
      }
      value = values.joined(separator: ", ")
    }
  }
}

/// What can be proposed for hits: exceptions ready to be written, and the fields to make others of.
public struct Proposals: Sendable {
  /// Narrow to wide.
  public let list: [Proposal]
  public let common: CommonFields
  /// Why there is none, if that needs saying.
  public let note: String?
}

/// The fields on which hits agree, with their values: what exceptions for them can be made of.
public struct CommonFields: Sendable {
  public struct Entry: Sendable, Hashable {
    public let field: ExceptionField
    /// The texts that the hits have there, each once, sorted.
    public let values: [String]

    /// The exception's test for exactly these values.
    public var test: RuleException.FieldTest {
      RuleException.FieldTest(field: field.path, values: values)
    }
  }

  public let entries: [Entry]

  /// Hits that have more different values than this do not agree on a field.
  static let valueLimit = 6

  /// `values[field]` has one text per hit, `nil` where the hit lacks the field.
  init(_ values: [ExceptionField: [String?]]) {
    entries = ExceptionField.allCases.compactMap { field in
      let texts = values[field] ?? []
      guard !texts.isEmpty, !texts.contains(where: { $0?.isEmpty ?? true }) else { return nil }
      let distinct = Set(texts.compactMap { $0 }).sorted()
      return distinct.count <= Self.valueLimit ? Entry(field: field, values: distinct) : nil
    }
  }

  public subscript(field: ExceptionField) -> Entry? { entries.first { $0.field == field } }

  /// Who did it, by the field that says it most reliably.
  var principal: Entry? { self[.roleARN] ?? self[.principalARN] ?? self[.invokedBy] }

  /// The IPv4 network of 256 addresses that all hits come from.
  var network: String? {
    guard let addresses = self[.sourceAddress]?.values else { return nil }
    let networks = Set(addresses.map(Self.network))
    guard networks.count == 1, let network = networks.first else { return nil }
    return network
  }

  /// `203.0.113.7` is in `203.0.113.0/24`. Service names, IPv6 and malformed addresses are in none.
  private static func network(of address: String) -> String? {
    let parts = address.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts.allSatisfy({ UInt8($0).map(String.init) == String($0) }) else {
      return nil
    }
    return parts[..<3].joined(separator: ".") + ".0/24"
  }

  /// The exceptions worth proposing, narrow to wide, as lists of tests.
  var combinations: [[RuleException.FieldTest]] {
    let event = self[.eventName]?.test
    let region = self[.region]?.test
    let principal = principal?.test
    let address = self[.sourceAddress]?.test
    let agent = self[.userAgent]?.test
    let network = network.map {
      RuleException.FieldTest(
        field: ExceptionField.sourceAddress.path, relation: .cidr, values: [$0])
    }
    let wanted: [[RuleException.FieldTest?]] = [
      [principal, event, region], [principal, event], [principal, region], [principal, address],
      [principal, network], [principal], [event, region, address], [address], [network],
      [agent, region], [event, region],
    ]
    var seen: Set<[RuleException.FieldTest]> = []
    return wanted.compactMap { tests in
      let present = tests.compactMap { $0 }
      return present.count == tests.count && seen.insert(present).inserted ? present : nil
    }
  }
}
