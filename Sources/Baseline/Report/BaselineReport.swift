import Basics

/// What is normal in a company's logs, and the allowlist that follows from it. The document of a
/// baseline file.
///
///     {"allow":["eu-central-1","eu-west-1"],"format":"trailsift baseline 1","home":"eu-central-1",…}
///
/// It has names, counts and sentences, but nothing else of events. The same events give the same
/// bytes, in whatever files and order they come.
public struct BaselineReport: Sendable, Codable {
  public static let currentFormat = "trailsift baseline 1"

  public struct Period: Sendable, Codable {
    /// The first day with an event.
    public var from: String
    /// A moment, in CloudTrail's form.
    public var to: String
    /// The days asked for.
    public var days: Int
    /// From the first day with an event to the last of the window.
    public var span: Int
    /// Days with an event.
    public var loggedDays: Int
    public var events: Int
    public var duplicates: Int
    public var outside: Int
    public var skipped: Int
    public var unreadableFiles: Int
  }

  public struct Sweeper: Sendable, Codable {
    public var principal: String
    public var regions: Int
    public var calls: Int
    public var changes: Int
  }

  public var format = Self.currentFormat
  public var window: Period
  public var thresholds: ThresholdValues
  public var home: String?
  public var homeRivals: [String]
  /// The proposal.
  public var allow: [String]
  /// Global services in regions that are not normal.
  public var globalServices: [String: [String]]
  public var exceptions: [ServiceException]
  public var refusedExceptions: [ServiceException]
  public var sweepers: [Sweeper]
  public var regions: [String: RegionReport]
  public var comparison: BaselineComparison?

  enum CodingKeys: CodingKey {
    case format, window, thresholds, home, homeRivals, allow, globalServices, exceptions
    case refusedExceptions, sweepers, regions, comparison
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(format, forKey: .format)
    try container.encode(window, forKey: .window)
    try container.encode(thresholds, forKey: .thresholds)
    try container.encode(home, forKey: .home)
    try container.encode(homeRivals, forKey: .homeRivals)
    try container.encode(allow, forKey: .allow)
    try container.encode(globalServices, forKey: .globalServices)
    try container.encode(exceptions, forKey: .exceptions)
    try container.encode(refusedExceptions, forKey: .refusedExceptions)
    try container.encode(sweepers, forKey: .sweepers)
    try container.encode(regions, forKey: .regions)
    try container.encodeIfPresent(comparison, forKey: .comparison)
  }

  /// The baseline file.
  public var json: [UInt8] { (try? JSONText.page(self)).map { $0 + [UInt8(ascii: "\n")] } ?? [] }
}

/// The thresholds by name, and in `applied` those that scale with the window.
public struct ThresholdValues: Sendable, Codable {
  public var values: [String: Int]
  public var applied: [String: Int]

  init(_ window: Window) {
    values = Thresholds.all
    applied = window.applied
  }

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
    static let applied = Key(stringValue: "applied")
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    applied = try container.decode([String: Int].self, forKey: .applied)
    values = [:]
    for key in container.allKeys where key.stringValue != Key.applied.stringValue {
      values[key.stringValue] = try container.decode(Int.self, forKey: key)
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for (name, value) in values { try container.encode(value, forKey: Key(stringValue: name)) }
    try container.encode(applied, forKey: .applied)
  }
}

/// An exception for what a service does by itself, or why there is none.
public struct ServiceException: Sendable, Hashable, Codable {
  public var field: String
  /// With `*` at its beginning for a service-linked role of any account.
  public var value: String
  /// Events in regions that are not normal.
  public var hits: Int
  public var days: Int
  public var regions: [String]
  public var reasons: [String]
}

/// What a baseline says of a region.
public struct RegionReport: Sendable, Codable {
  public struct Principal: Sendable, Codable {
    public var events: Int
    public var days: Int
    public var changes: Int
    public var first: String
    public var last: String
    /// Whether it comes from the same network as in the home region.
    public var knownNetwork: Bool
  }

  /// The same judgement for an account alone.
  public struct Account: Sendable, Codable {
    public var regionClass: RegionClass
    public var reasons: [String]
    public var counts: RegionFigures

    enum CodingKeys: String, CodingKey {
      case regionClass = "class"
      case reasons
    }
  }

  public var regionClass: RegionClass
  public var reasons: [String]
  public var notes: [String]
  public var optIn: Bool?
  /// Of all evidence.
  public var sharePerMille: Int
  public var counts: RegionFigures
  public var principals: [String: Principal]
  public var services: [String: Int]
  /// The ten with most evidence.
  public var networks: [String: Int]
  public var servedFrom: [String: Int]
  public var serviceEventsWithoutException: Int
  public var accounts: [String: Account]
  /// Events beyond the limits of counting: the other figures are "at least".
  public var uncounted: Int?

  enum CodingKeys: String, CodingKey {
    case regionClass = "class"
    case reasons, notes, optIn, sharePerMille, principals, services, networks, servedFrom
    case serviceEventsWithoutException, accounts, uncounted
  }
}

/// The counts of a region, in all accounts or in one.
public struct RegionFigures: Sendable, Codable {
  public var total: Int
  public var service: Int
  public var forwarded: Int
  public var global: Int
  public var sweeper: Int
  public var foreign: Int
  public var errors: Int
  public var evidence: Int
  public var changes: Int
  public var console: Int
  public var api: Int
  public var days: Int
  public var weeks: Int
  public var changeDays: Int
  public var first: String?
  public var last: String?
  public var strongPrincipals: Int
  public var principalDays: Int

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(total, forKey: .total)
    try container.encode(service, forKey: .service)
    try container.encode(forwarded, forKey: .forwarded)
    try container.encode(global, forKey: .global)
    try container.encode(sweeper, forKey: .sweeper)
    try container.encode(foreign, forKey: .foreign)
    try container.encode(errors, forKey: .errors)
    try container.encode(evidence, forKey: .evidence)
    try container.encode(changes, forKey: .changes)
    try container.encode(console, forKey: .console)
    try container.encode(api, forKey: .api)
    try container.encode(days, forKey: .days)
    try container.encode(weeks, forKey: .weeks)
    try container.encode(changeDays, forKey: .changeDays)
    // Null where nobody works.
    try container.encode(first, forKey: .first)
    try container.encode(last, forKey: .last)
    try container.encode(strongPrincipals, forKey: .strongPrincipals)
    try container.encode(principalDays, forKey: .principalDays)
  }
}

// The figures are members of the region and of the account.

extension RegionReport {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    regionClass = try container.decode(RegionClass.self, forKey: .regionClass)
    reasons = try container.decode([String].self, forKey: .reasons)
    notes = try container.decode([String].self, forKey: .notes)
    optIn = try container.decodeIfPresent(Bool.self, forKey: .optIn)
    sharePerMille = try container.decode(Int.self, forKey: .sharePerMille)
    principals = try container.decode([String: Principal].self, forKey: .principals)
    services = try container.decode([String: Int].self, forKey: .services)
    networks = try container.decode([String: Int].self, forKey: .networks)
    servedFrom = try container.decode([String: Int].self, forKey: .servedFrom)
    serviceEventsWithoutException = try container.decode(
      Int.self, forKey: .serviceEventsWithoutException)
    accounts = try container.decode([String: Account].self, forKey: .accounts)
    uncounted = try container.decodeIfPresent(Int.self, forKey: .uncounted)
    counts = try RegionFigures(from: decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(regionClass, forKey: .regionClass)
    try container.encode(reasons, forKey: .reasons)
    try container.encode(notes, forKey: .notes)
    // Null for a region that this version does not know.
    try container.encode(optIn, forKey: .optIn)
    try container.encode(sharePerMille, forKey: .sharePerMille)
    try container.encode(principals, forKey: .principals)
    try container.encode(services, forKey: .services)
    try container.encode(networks, forKey: .networks)
    try container.encode(servedFrom, forKey: .servedFrom)
    try container.encode(serviceEventsWithoutException, forKey: .serviceEventsWithoutException)
    try container.encode(accounts, forKey: .accounts)
    try container.encodeIfPresent(uncounted, forKey: .uncounted)
  }
}

extension RegionReport.Account {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    regionClass = try container.decode(RegionClass.self, forKey: .regionClass)
    reasons = try container.decode([String].self, forKey: .reasons)
    counts = try RegionFigures(from: decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    try counts.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(regionClass, forKey: .regionClass)
    try container.encode(reasons, forKey: .reasons)
  }
}
