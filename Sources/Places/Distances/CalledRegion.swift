import Basics
import CloudTrail

/// How far a caller is from the region of the call. Being far away is a fact and no verdict: most
/// people call regions that are far from them.
public struct CalledRegion: Sendable, Hashable {
  /// `ap-east-1`
  public let code: String
  public let kilometres: Double
  /// Of the caller's place, in km.
  public let radius: Double?

  /// Nil without coordinates on both sides, and for an address of AWS itself.
  public init?(_ code: String, from answer: PlaceAnswer) {
    guard answer.aws == nil, let place = answer.place?.fact, let point = place.point,
      let region = Self.point(of: code)
    else { return nil }
    self.code = code
    kilometres = point.kilometres(to: region)
    radius = place.radius
  }

  /// Where a region is; nil for one whose place AWS does not say.
  public static func point(of code: String) -> Point? {
    AWSRegion.named(code)?.location.map {
      Point(latitude: $0.latitude, longitude: $0.longitude)
    }
  }

  /// `about 8,900 km from ap-east-1 (Hong Kong)`, or `within the accuracy of its place (1,000 km)`.
  public var text: String {
    if let radius, radius >= kilometres {
      return "within the accuracy of its place (\(Int(radius.rounded()).grouped) km)"
    }
    return "about \(Self.rounded(kilometres).grouped) km from \(AWSRegion.described(code))"
  }

  /// To 100 km from 1,000 km on, to 10 km below.
  private static func rounded(_ kilometres: Double) -> Int {
    let step = kilometres >= 1_000 ? 100.0 : 10.0
    return Int((kilometres / step).rounded() * step)
  }
}
