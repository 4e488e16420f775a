import Basics

/// What is known about the source of a call.
///
///     81.2.69.160    Lyon, FR (vpn)    AS64496 Example Broadband    not AWS
public struct PlaceAnswer: Sendable, Hashable {
  public let source: SourceAddress
  public var place: Sourced<Place>?
  public var system: Sourced<AutonomousSystem>?
  /// Of all databases together.
  public var labels: SourceLabels = []
  /// The names that the user gave to lists of networks.
  public var ownLabels: [String] = []
  public var aws: AWSRange?
  /// Databases that put the address into another country.
  public var disagreements: [Disagreement] = []
  /// Files whose lookup failed.
  public var failed: [String] = []

  /// What a database says, for which network, and which database.
  public struct Sourced<Fact: Sendable & Hashable>: Sendable, Hashable {
    public let fact: Fact
    /// Nil if a session did not keep it.
    public let network: Extent?
    public let database: DatabaseName
  }

  public struct Disagreement: Sendable, Hashable {
    public let countryCode: String
    public let database: DatabaseName
  }

  public init(_ source: SourceAddress) { self.source = source }

  public var kind: AddressKind { source.kind }

  /// The address that was looked up, in RFC 5952's form.
  public var address: String? { source.address?.addressText }

  /// All labels, in the order in which they are shown.
  public var labelNames: [String] {
    labels.names + ownLabels.filter { SourceLabels($0).map { !labels.contains($0) } ?? true }
  }

  /// The words for a cell: `Lyon, FR (vpn)`, `AWS eu-west-2`, `private network`.
  public var text: String {
    let names = labelNames
    return what + (names.isEmpty ? "" : " (\(names.joined(separator: ", ")))")
  }

  private var what: String {
    if let aws { return aws.isGlobal ? "AWS global" : "AWS \(aws.region)" }
    if let place { return place.fact.text }
    return kind == .public ? "place unknown" : kind.words
  }
}

/// The name by which a database is cited: `GeoLite2-City of 2026-11-20`.
public struct DatabaseName: Sendable, Hashable {
  /// The type that the file gives, cleaned.
  public let database: String
  /// The file's name without its folder.
  public let file: String
  public let built: CivilDate?

  public init(database: String, file: String, built: CivilDate?) {
    (self.database, self.file, self.built) = (database, file, built)
  }

  public var text: String { database + (built.map { " of \($0)" } ?? "") }
}
