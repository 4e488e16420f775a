import RuleEditing

/// A field of CloudTrail events by which an exception can tell noise from the rest.
///
/// AWS's own words for the fields: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
public enum ExceptionField: String, Sendable, Hashable, CaseIterable {
  /// The role behind an assumed-role session: unlike the session's ARN, its name is not chosen by the caller.
  case roleARN = "userIdentity.sessionContext.sessionIssuer.arn"
  case principalARN = "userIdentity.arn"
  case invokedBy = "userIdentity.invokedBy"
  case identityType = "userIdentity.type"
  case account = "recipientAccountId"
  case eventName
  case eventSource
  case region = "awsRegion"
  case sourceAddress = "sourceIPAddress"
  case userAgent
  case errorCode

  public var path: String { rawValue }

  /// A word for a list: `principal`, `event`.
  public var label: String {
    switch self {
    case .roleARN: "role"
    case .principalARN: "principal"
    case .invokedBy: "invoking service"
    case .identityType: "identity type"
    case .account: "account"
    case .eventName: "event"
    case .eventSource: "service"
    case .region: "region"
    case .sourceAddress: "source address"
    case .userAgent: "user agent"
    case .errorCode: "error"
    }
  }

  /// Why an attacker could satisfy an exception on this field, or `nil` when it is AWS that fills it in.
  public var evasion: String? {
    self == .userAgent ? "The caller chooses the user agent: anyone can send this one." : nil
  }

  /// What an analyst should know of an exception before it is written.
  static func warnings(for exception: RuleException) -> [String] {
    var warnings: [String] = []
    let fields = exception.tests.compactMap { ExceptionField(rawValue: $0.field) }
    for test in exception.tests {
      if let evasion = ExceptionField(rawValue: test.field)?.evasion { warnings.append(evasion) }
      if test.field == principalARN.path,
        test.values.contains(where: { $0.contains(":assumed-role/") })
      {
        warnings.append(
          "The end of an assumed-role ARN is a session name, which the caller chooses.")
      }
    }
    let identities: Set<ExceptionField> = [.roleARN, .principalARN, .invokedBy]
    if identities.isDisjoint(with: fields) {
      warnings.append("It names no principal: it holds for everyone, an intruder too.")
    }
    return warnings
  }
}
