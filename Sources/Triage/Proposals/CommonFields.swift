import Basics
import RuleEditing

/// The fields on which hits agree, with their values, from which exceptions are made.
///
/// Any field can be one, `requestParameters.bucketName` as well as `awsRegion`, except unique
/// values (ids, times), which no other event will have.
public struct CommonFields: Sendable {
  public struct Entry: Sendable, Hashable {
    /// The exception's test for exactly the hits' values, sorted, without duplicates; or for their
    /// network.
    public let test: RuleException.FieldTest

    public init(test: RuleException.FieldTest) { self.test = test }

    public var path: String { test.field }
    public var values: [String] { test.values }
    /// The field with its modifier: `sourceIPAddress|cidr`.
    public var subject: String {
      test.relation == .equals ? path : path + "|" + test.relation.rawValue
    }

    /// The kind of record: can be chosen by hand, but is not a reason for an exception by itself.
    var isOfEveryRecord: Bool {
      Self.envelope.contains(path) || path.begins(with: "tlsDetails.")
        || path.ends(with: ".mfaAuthenticated")
    }

    private static let envelope: Set<String> = [
      "eventVersion", "eventType", "eventCategory", "managementEvent", "readOnly",
      "userIdentity.sessionContext.sessionIssuer.type",
    ]

    /// Whether the field has a short name.
    var isKnown: Bool { ExceptionField(rawValue: path) != nil }

    /// The fields that identify most reliably who did what come first.
    var preference: Int {
      let known = ExceptionField.allCases.firstIndex { $0.path == path }
      return known.map { $0 * 2 + (test.relation == .cidr ? 1 : 0) }
        ?? ExceptionField.allCases.count * 2
    }
  }

  public let entries: [Entry]

  public init(entries: [Entry]) { self.entries = entries }

  /// Hits with more different values than this do not agree on a field.
  static let valueLimit = 6
  /// The maximum length of a value.
  private static let maximumValueBytes = 512

  /// `values[path]` has one text per hit, `nil` if the hit lacks the field.
  ///
  /// - Parameter system: the networks of the AS that all hits come from, if they come from one.
  init(_ values: [String: [String?]], system: RuleException.FieldTest? = nil) {
    var entries: [Entry] = []
    for (path, texts) in values where !Self.isOfOneEvent(path) {
      guard !texts.isEmpty, !texts.contains(where: { $0?.isEmpty ?? true }) else { continue }
      let distinct = Set(texts.compactMap { $0 }).sorted()
      guard distinct.count <= Self.valueLimit,
        distinct.allSatisfy({ $0.utf8.count <= Self.maximumValueBytes && !Self.isTemporary($0) })
      else { continue }
      entries.append(Entry(test: .init(field: path, values: distinct)))
    }
    if let address = entries.first(where: { $0.path == ExceptionField.sourceAddress.path }),
      let network = Self.network(of: address.values)
    {
      entries.append(
        Entry(test: .init(field: address.path, relation: .cidr, values: [network])))
    }
    if let system, !entries.contains(where: { $0.test == system }) {
      entries.append(Entry(test: system))
    }
    // The role identifies the principal; the caller chooses the session's names.
    if entries.contains(where: { $0.path == ExceptionField.roleARN.path }) {
      entries.removeAll { entry in
        [ExceptionField.principalARN.path, "userIdentity.principalId"].contains(entry.path)
      }
    }
    self.entries = entries.sorted { ($0.preference, $0.path) < ($1.preference, $1.path) }
  }

  /// The IPv4 network of 256 addresses of all hits.
  var network: String? { entries.first { $0.test.relation == .cidr }?.values.first }

  private static func network(of addresses: [String]) -> String? {
    let networks = Set(addresses.map(Self.network))
    guard networks.count == 1, let network = networks.first else { return nil }
    return network
  }

  /// `203.0.113.7` is in `203.0.113.0/24`. Service names, IPv6 and malformed addresses are in none.
  static func network(of address: String) -> String? {
    let parts = address.pieces(at: ".")
    guard parts.count == 4, parts.allSatisfy({ UInt8($0).map(String.init) == String($0) }) else {
      return nil
    }
    return parts[..<3].joined(separator: ".") + ".0/24"
  }

  /// Lower-case names of fields with unique values.
  private static let ownNames: Set<String> = [
    "eventid", "sharedeventid", "eventtime", "creationdate", "expiration", "x-amz-id-2",
    "sessiontoken", "clienttoken", "x-amz-request-id", "idempotencytoken",
  ]

  private static func isOfOneEvent(_ path: String) -> Bool {
    let name = (path.pieces(at: ".").last ?? "").lowercased()
    return ownNames.contains(name) || name.ends(with: "requestid")
  }

  /// A session's key disappears with the session.
  private static func isTemporary(_ value: String) -> Bool {
    value.utf8.count == 20 && value.begins(with: "ASIA")
  }
}
