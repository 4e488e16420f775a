import Basics

/// What is known about the source of a call, as fields that filters, columns and groups can use like
/// those of the event. Names of the Elastic Common Schema where it has one.
///
///     source.geo.country_iso_code    FR
///     trailsift.source.place         Lyon, FR (vpn)
///     trailsift.source.aws           yes, eu-west-2, EC2
public enum PlaceField: String, Sendable, Hashable, CaseIterable {
  case place = "trailsift.source.place"
  case country = "source.geo.country_iso_code"
  case countryName = "source.geo.country_name"
  case region = "source.geo.region_name"
  case city = "source.geo.city_name"
  case location = "source.geo.location"
  case systemNumber = "source.as.number"
  case organization = "source.as.organization.name"
  case aws = "trailsift.source.aws"
  case labels = "trailsift.source.labels"
  case signals = "trailsift.source.signals"

  /// The field of the event from which it follows.
  public static let sourceField = "sourceIPAddress"

  /// The value of an address; empty if it is not known.
  ///
  /// - Parameter knowsAWS: whether AWS's ranges are known: an address that is in none of them is
  ///   `no` then.
  public func text(_ answer: PlaceAnswer, knowsAWS: Bool) -> String {
    let place = answer.place?.fact
    let located = place?.basis == .country ? place : nil
    return switch self {
    case .place: answer.kind == .none ? "" : answer.text
    case .country: located?.countryCode ?? ""
    case .countryName: located?.countryName ?? ""
    case .region: located?.region ?? ""
    case .city: located?.city ?? ""
    case .location: Self.point(answer)?.text ?? ""
    case .systemNumber: answer.system.map { String($0.fact.number) } ?? ""
    case .organization: answer.system?.fact.organization ?? ""
    case .aws: Self.awsText(answer, knowsAWS)
    case .labels: answer.labelNames.joined(separator: ", ")
    case .signals: ""
    }
  }

  private static func awsText(_ answer: PlaceAnswer, _ knowsAWS: Bool) -> String {
    if let aws = answer.aws {
      return "yes, \(aws.isGlobal ? "global" : aws.region), \(aws.service)"
    }
    return knowsAWS && answer.kind == .public ? "no" : ""
  }

  /// Where the caller is on a map: an address of AWS is at its region.
  static func point(_ answer: PlaceAnswer) -> Point? {
    if let aws = answer.aws { return CalledRegion.point(of: aws.region) }
    return answer.place?.fact.point
  }

  /// Whether a value is several, any of which a filter may name: `label:vpn`, `aws:yes`.
  public var isList: Bool {
    self == .place || self == .aws || self == .labels || self == .signals
  }

  /// The parts of a value that is several: `Lyon`, `FR` and `vpn` of `Lyon, FR (vpn)`; `unknown` of
  /// `place unknown`.
  public static func items(of text: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    var items: [UnsafeRawBufferPointer] = []
    var start = 0
    func add(_ end: Int) {
      if end > start { items.append(UnsafeRawBufferPointer(rebasing: text[start..<end])) }
    }
    if text.starts(with: "place unknown".utf8) { start = 6 }
    var index = start
    while index < text.count {
      let pair = index + 1 < text.count ? (text[index], text[index + 1]) : (text[index], 0)
      if pair == (UInt8(ascii: ","), 0x20) || pair == (0x20, UInt8(ascii: "(")) {
        add(index)
        start = index + 2
        index += 2
      } else if text[index] == UInt8(ascii: ")"), index + 1 == text.count {
        add(index)
        start = index + 1
        index += 1
      } else {
        index += 1
      }
    }
    add(text.count)
    return items
  }
}
