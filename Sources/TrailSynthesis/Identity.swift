/// The forms that userIdentity takes, as templates.
///
/// Field order and the fields that each type has: AWS CloudTrail User Guide, "CloudTrail
/// userIdentity element".
enum Identity {
  /// An AWS service: no arn.
  static func service(_ list: String) -> Template {
    Template(#"{"type":"AWSService","invokedBy":"\#(list)"}"#)
  }

  /// A service's own event, without a type.
  static func untyped(_ service: String) -> Template {
    Template(#"{"accountId":"<account>","invokedBy":"\#(service).amazonaws.com"}"#)
  }

  /// A role's session. `session` may have holes; `path` is the role's, such as `service-role/`.
  static func role(
    _ role: String, session: String, path: String = "", mfa: Bool = false,
    invokedBy: String? = nil
  ) -> Template {
    let invoked = invokedBy.map { #","invokedBy":"\#($0)""# } ?? ""
    return Template(
      """
      {"type":"AssumedRole","principalId":"<akid AROA \(role)>:\(session)",
      "arn":"arn:aws:sts::<account>:assumed-role/\(role)/\(session)",
      "accountId":"<account>","accessKeyId":"<session-key \(role)>",
      "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"<akid AROA \(role)>",
      "arn":"arn:aws:iam::<account>:role/\(path)\(role)","accountId":"<account>",
      "userName":"\(role)"},"webIdFederationData":{},
      "attributes":{"creationDate":"<created \(role)>","mfaAuthenticated":"\(mfa)"}}\(invoked)}
      """)
  }

  /// A person who signed in through IAM Identity Center.
  static func person(_ permissionSet: String, _ names: String) -> Template {
    role(
      "AWSReservedSSO_\(permissionSet)_4f1c08aa6d27e93b", session: "<who \(names)>@example.com",
      path: "aws-reserved/sso.amazonaws.com/eu-west-1/")
  }

  /// An IAM user with a long-lived access key.
  static func user(_ name: String) -> Template {
    Template(
      """
      {"type":"IAMUser","principalId":"<akid AIDA \(name)>",
      "arn":"arn:aws:iam::<account>:user/\(name)","accountId":"<account>",
      "accessKeyId":"<akid AKIA \(name)>","userName":"\(name)"}
      """)
  }

  static let root: Template = """
    {"type":"Root","principalId":"<account>","arn":"arn:aws:iam::<account>:root",
    "accountId":"<account>","accessKeyId":"<session-key root>",
    "sessionContext":{"sessionIssuer":{},"webIdFederationData":{},
    "attributes":{"creationDate":"<created root>","mfaAuthenticated":"true"}}}
    """

  /// Someone of the company's other account: neither arn nor user name.
  static let otherAccount: Template = """
    {"type":"AWSAccount","principalId":"<akid AROA CrossAccountReader>:inventory",
    "accountId":"<other>"}
    """

  /// A workflow that exchanges its token for a role.
  static let workflow: Template = """
    {"type":"WebIdentityUser","principalId":"arn:aws:iam::<account>:oidc-provider/
    token.actions.githubusercontent.com:sts.amazonaws.com:repo:example/<who shop|search>:
    ref:refs/heads/main","userName":"repo:example/<who shop|search>:ref:refs/heads/main",
    "identityProvider":"arn:aws:iam::<account>:oidc-provider/token.actions.githubusercontent.com"}
    """
}
