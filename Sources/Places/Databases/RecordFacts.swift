import Basics
import MaxMindDB

/// What one record of a database says, whichever vendor's shape it has.
///
///     {"country": {"iso_code": "FR"}, "city": {"names": {"en": "Lyon"}}, …}     MaxMind, DB-IP
///     {"country_code": "FR", "country": "France", "asn": "AS64500", …}          IPinfo
///
/// Decided by the type of the database and by the shape of each record, since vendors change one
/// without the other.
final class RecordFacts: Sendable {
  let place: Place?
  let system: AutonomousSystem?
  let labels: SourceLabels

  init(place: Place?, system: AutonomousSystem?, labels: SourceLabels) {
    (self.place, self.system, self.labels) = (place, system, labels)
  }

  /// A record that is not a map says nothing.
  convenience init?(_ record: MMDBRecord, databaseType: String) {
    guard record.isMap else { return nil }
    self.init(
      place: Place(record, databaseType: databaseType), system: AutonomousSystem(record),
      labels: SourceLabels(record, databaseType: databaseType))
  }
}

extension Place {
  /// The country and what is known within it; nil if the record has no country.
  init?(_ record: MMDBRecord, databaseType: String) {
    guard let country = Self.country(record, databaseType) else { return nil }
    self.init(countryCode: country.code, basis: country.basis)
    countryName = ForeignText.cleaned(country.name)
    // Where a network is registered says nothing about where the address is.
    if basis == .registered { return }
    region =
      ForeignText.cleaned(record["subdivisions"]?[0]?["names"]?["en"]?.text)
      ?? ForeignText.cleaned(record["region_name"]?.text)
      ?? ForeignText.cleaned(record["region"]?.text)
    city =
      ForeignText.cleaned(record["city"]?["names"]?["en"]?.text)
      ?? ForeignText.cleaned(record["city"]?.text)
    point = Self.point(record)
    if point != nil { radius = Self.radius(record) }
  }

  private static func country(
    _ record: MMDBRecord, _ databaseType: String
  ) -> (code: String, name: String?, basis: Basis)? {
    if let code = ForeignText.countryCode(record["country"]?["iso_code"]?.text) {
      return (code, record["country"]?["names"]?["en"]?.text, .country)
    }
    if !isOfTheOwner(record, databaseType) {
      let text = record["country"]?.text
      let name = record["country_name"]
      if let code = ForeignText.countryCode(record["country_code"]?.text) {
        let isName = name == nil && ForeignText.countryCode(text) == nil
        return (code, isName ? text : name?.text, .country)
      }
      if let code = ForeignText.countryCode(text) { return (code, name?.text, .country) }
    }
    let registered = record["registered_country"]
    return ForeignText.countryCode(registered?["iso_code"]?.text).map {
      ($0, registered?["names"]?["en"]?.text, .registered)
    }
  }

  /// Whether a country is that of the network's owner, not of the address.
  private static func isOfTheOwner(_ record: MMDBRecord, _ databaseType: String) -> Bool {
    let type = databaseType.lowercased()
    if type.has(text: "asn"),
      !["country", "city", "location"].contains(where: { type.has(text: $0) })
    {
      return true
    }
    return record["asn"]?.text != nil && record["name"]?.text != nil
  }

  /// The first pair of coordinates that can be one. 0, 0 means that there are none.
  private static func point(_ record: MMDBRecord) -> Point? {
    let location = record["location"]
    let pairs = [
      (location?["latitude"], location?["longitude"]),
      (record["latitude"], record["longitude"]), (record["lat"], record["lng"]),
    ]
    for case (let latitude?, let longitude?) in pairs {
      guard let latitude = number(latitude), let longitude = number(longitude),
        abs(latitude) <= 90, abs(longitude) <= 180, latitude != 0 || longitude != 0
      else { continue }
      return Point(latitude: latitude, longitude: longitude)
    }
    return nil
  }

  /// Half of the way around the earth, in km.
  private static let maximumRadius = 20_038.0

  private static func radius(_ record: MMDBRecord) -> Double? {
    let radius =
      record["location"]?["accuracy_radius"].flatMap(number) ?? record["radius"].flatMap(number)
    guard let radius, radius > 0, radius <= maximumRadius else { return nil }
    return radius
  }

  /// A finite number, or text that is one.
  private static func number(_ value: MMDBRecord) -> Double? {
    if let text = value.text { return ForeignText.number(text) }
    guard let number = value.number, number.isFinite else { return nil }
    return number
  }
}

extension AutonomousSystem {
  init?(_ record: MMDBRecord) {
    let traits = record["traits"]
    let values = [
      record["autonomous_system_number"], record["asn"], traits?["autonomous_system_number"],
    ]
    guard let number = values.lazy.compactMap({ $0.flatMap(Self.number) }).first else { return nil }
    let names = [
      record["autonomous_system_organization"], record["as_name"], record["name"],
      traits?["autonomous_system_organization"],
    ]
    self.init(
      number: number,
      organization: names.lazy.compactMap { ForeignText.cleaned($0?.text) }.first)
  }

  private static func number(_ value: MMDBRecord) -> UInt32? {
    if let text = value.text { return number(text) }
    return value.integer.flatMap { $0 > 0 ? UInt32(exactly: $0) : nil }
  }

  /// `AS64500` or `64500`.
  static func number(_ text: String) -> UInt32? {
    let bytes = text.utf8
    let hasLetters = bytes.count > 2 && bytes.prefix(2).map { $0 | 0x20 }.elementsEqual("as".utf8)
    let digits = bytes.dropFirst(hasLetters ? 2 : 0)
    guard 1...10 ~= digits.count, digits.allSatisfy({ $0 &- 0x30 < 10 }),
      let number = UInt32(String(digits) ?? ""), number > 0
    else { return nil }
    return number
  }
}

extension SourceLabels {
  init(_ record: MMDBRecord, databaseType: String) {
    self = []
    let traits = record["traits"]
    for (field, label) in Self.fields
    where Self.isSet(record[field]) || Self.isSet(traits?[field]) {
      insert(label)
    }
    if record["as_type"]?.text == "hosting"
      || record["type"]?.text == "hosting" && record["asn"] != nil
      || traits?["user_type"]?.text == "hosting"
    {
      insert(.hosting)
    }
    // Such a database lists nothing else.
    let type = databaseType.lowercased()
    if ["residential-proxy", "residentialproxy", "resproxy"].contains(where: { type.has(text: $0) })
    {
      insert(.proxy)
    }
  }

  private static func isSet(_ value: MMDBRecord?) -> Bool {
    switch value?.content {
    case .boolean(let isTrue): isTrue
    case .text(let text): text == "true"
    case .unsigned(let number): number == 1
    case .signed(let number): number == 1
    default: false
    }
  }

  private static let fields: [(String, SourceLabels)] = [
    ("is_anonymous", .anonymous), ("anonymous", .anonymous),
    ("is_vpn", .vpn), ("vpn", .vpn), ("is_anonymous_vpn", .vpn),
    ("is_proxy", .proxy), ("proxy", .proxy), ("is_public_proxy", .proxy),
    ("is_residential_proxy", .proxy), ("is_anonymous_proxy", .proxy),
    ("is_tor", .tor), ("tor", .tor), ("is_tor_exit_node", .tor),
    ("is_relay", .relay), ("relay", .relay),
    ("is_hosting", .hosting), ("hosting", .hosting), ("is_hosting_provider", .hosting),
    ("is_anycast", .anycast), ("anycast", .anycast),
    ("is_mobile", .mobile), ("mobile", .mobile),
    ("is_satellite", .satellite), ("satellite", .satellite),
    ("is_satellite_provider", .satellite),
  ]
}
