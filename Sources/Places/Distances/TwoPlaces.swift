import Basics

/// One access key, used by one principal in two places too far apart for the time between.
///
///     alice's key ASIA…EXAMPLE: Lyon, FR at 10:00 and Pune, IN at 10:10, 6,930 km in 10 minutes (3 times).
///
/// It is a question and no proof: behind VPNs, proxies and hosting are people from anywhere, so such
/// addresses do not count, nor do AWS's own, nor places without a city.
public struct TwoPlaces: Sendable, Hashable {
  public let principal: String
  public let accessKey: String
  public let first: Sighting
  public let second: Sighting
  public let kilometres: Double
  /// How often the key went between these places.
  public var times = 1

  /// The whole seconds between.
  public var seconds: Int { Int((second.time - first.time) / 1_000) }

  /// A use of a key.
  public struct Sighting: Sendable, Hashable {
    /// The event's ID, which orders sightings of the same time.
    public let id: String
    /// Milliseconds since 1970.
    public let time: Int64
    public let spot: Spot

    public init(id: String, time: Int64, spot: Spot) {
      (self.id, self.time, self.spot) = (id, time, spot)
    }
  }

  /// The part of an answer that counts.
  public struct Spot: Sendable, Hashable {
    public let address: String
    public let city: String
    public let countryCode: String
    public let point: Point
    /// In km; 0 if the database does not say.
    public let radius: Double

    /// Nil for an address that may be anyone's, or whose place is not known to a city.
    public init?(_ answer: PlaceAnswer) {
      guard answer.kind == .public || answer.kind.mayBeOwn, answer.aws == nil,
        let place = answer.place?.fact, place.basis == .country, let point = place.point,
        let city = place.city, let address = answer.address,
        answer.labels.union(answer.ownLabelSet).isDisjoint(with: .notAPerson)
      else { return nil }
      self.address = address
      (self.city, countryCode, self.point) = (city, place.countryCode, point)
      radius = place.radius ?? 0
    }

    /// `Lyon, FR`
    public var text: String { "\(city), \(countryCode)" }
  }

  /// In km.
  private static let leastDistance = 500.0
  /// In km/h: faster than any airliner.
  private static let greatestSpeed = 1_000.0

  /// The findings in the sightings of one principal and key, in the order of their second sighting.
  public static func find(
    principal: String, accessKey: String, _ sightings: [Sighting]
  ) -> [TwoPlaces] {
    guard !principal.isEmpty, !accessKey.isEmpty else { return [] }
    let sorted = sightings.sorted { isEarlier($0, $1) }
    var findings: [TwoPlaces] = []
    var known: [Set<String>: Int] = [:]
    for (first, second) in zip(sorted, sorted.dropFirst()) {
      guard let kilometres = tooFar(first, second) else { continue }
      let pair: Set = [first.spot.text, second.spot.text]
      if let index = known[pair] {
        findings[index].times += 1
      } else {
        known[pair] = findings.count
        findings.append(
          TwoPlaces(
            principal: principal, accessKey: accessKey, first: first, second: second,
            kilometres: kilometres))
      }
    }
    return findings
  }

  /// Whether a finding comes before another.
  public static func isEarlier(_ one: TwoPlaces, _ other: TwoPlaces) -> Bool {
    isEarlier(one.second, other.second)
  }

  private static func isEarlier(_ one: Sighting, _ other: Sighting) -> Bool {
    one.time == other.time
      ? one.id.utf8.lexicographicallyPrecedes(other.id.utf8) : one.time < other.time
  }

  /// The distance, if it is too far for the time between.
  private static func tooFar(_ first: Sighting, _ second: Sighting) -> Double? {
    if first.spot.address == second.spot.address { return nil }
    let kilometres = first.spot.point.kilometres(to: second.spot.point)
    guard kilometres > leastDistance, first.spot.radius + second.spot.radius < kilometres else {
      return nil
    }
    let hours = Double(second.time - first.time) / 3_600_000
    return hours > 0 && kilometres / hours <= greatestSpeed ? nil : kilometres
  }

  /// `Lyon, FR at 10:00 and Pune, IN at 10:10, 6,930 km in 10 minutes (3 times)`
  public var placesText: String {
    let isOneDay =
      Timestamp.dateText(milliseconds: first.time) == Timestamp.dateText(milliseconds: second.time)
    func at(_ sighting: Sighting) -> String {
      let time = CivilTime(milliseconds: sighting.time)
      let clock = "\(Self.two(time.hour)):\(Self.two(time.minute))"
      return "\(sighting.spot.text) at \(isOneDay ? "" : "\(time.date) ")\(clock)"
    }
    let again = times == 1 ? "" : " (\(times.grouped) times)"
    return "\(at(first)) and \(at(second)), \(Int(kilometres.rounded()).grouped) km in "
      + Self.duration(seconds) + again
  }

  /// The finding as a sentence.
  public var text: String {
    "\(principal.lastPathPart)'s key \(Self.shortened(accessKey)): \(placesText)."
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func duration(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: seconds.counting("second")
    case ..<7_200: (seconds / 60).counting("minute")
    default: (seconds / 3_600).counting("hour")
    }
  }

  /// `ASIA…EXAMPLE`: the ends of a key tell it from others.
  static func shortened(_ key: String) -> String {
    let scalars = key.unicodeScalars
    return scalars.count <= 12
      ? key : String(scalars: scalars.prefix(4)) + "…" + String(scalars: scalars.suffix(7))
  }
}

extension PlaceAnswer {
  /// The user's labels that have a meaning: `--label vpn=…`.
  var ownLabelSet: SourceLabels {
    ownLabels.reduce(into: []) { set, name in
      if let label = SourceLabels(name) { set.insert(label) }
    }
  }
}
