import Basics

/// The names of CloudTrail's fields, which a table has in lower case only.
///
///     userIdentity.sessionContext.sessionIssuer.arn      column useridentity.sessioncontext.…
///     eventname                                          no field of CloudTrail
///
/// Source: AWS CloudTrail user guide, "CloudTrail record contents" (eventVersion 1.11) and
/// "CloudTrail userIdentity element".
indirect enum CloudTrailShape: Sendable {
  typealias Members = [(name: String, shape: CloudTrailShape)]

  case value
  case object(Members)
  /// Objects in a list.
  case list(Members)
  /// An object with names that depend on the call.
  case free

  static let record: Members =
    values(
      "eventVersion eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode "
        + "errorMessage requestID eventID eventType apiVersion managementEvent readOnly "
        + "recipientAccountId sharedEventID vpcEndpointId vpcEndpointAccountId eventCategory "
        + "sessionCredentialFromConsole")
    + [
      ("userIdentity", .object(identity)),
      ("requestParameters", .free), ("responseElements", .free), ("additionalEventData", .free),
      ("serviceEventDetails", .free),
      ("resources", .list(values("ARN ARNPrefix accountId type"))),
      (
        "addendum", .object(values("reason updatedFields originalRequestID originalEventID"))
      ),
      ("edgeDeviceDetails", .free),
      (
        "tlsDetails", .object(values("tlsVersion cipherSuite clientProvidedHostHeader"))
      ),
      ("eventContext", .free), ("insightDetails", .free),
    ]

  private static let identity: Members =
    values(
      "type principalId arn accountId invokedBy accessKeyId userName identityProvider credentialId")
    + [
      ("onBehalfOf", .object(values("userId identityStoreArn"))),
      (
        "inScopeOf",
        .object(values("sourceArn sourceAccount issuerType credentialsIssuedTo"))
      ),
      (
        "sessionContext",
        .object(
          values("ec2RoleDelivery sourceIdentity ec2IssuedInVpc assumedRoot") + [
            (
              "attributes",
              .object(values("mfaAuthenticated creationDate sessionCredentialFromConsole"))
            ),
            ("sessionIssuer", .object(values("type principalId arn accountId userName"))),
            (
              "webIdFederationData",
              .object(values("federatedProvider") + [("attributes", .free)])
            ),
          ])
      ),
    ]

  private static func values(_ names: String) -> Members {
    names.words.map { (String($0), .value) }
  }

  /// The shapes of the members.
  var members: Members {
    switch self {
    case .value, .free: []
    case .object(let members), .list(let members): members
    }
  }
}
