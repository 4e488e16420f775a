import Basics

/// The answer in full sentences, each fact with where it is from, for the view of an event.
///
///     Lyon, Auvergne-Rhône-Alpes, France (FR), within 20 km · GeoLite2-City of 2026-11-20 · 81.2.69.160/27
///     AS64496 Example Broadband · GeoLite2-ASN of 2026-11-20
///     AWS us-east-1, EC2, border group us-east-1-bos-1
///     DBIP-City-Lite of 2026-11-20 says DE
extension PlaceAnswer {
  /// All that is known, a fact a line.
  public var lines: [String] {
    var lines: [String] = []
    if let place {
      let network = place.network.map { " · \($0.text)" } ?? ""
      lines.append("\(place.fact.longText) · \(place.database.text)\(network)")
    } else if kind == .public, aws == nil {
      lines.append("place unknown")
    } else if kind != .public {
      lines.append(kind.words)
    }
    if let carrier = source.carrier, let address { lines.append(carrier.words(address)) }
    lines += disagreements.map { "\($0.database.file) says \($0.countryCode)" }
    if let system {
      lines.append("\(system.fact.text) · \(system.database.text)")
    }
    if let aws { lines.append(aws.text) }
    if !labelNames.isEmpty { lines.append(labelNames.joined(separator: ", ")) }
    lines += failed.map { "\($0) is damaged at this address." }
    return lines
  }

  /// The answer in one line: `Frankfurt, DE · AS3320 Deutsche Telekom · not AWS`.
  ///
  /// - Parameter knowsAWS: whether AWS's ranges are known, so that not being in them says something.
  public func summary(knowsAWS: Bool) -> String {
    var parts = [text]
    if let system { parts.append(system.fact.text) }
    if let aws {
      if let place { parts.append(place.fact.text) }
      parts.append(aws.text.without(prefix: "AWS ").map { "AWS \($0)" } ?? aws.text)
    } else if knowsAWS, kind == .public {
      parts.append("not AWS")
    }
    if let carrier = source.carrier, let address { parts.append(carrier.words(address)) }
    parts += disagreements.map { "\($0.database.file) says \($0.countryCode)" }
    parts += failed.map { "\($0) is damaged at this address" }
    return parts.joined(separator: " · ")
  }
}

extension Place {
  /// `Lyon, Auvergne-Rhône-Alpes, France (FR), within 20 km`
  public var longText: String {
    let country = countryName.map { "\($0) (\(countryCode))" } ?? countryCode
    if basis == .registered { return "registered in \(country)" }
    let parts = [city, region, country].compactMap(\.self)
    let accuracy = radius.map { [", within \(Int($0.rounded()).grouped) km"] } ?? []
    return parts.joined(separator: ", ") + accuracy.joined()
  }
}

extension SourceAddress.Carrier {
  /// `10.1.2.3 in a 6to4 address`
  func words(_ address: String) -> String {
    switch self {
    case .mapped: "\(address), mapped to IPv6"
    case .sixToFour: "\(address) in a 6to4 address"
    case .teredo: "\(address) in a Teredo address"
    case .nat64: "\(address) behind NAT64"
    }
  }
}
