import Basics

/// What a filter, a group or a column is about: `region` is a field of the event, `verdict` is not.
///
///     HitField(named: "region") == .path("awsRegion")     HitField(named: "day") == .day
public enum HitField: Sendable, Hashable {
  /// A field of the event, as a dotted path.
  case path(String)
  /// A span of time: `after:`, `before:`, `time:`.
  case time
  /// The date, UTC.
  case day
  /// The network of the source address: /24, or /48 of IPv6. A text that is not an address is its own group.
  case network
  case verdict
  case rule
  /// Any of the columns that the list shows.
  case anyColumn
  /// The whole event as it was delivered.
  case wholeEvent

  /// Short names for the fields that are asked for most.
  public static let aliases: [(name: String, field: HitField)] = [
    ("region", .path("awsRegion")), ("principal", .path("userIdentity.arn")),
    ("ip", .path("sourceIPAddress")), ("network", .network), ("agent", .path("userAgent")),
    ("event", .path("eventName")), ("service", .path("eventSource")),
    ("error", .path("errorCode")), ("account", .path("recipientAccountId")),
    ("key", .path("userIdentity.accessKeyId")), ("type", .path("userIdentity.type")),
    ("role", .path("userIdentity.sessionContext.sessionIssuer.arn")), ("day", .day),
    ("rule", .rule), ("verdict", .verdict), ("time", .time), ("raw", .wholeEvent),
  ]

  /// The field with a short name, or the path that it is.
  public init(named name: String) {
    let known = Self.aliases.first { $0.name == name.lowercased() }
    self = known?.field ?? .path(String(name.without(prefix: ".") ?? name[...]))
  }

  /// Whether its values are source addresses, or networks of them.
  var holdsAddresses: Bool { path == "sourceIPAddress" }

  /// What it is called in a filter: `region`, `requestParameters.bucketName`.
  public var name: String {
    if let alias = Self.aliases.first(where: { $0.field == self }) { return alias.name }
    return switch self {
    case .path(let path): path
    default: ""
    }
  }

  /// The field of the event whose values decide, where there is one.
  public var path: String? {
    switch self {
    case .path(let path): path
    case .network: "sourceIPAddress"
    case .time, .day, .verdict, .rule, .anyColumn, .wholeEvent: nil
    }
  }
}
