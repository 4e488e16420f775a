/// The actors in the unusual regions, and why they are there. All but the intrusion are legitimate.
extension Story {
  static let catalog = [
    Story(
      actor: Actor(
        name: "CDN team", weight: 0, crew: 2,
        identity: Identity.person("CdnPlatform", "hana.seo|tomasz.wrobel"),
        source: "<who 198.51.100.61|2001:db8:77:4::1c9>", agent: Company.Agent.browser,
        isConsole: true, calls: Calls.console),
      regions: ["ap-east-1"], share: 36, rhythm: .workdays(within: 55...100, hours: 1..<10)),
    Story(
      actor: Actor(
        name: "CDN pipeline", weight: 0, crew: 1,
        identity: Identity.role("cdn-deploy", session: "GitHubActions"),
        source: "203.0.113.12", agent: Company.Agent.terraform, calls: Calls.pipeline),
      regions: ["ap-east-1"], share: 14, rhythm: .workdays(within: 60...100, hours: 2..<11)),
    Story(
      actor: Actor(
        name: "traveller", weight: 0, crew: 1,
        identity: Identity.person("Developer", "minjun.kim"), source: "192.0.2.201",
        agent: Company.Agent.browser, isConsole: true, calls: Calls.console),
      regions: ["eu-south-1"], share: 12, rhythm: .workdays(within: 35...55, hours: 7..<19)),
    Story(
      actor: Actor(
        name: "backup", weight: 0, crew: 1,
        identity: Identity.role(
          "BackupReplication", session: "s3-batch-copy", path: "service-role/"),
        source: "s3.amazonaws.com", agent: "s3.amazonaws.com", hasTLS: false,
        calls: Calls.backup),
      regions: ["eu-south-1"], share: 10, rhythm: .nightly(hour: 2, minutes: 20)),
    Story(
      actor: Actor(
        name: "scanner", weight: 0, crew: 1,
        identity: Identity.role("SecurityAudit", session: "posture-scan"),
        source: Template(Company.Address.auditor), agent: Company.Agent.function,
        calls: Calls.audit),
      regions: ["ap-east-1", "af-south-1", "me-south-1", "eu-south-1"], share: 14,
      rhythm: .weekly(hour: 3, minutes: 15)),
    Story(
      actor: Actor(
        name: "configuration recorder", weight: 0, crew: 1,
        identity: Identity.role(
          "AWSServiceRoleForConfig", session: "AWSConfig-Describe",
          path: "aws-service-role/config.amazonaws.com/", invokedBy: "config.amazonaws.com"),
        source: "config.amazonaws.com", agent: "config.amazonaws.com", hasTLS: false,
        calls: Calls.audit),
      regions: ["ap-east-1", "eu-south-1"], share: 6, rhythm: .anyTime),
    Story(
      actor: Actor(
        name: "adviser", weight: 0, crew: 1,
        identity: Identity.role(
          "AWSServiceRoleForTrustedAdvisor", session: "TrustedAdvisor",
          path: "aws-service-role/trustedadvisor.amazonaws.com/",
          invokedBy: "trustedadvisor.amazonaws.com"),
        source: "trustedadvisor.amazonaws.com", agent: "trustedadvisor.amazonaws.com",
        hasTLS: false, calls: Calls.audit),
      regions: ["me-south-1", "af-south-1"], share: 4, rhythm: .anyTime),
    Story(
      actor: Actor(
        name: "cost inventory", weight: 0, crew: 1,
        identity: Identity.role("CostInventory", session: "cost-inventory", path: "service-role/"),
        source: "203.0.113.10", agent: Company.Agent.function, calls: Calls.audit),
      regions: ["af-south-1", "me-south-1"], share: 4, rhythm: .nightly(hour: 5, minutes: 40)),
  ]

  /// Copies between buckets, also in an unusual region, but excluded by the sample rule.
  static let replication = Story(
    actor: Actor(
      name: "replication", weight: 0, crew: 1,
      identity: Identity.role(
        "BackupReplication", session: "s3-replication", path: "service-role/"),
      source: "s3.amazonaws.com", agent: "s3.amazonaws.com", hasTLS: false,
      calls: Calls.replication),
    regions: ["eu-south-1"], share: 30, rhythm: .nightly(hour: 2, minutes: 50))
}

extension Calls {
  fileprivate static let backup = [
    Call(
      "s3", "GetBucketVersioning", readOnly: true,
      request: """
        {"bucketName":"backup-<account>-<region>","versioning":"",
        "Host":"backup-<account>-<region>.s3.<region>.amazonaws.com"}
        """,
      requestID: "<base32 16>"),
    Call(
      "s3", "PutObject", readOnly: false, isData: true, request: object,
      additional: transfer, resources: objectResources, requestID: "<base32 16>"),
    Call(
      "kms", "GenerateDataKey", readOnly: true,
      request: #"{"keySpec":"AES_256","keyId":"alias/backup"}"#,
      resources: keyResources(id: "<id 7e19f0c2-3d54-4a0b-8f7e- 1 12>")),
  ]

  fileprivate static let replication = ["ReplicateObject", "ReplicateObject", "ReplicateTags"].map {
    Call(
      "s3", $0, readOnly: false, isData: true, request: object, additional: transfer,
      resources: objectResources, requestID: "<base32 16>")
  }

  private static let object: Template = """
    {"bucketName":"backup-<account>-<region>",
    "Host":"backup-<account>-<region>.s3.<region>.amazonaws.com",
    "key":"orders/<int 2024 2026>/<hex 10>.parquet","x-amz-storage-class":"STANDARD_IA"}
    """
  private static let transfer: Template = """
    {"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256",
    "bytesTransferredIn":<int 90000 4000000>,"AuthenticationMethod":"AuthHeader",
    "x-amz-id-2":"<base64 75>=","bytesTransferredOut":0}
    """
  private static let objectResources: Template = """
    [{"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::backup-<account>-<region>/"},
    {"accountId":"<account>","type":"AWS::S3::Bucket",
    "ARN":"arn:aws:s3:::backup-<account>-<region>"}]
    """
}
