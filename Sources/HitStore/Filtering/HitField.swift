import Basics
import Places

/// The subject of a filter, a group or a column: `region` is a field of the event, `verdict` is
/// not.
///
///     HitField(named: "region") == .path("awsRegion")     HitField(named: "day") == .day
public enum HitField: Sendable, Hashable {
  /// A field of the event, as a dotted path.
  case path(String)
  /// A span of time: `after:`, `before:`, `time:`.
  case time
  /// The date, UTC.
  case day
  /// The network of the source address: /24, or /48 for IPv6. A text that is not an address is its
  /// own group.
  case network
  case verdict
  /// The rule of the hit: its title or its identity.
  case rule
  /// The rule's level.
  case level
  /// Any of the rule's tags, with or without `attack.`.
  case tag
  /// Any of the list's columns.
  case anyColumn
  /// The whole event as delivered.
  case wholeEvent

  /// Short names for frequent fields.
  public static let aliases: [(name: String, field: HitField)] = [
    ("region", .path("awsRegion")), ("principal", .path("userIdentity.arn")),
    ("ip", .path("sourceIPAddress")), ("network", .network), ("agent", .path("userAgent")),
    ("event", .path("eventName")), ("service", .path("eventSource")),
    ("error", .path("errorCode")), ("account", .path("recipientAccountId")),
    ("key", .path("userIdentity.accessKeyId")), ("type", .path("userIdentity.type")),
    ("role", .path("userIdentity.sessionContext.sessionIssuer.arn")), ("day", .day),
    ("rule", .rule), ("level", .level), ("tag", .tag), ("verdict", .verdict), ("time", .time),
    ("raw", .wholeEvent),
    ("place", .place(.place)), ("country", .place(.country)), ("city", .place(.city)),
    ("as", .place(.systemNumber)), ("asname", .place(.organization)), ("aws", .place(.aws)),
    ("label", .place(.labels)), ("signal", .place(.signals)),
  ]

  /// What databases on this machine say about the source of the call.
  public static func place(_ field: PlaceField) -> HitField { .path(field.rawValue) }

  /// The field of a place that it is, if it is one.
  public var placeField: PlaceField? { path.flatMap(PlaceField.init(rawValue:)) }

  /// The field of a short name or path.
  public init(named name: String) {
    let known = Self.aliases.first { $0.name == name.lowercased() }
    self = known?.field ?? .path(String(name.without(prefix: ".") ?? name[...]))
  }

  /// The field of a column.
  public init(column field: String) {
    self =
      switch field {
      case "rule": .rule
      case "level": .level
      case "tag": .tag
      default: .path(field)
      }
  }

  /// Whether its values are source addresses or their networks.
  var holdsAddresses: Bool { path == "sourceIPAddress" }

  /// Its name in a filter: `region`, `requestParameters.bucketName`.
  public var name: String {
    if let alias = Self.aliases.first(where: { $0.field == self }) { return alias.name }
    return switch self {
    case .path(let path): path
    default: ""
    }
  }

  /// The field of the event whose values count, if there is one.
  public var path: String? {
    switch self {
    case .path(let path): path
    case .network: "sourceIPAddress"
    case .time, .day, .verdict, .rule, .level, .tag, .anyColumn, .wholeEvent: nil
    }
  }
}
