import Basics

/// The fields of the Elastic Common Schema for an answer, as other programs' events have them.
///
///     source.geo.country_iso_code   FR
///     source.as.number              64496
public struct SourceFields: Sendable, Hashable {
  /// `source.geo.country_iso_code` and its value.
  public var texts: [(name: String, value: String)] = []
  public var asNumber: UInt32?
  public var location: Point?
  public var labels: [String] = []

  /// The names of all fields, in the order of the columns of csv.
  public static let names = [
    "source.address", "source.ip", "source.geo.country_iso_code", "source.geo.country_name",
    "source.geo.region_name", "source.geo.city_name", "source.geo.location", "source.as.number",
    "source.as.organization.name", "trailsift.source.labels", "trailsift.source.aws.region",
    "trailsift.source.aws.service", "trailsift.source.aws.border_group",
    "trailsift.source.geo.database",
  ]

  /// - Parameter input: the value as it is in the record; nil if it is no text.
  public init(_ answer: PlaceAnswer, input: String?) {
    add("source.address", answer.kind == .none ? nil : input)
    add("source.ip", answer.address)
    if let place = answer.place, place.fact.basis == .country {
      add("source.geo.country_iso_code", place.fact.countryCode)
      add("source.geo.country_name", place.fact.countryName)
      add("source.geo.region_name", place.fact.region)
      add("source.geo.city_name", place.fact.city)
      location = place.fact.point
    }
    asNumber = answer.system?.fact.number
    add("source.as.organization.name", answer.system?.fact.organization)
    labels = answer.labelNames
    add("trailsift.source.aws.region", answer.aws?.region)
    add("trailsift.source.aws.service", answer.aws?.service)
    add("trailsift.source.aws.border_group", answer.aws?.borderGroup)
    add("trailsift.source.geo.database", answer.place?.database.text)
  }

  private mutating func add(_ name: String, _ value: String?) {
    if let value { texts.append((name, value)) }
  }

  /// The value of a field for a cell of csv; empty if it is not known.
  public func cell(_ name: String) -> String {
    switch name {
    case "source.geo.location": location.map { "\($0.latitude),\($0.longitude)" } ?? ""
    case "source.as.number": asNumber.map { String($0) } ?? ""
    case "trailsift.source.labels": labels.joined(separator: " ")
    default: texts.first { $0.name == name }?.value ?? ""
    }
  }

  /// One object, keys in the order of `names`.
  public var json: JSONLine {
    var line = JSONLine()
    for name in Self.names {
      switch name {
      case "source.geo.location":
        guard let location else { continue }
        var point = JSONLine()
        point.add("lat", number: location.latitude)
        point.add("lon", number: location.longitude)
        line.add(name, point)
      case "source.as.number": if let asNumber { line.add(name, Int(asNumber)) }
      case "trailsift.source.labels": if !labels.isEmpty { line.add(name, labels) }
      default: line.add(name, ifPresent: texts.first { $0.name == name }?.value)
      }
    }
    return line
  }

  public static func == (one: SourceFields, other: SourceFields) -> Bool {
    one.json.bytes == other.json.bytes
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(json.bytes) }
}
