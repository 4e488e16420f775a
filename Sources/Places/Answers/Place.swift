/// Where an address is, as one database has it.
public struct Place: Sendable, Hashable {
  /// ISO 3166-1, two upper-case letters.
  public var countryCode: String
  public var basis: Basis
  public var countryName: String?
  /// A part of the country: `Auvergne-Rhône-Alpes`.
  public var region: String?
  public var city: String?
  public var point: Point?
  /// How far the address may be from the point, in km.
  public var radius: Double?

  /// What the country is.
  public enum Basis: String, Sendable, Hashable {
    /// Where the address is.
    case country
    /// Where its network is registered, which may be elsewhere.
    case registered
  }

  public init(countryCode: String, basis: Basis) {
    (self.countryCode, self.basis) = (countryCode, basis)
  }

  /// The finest place wins: coordinates and city, coordinates, a country, a registered country.
  var fineness: Int {
    if basis == .registered { return 0 }
    if point == nil { return 1 }
    return city == nil ? 2 : 3
  }

  /// `Lyon, FR`, `FR`, `registered in FR`.
  public var text: String {
    switch (basis, city) {
    case (.registered, _): "registered in \(countryCode)"
    case (.country, let city?): "\(city), \(countryCode)"
    case (.country, nil): countryCode
    }
  }
}

/// A network of the Internet under one administration.
public struct AutonomousSystem: Sendable, Hashable {
  public let number: UInt32
  public let organization: String?

  public init(number: UInt32, organization: String?) {
    (self.number, self.organization) = (number, organization)
  }

  /// `AS64496 Example Broadband`
  public var text: String { "AS\(number)" + (organization.map { " " + $0 } ?? "") }
}
