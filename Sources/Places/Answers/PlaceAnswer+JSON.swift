import Basics

/// The answer as an object of JSON, with the keys that scripts use:
///
///     {"input":"81.2.69.160","kind":"public","ip":"81.2.69.160","country_code":"FR",…,"text":"Lyon, FR"}
///
/// What is not known is left out.
extension PlaceAnswer {
  /// - Parameter input: the value as it is in the record, as JSON.
  public func json(input: [UInt8]) -> JSONLine {
    var line = JSONLine()
    line.add("input") { $0 += input }
    add(to: &line)
    return line
  }

  /// The answer without the value that was asked about.
  public func add(to line: inout JSONLine) {
    line.add("kind", kind.rawValue)
    line.add("ip", ifPresent: address)
    line.add("via", ifPresent: source.carrier?.rawValue)
    if let place {
      line.add("country_code", place.fact.countryCode)
      line.add("country_basis", place.fact.basis.rawValue)
      line.add("country_name", ifPresent: place.fact.countryName)
      line.add("region", ifPresent: place.fact.region)
      line.add("city", ifPresent: place.fact.city)
      if let point = place.fact.point {
        line.add("latitude", number: point.latitude)
        line.add("longitude", number: point.longitude)
        if let radius = place.fact.radius { line.add("radius_km", number: radius) }
      }
      line.add("network", ifPresent: place.network?.text)
      line.add("place_from", place.database.json)
    }
    if let system {
      line.add("asn", Int(system.fact.number))
      line.add("as_org", ifPresent: system.fact.organization)
      line.add("as_network", ifPresent: system.network?.text)
      line.add("as_from", system.database.json)
    }
    if !labelNames.isEmpty { line.add("labels", labelNames) }
    if let aws { line.add("aws", aws.json) }
    if !disagreements.isEmpty {
      line.add(
        "disagree",
        disagreements.map { other in
          var line = JSONLine()
          line.add("country_code", other.countryCode)
          other.database.add(to: &line)
          return line
        })
    }
    if !failed.isEmpty { line.add("failed", failed) }
    line.add("text", text)
  }
}

extension DatabaseName {
  fileprivate var json: JSONLine {
    var line = JSONLine()
    add(to: &line)
    return line
  }

  func add(to line: inout JSONLine) {
    line.add("database", database)
    line.add("file", file)
    line.add("built", ifPresent: built?.description)
  }
}

extension AWSRange {
  fileprivate var json: JSONLine {
    var line = JSONLine()
    line.add("region", region)
    line.add("service", service)
    line.add("border_group", ifPresent: borderGroup)
    line.add("network", network)
    return line
  }
}

extension JSONLine {
  /// Leaves out what is missing.
  public mutating func add(_ key: String, ifPresent value: String?) {
    if let value { add(key, value) }
  }

  /// A finite number, in as few digits as give it back.
  public mutating func add(_ key: String, number: Double) {
    add(key) { $0 += Array((number.isFinite ? "\(number)" : "null").utf8) }
  }
}
