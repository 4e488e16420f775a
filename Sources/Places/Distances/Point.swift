import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A place on the earth in degrees; north and east are positive.
public struct Point: Sendable, Hashable {
  public let latitude: Double
  public let longitude: Double

  public init(latitude: Double, longitude: Double) {
    (self.latitude, self.longitude) = (latitude, longitude)
  }

  /// `22.3,114.2`
  public var text: String { "\(latitude),\(longitude)" }

  public init?(_ text: String) {
    guard let (latitude, longitude) = text.cut(at: ","), let latitude = Double(latitude),
      let longitude = Double(longitude)
    else { return nil }
    self.init(latitude: latitude, longitude: longitude)
  }

  /// The mean radius (IUGG).
  private static let earthKilometres = 6_371.0088

  /// The distance on a great circle in km, by haversine.
  public func kilometres(to other: Point) -> Double {
    let radians = Double.pi / 180
    let (one, two) = (latitude * radians, other.latitude * radians)
    let (up, along) = (
      sin((two - one) / 2), sin((other.longitude - longitude) * radians / 2)
    )
    let haversine = up * up + cos(one) * cos(two) * along * along
    return 2 * Self.earthKilometres * asin(min(1, haversine.squareRoot()))
  }
}
