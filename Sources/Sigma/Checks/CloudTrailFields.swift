import Basics
import SourceYAML

/// The fields of CloudTrail records, to find fields in rules that no record can have.
///
/// The contents of `requestParameters` and the like depend on the call, so every path below them is
/// possible.
///
/// Source: AWS CloudTrail user guide, "CloudTrail record contents for management, data, and network
/// activity events" (eventVersion 1.11), "CloudTrail userIdentity element", "… for Insights
/// events", "… for aggregated events".
enum CloudTrailFields {
  /// Top-level names with one value.
  private static let single = [
    "eventTime", "eventVersion", "eventSource", "eventName", "awsRegion", "sourceIPAddress",
    "userAgent",
    "errorCode", "errorMessage", "requestID", "eventID", "eventType", "apiVersion",
    "managementEvent", "readOnly", "recipientAccountId", "sharedEventID", "vpcEndpointId",
    "vpcEndpointAccountId", "eventCategory", "sessionCredentialFromConsole",
    // Names in aggregated events.
    "eventId", "accountId",
  ]

  static let topLevel =
    single + [
      "userIdentity", "requestParameters", "responseElements", "additionalEventData",
      "serviceEventDetails", "resources", "addendum", "edgeDeviceDetails", "tlsDetails",
      "eventContext", "insightDetails", "timeWindow", "summary",
    ]

  private static let identity = [
    "type", "userName", "principalId", "arn", "accountId", "accessKeyId", "invokedBy",
    "identityProvider", "credentialId", "sessionContext", "sessionContext.sessionIssuer",
    "sessionContext.sessionIssuer.type", "sessionContext.sessionIssuer.userName",
    "sessionContext.sessionIssuer.principalId", "sessionContext.sessionIssuer.arn",
    "sessionContext.sessionIssuer.accountId", "sessionContext.webIdFederationData",
    "sessionContext.webIdFederationData.federatedProvider",
    "sessionContext.webIdFederationData.attributes", "sessionContext.attributes",
    "sessionContext.attributes.creationDate", "sessionContext.attributes.mfaAuthenticated",
    "sessionContext.sourceIdentity", "sessionContext.ec2RoleDelivery",
    "sessionContext.assumedRoot", "onBehalfOf", "onBehalfOf.userId",
    "onBehalfOf.identityStoreArn", "inScopeOf", "inScopeOf.sourceArn",
    "inScopeOf.sourceAccount", "inScopeOf.issuerType", "inScopeOf.credentialsIssuedTo",
    "invokedByDelegate", "invokedByDelegate.accountId",
  ].map { "userIdentity." + $0 }

  private static let tls = ["tlsVersion", "cipherSuite", "clientProvidedHostHeader"]
    .map { "tlsDetails." + $0 }

  /// Paths whose exact case is known.
  static let paths =
    topLevel + identity + tls + ["resources.ARN", "resources.accountId", "resources.type"]

  private static let exactPaths = Set(paths)

  private static let byLowercase = Dictionary(
    paths.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })

  /// Paths by their last name: `userName` probably means `userIdentity.userName`.
  private static let byLastName = Dictionary(
    (identity + tls).map {
      ($0.cut(atLast: ".")?.behind.lowercased() ?? "", $0)
    },
    uniquingKeysWith: { first, _ in first })

  private static let topLevelNames = Set(topLevel)

  /// Fields that have at most one value in a record.
  static let withOneValue = Set(single + identity + tls)

  /// Why no record has a field, and the field that was probably meant.
  enum Doubt: Hashable {
    /// An index, or a sign of another path language.
    case notation(meant: String)
    /// The case differs.
    case spelling(meant: String)
    case unknown(meant: String?)
  }

  /// Why a dotted field is doubtful; `nil` if records may have it.
  static func doubt(about field: String) -> Doubt? {
    let plain = withoutNotation(field)
    if plain != field { return .notation(meant: respelled(plain) ?? plain) }
    if let meant = respelled(field), meant != field { return .spelling(meant: meant) }
    let first = String(field.pieces(at: ".")[0])
    if topLevelNames.contains(first) { return nil }
    let rest = field.cut(at: ".").map { "." + $0.behind } ?? ""
    let near =
      rest.isEmpty
      ? byLastName[field.lowercased()] ?? NearestName.of(field, in: topLevel)
      : NearestName.of(first, in: topLevel).map { $0 + rest }
    return .unknown(meant: near)
  }

  /// The field with the case of records, as far as its path is known.
  private static func respelled(_ field: String) -> String? {
    let parts = field.pieces(at: ".")
    for count in stride(from: parts.count, to: 0, by: -1) {
      let head = parts.prefix(count).joined(separator: ".")
      guard let known = exactPaths.contains(head) ? head : byLowercase[head.lowercased()] else {
        continue
      }
      return ([known] + parts.dropFirst(count).map(String.init)).joined(separator: ".")
    }
    return nil
  }

  /// `$.resources[0].ARN`, `resources{}.ARN`, `resources.*.ARN` → `resources.ARN`
  private static func withoutNotation(_ field: String) -> String {
    var plain = ""
    var closing: Unicode.Scalar?
    for scalar in field.unicodeScalars {
      switch (closing, scalar) {
      case (nil, "["): closing = "]"
      case (nil, "{"): closing = "}"
      case (nil, _): plain.unicodeScalars.append(scalar)
      case (let end, _): if scalar == end { closing = nil }
      }
    }
    // An unclosed bracket is part of a name.
    if closing != nil { return field }
    var parts = plain.pieces(at: ".")
    if parts.count > 1 {
      parts.removeAll { $0 == "*" || $0.isEmpty }
      if let root = parts.first, root == "$" { parts.removeFirst() }
      if let root = parts.first, root == "resources" {
        parts.removeAll { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
      }
    }
    return parts.isEmpty ? field : parts.joined(separator: ".")
  }
}

extension RuleChecks {
  /// The dotted paths of fields that CloudTrail records have, to offer them while a person types.
  public static var fieldsOfCloudTrail: [String] { CloudTrailFields.paths }
}
