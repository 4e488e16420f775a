import Basics
import RuleEditing

/// A field of CloudTrail events that exceptions commonly test.
///
/// AWS's documentation of the fields:
/// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
public enum ExceptionField: String, Sendable, Hashable, CaseIterable {
  /// The role of an assumed-role session. Unlike the session's ARN, the caller does not choose its
  /// name.
  case roleARN = "userIdentity.sessionContext.sessionIssuer.arn"
  case principalARN = "userIdentity.arn"
  case invokedBy = "userIdentity.invokedBy"
  case eventName
  case eventSource
  case region = "awsRegion"
  case sourceAddress = "sourceIPAddress"
  case userAgent
  case identityType = "userIdentity.type"
  case account = "recipientAccountId"
  case errorCode

  public var path: String { rawValue }

  /// A short name for a list: `principal`, `event`.
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

  /// Why an attacker could satisfy an exception on this field, or `nil` if AWS sets it.
  public var evasion: String? {
    self == .userAgent ? "The caller chooses the user agent: anyone can send this one." : nil
  }

  /// The short name of any field, or its path.
  static func label(of path: String) -> String { ExceptionField(rawValue: path)?.label ?? path }

  /// Why a caller could satisfy a test of any field.
  static func evasion(of test: RuleException.FieldTest) -> String? {
    let path = test.field
    if let evasion = ExceptionField(rawValue: path)?.evasion { return evasion }
    if path == principalARN.path, test.values.contains(where: { $0.has(text: ":assumed-role/") }) {
      return "The end of an assumed-role ARN is a session name, which the caller chooses."
    }
    if path == "userIdentity.principalId", test.values.contains(where: { $0.has(":") }) {
      return "The end of a session's principalId is its name, which the caller chooses."
    }
    if path == "userIdentity.sessionContext.sourceIdentity" {
      return "The caller chooses the source identity, where the role does not demand one."
    }
    if path.begins(with: "requestParameters.") || path == "additionalEventData" {
      return "What is asked for is the caller's choice: \(path)."
    }
    if path.begins(with: "tlsDetails.") { return "The caller chooses \(path)." }
    return nil
  }

  /// Fields that identify the caller.
  private static let identities: Set<String> = [
    roleARN.path, principalARN.path, invokedBy.path, "userIdentity.userName",
    "userIdentity.principalId", "userIdentity.accessKeyId",
    "userIdentity.sessionContext.sessionIssuer.principalId",
    "userIdentity.sessionContext.sessionIssuer.userName",
  ]

  /// Warnings about an exception before it is written.
  static func warnings(for exception: RuleException) -> [String] {
    var warnings: [String] = []
    for test in exception.tests {
      if let evasion = evasion(of: test), !warnings.contains(evasion) { warnings.append(evasion) }
    }
    if identities.isDisjoint(with: exception.tests.map(\.field)) {
      warnings.append("It names no principal: it holds for everyone, an intruder too.")
    }
    return warnings
  }
}
