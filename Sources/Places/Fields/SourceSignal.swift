import Basics

/// What stands out about the source of a call.
public enum SourceSignal: String, Sendable, Hashable, CaseIterable {
  /// The credentials of a role that EC2 gave to an instance, used from an address outside of AWS:
  /// taken from the instance, unless its traffic leaves by another network.
  case outsideAWS = "EC2 role outside AWS"
  /// The same principal and access key in two places too far apart for the time between.
  case twoPlaces = "two places"

  /// Whether a call with an instance's role came from outside of AWS.
  ///
  /// - Parameters:
  ///   - delivery: `userIdentity.sessionContext.ec2RoleDelivery`, which records of instances have.
  ///   - arn: `…:assumed-role/web/i-0123456789abcdef0`: the session has the instance's ID.
  public static func isOutsideAWS(
    _ answer: PlaceAnswer, knowsAWS: Bool, delivery: String, arn: String
  ) -> Bool {
    guard knowsAWS, answer.kind == .public, answer.aws == nil else { return false }
    return !delivery.isEmpty || arn.has(text: ":assumed-role/") && isInstance(arn.lastPathPart)
  }

  /// `i-` and 8 or 17 hexadecimal digits.
  private static func isInstance(_ name: Substring) -> Bool {
    guard let digits = name.without(prefix: "i-"), [8, 17].contains(digits.utf8.count) else {
      return false
    }
    return digits.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
  }
}
