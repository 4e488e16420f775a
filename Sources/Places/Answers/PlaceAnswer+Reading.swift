import Basics
import EventJSON

/// Reads an answer that was written as JSON, so that a session shows what the analyst saw, whatever
/// databases are there now.
extension PlaceAnswer {
  /// Nil if the bytes are no such object. What is missing in it is not known.
  public init?(json: [UInt8]) {
    let outline = JSONOutline(json, limits: JSONOutline.Limits(unpackedBytes: 0))
    self.init(JSONNode(outline))
  }

  init?(_ node: JSONNode) {
    guard node.isObject, let kind = node["kind"]?.text.flatMap(AddressKind.init(rawValue:)) else {
      return nil
    }
    self.init(
      SourceAddress(
        kind: kind, addressText: node["ip"]?.text,
        carrier: node["via"]?.text.flatMap(SourceAddress.Carrier.init(rawValue:))))
    if let place = Place(node) {
      self.place = Sourced(
        fact: place, network: node["network"]?.text.flatMap { Extent($0) },
        database: DatabaseName(node["place_from"]))
    }
    if let number = node["asn"]?.number.flatMap({ UInt32(exactly: $0) }) {
      system = Sourced(
        fact: AutonomousSystem(number: number, organization: node["as_org"]?.text),
        network: node["as_network"]?.text.flatMap { Extent($0) },
        database: DatabaseName(node["as_from"]))
    }
    for name in node["labels"]?.elements.compactMap(\.text) ?? [] {
      if let label = SourceLabels(name) { labels.insert(label) } else { ownLabels.append(name) }
    }
    if let aws = node["aws"], let region = aws["region"]?.text, let service = aws["service"]?.text {
      self.aws = AWSRange(
        region: region, service: service, borderGroup: aws["border_group"]?.text,
        network: aws["network"]?.text ?? "")
    }
    disagreements = (node["disagree"]?.elements ?? []).compactMap { other in
      other["country_code"]?.text.map {
        Disagreement(countryCode: $0, database: DatabaseName(other))
      }
    }
    failed = node["failed"]?.elements.compactMap(\.text) ?? []
  }
}

extension Place {
  fileprivate init?(_ node: JSONNode) {
    guard let code = node["country_code"]?.text,
      let basis = node["country_basis"]?.text.flatMap(Basis.init(rawValue:))
    else { return nil }
    self.init(countryCode: code, basis: basis)
    countryName = node["country_name"]?.text
    region = node["region"]?.text
    city = node["city"]?.text
    if let latitude = node["latitude"]?.number, let longitude = node["longitude"]?.number {
      point = Point(latitude: latitude, longitude: longitude)
    }
    radius = node["radius_km"]?.number
  }
}

extension DatabaseName {
  init(_ node: JSONNode?) {
    self.init(
      database: node?["database"]?.text ?? "", file: node?["file"]?.text ?? "",
      built: node?["built"]?.text.flatMap { CivilDate($0) })
  }
}
