/// Calls that assume a role.
extension Calls {
  static let assumeWithToken = Call(
    "sts", "AssumeRoleWithWebIdentity", version: "1.08", readOnly: true,
    request: """
      {"roleArn":"arn:aws:iam::<account>:role/ci-release","roleSessionName":"GitHubActions",
      "durationSeconds":3600}
      """,
    response: """
      {"credentials":{"accessKeyId":"ASIA<base32 9>EXAMPLE","sessionToken":"<base64 200>",
      "expiration":"<spoken>"},"subjectFromWebIdentityToken":
      "repo:example/shop:ref:refs/heads/main","assumedRoleUser":{"assumedRoleId":
      "<akid AROA ci-release>:GitHubActions",
      "arn":"arn:aws:sts::<account>:assumed-role/ci-release/GitHubActions"},
      "provider":"arn:aws:iam::<account>:oidc-provider/token.actions.githubusercontent.com",
      "audience":"sts.amazonaws.com"}
      """)

  /// The record of an account whose role is assumed from the other account. The other account gets
  /// a record too (`assumeElsewhere`), with its own eventID and the same sharedEventID.
  static let assumeHere = Call(
    "sts", "AssumeRole", version: "1.08", readOnly: true, request: inventoryRequest("account"),
    response: inventoryResponse("account"), resources: inventoryResources("account"),
    trailing: #""sharedEventID":"<shared>""#)

  static let assumeElsewhere = Call(
    "sts", "AssumeRole", version: "1.08", readOnly: true, request: inventoryRequest("other"),
    response: inventoryResponse("other"), resources: inventoryResources("other"),
    trailing: #""sharedEventID":"<shared>""#)

  private static func inventoryRequest(_ account: String) -> Template {
    Template(
      """
      {"roleArn":"arn:aws:iam::<\(account)>:role/InventoryReader","roleSessionName":"inventory",
      "externalId":"HIDDEN_DUE_TO_SECURITY_REASONS"}
      """)
  }

  private static func inventoryResponse(_ account: String) -> Template {
    Template(
      """
      {"credentials":{"accessKeyId":"ASIA<base32 9>EXAMPLE","sessionToken":"<base64 200>",
      "expiration":"<spoken>"},"assumedRoleUser":{"assumedRoleId":"AROA5INVENTORYEXAMPLE:inventory",
      "arn":"arn:aws:sts::<\(account)>:assumed-role/InventoryReader/inventory"}}
      """)
  }

  private static func inventoryResources(_ account: String) -> Template {
    Template(
      """
      [{"accountId":"<\(account)>","type":"AWS::IAM::Role",
      "ARN":"arn:aws:iam::<\(account)>:role/InventoryReader"}]
      """)
  }
}
