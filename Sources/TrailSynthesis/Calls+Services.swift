/// The calls that the company's actors draw from, one file for each kind of actor.
enum Calls {}

/// Calls of AWS services: most records of any account.
extension Calls {
  private static let bucket = "<pick logs|audit|flow|access>-<account>-<region>"
  private static let date = "<pick 2026/02/27|2026/02/28|2026/03/01>"

  private static let bucketResources: Template = """
    [{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::\(bucket)/AWSLogs/<account>/<hex 8>.log.gz"},
    {"accountId":"<account>","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::\(bucket)"}]
    """

  /// Services that write logs into buckets. A trail logs its own deliveries too.
  static let delivery = [
    Call(
      "s3", "PutObject", weight: 35, readOnly: false, isData: true,
      request: """
        {"bucketName":"\(bucket)","Host":"\(bucket).s3.<region>.amazonaws.com",
        "x-amz-acl":"bucket-owner-full-control",
        "x-amz-server-side-encryption-aws-kms-key-id":
        "arn:aws:kms:<region>:<account>:key/<id 5c2f7d14-9be0-4d36-a1c8- 1 12>",
        "x-amz-server-side-encryption":"aws:kms",
        "key":"AWSLogs/<account>/<pick elasticloadbalancing|vpcflowlogs|CloudTrail>/<region>/
        \(date)/<account>_<pick elasticloadbalancing|vpcflowlogs|CloudTrail>_<region>_
        <base32 16>.log.gz"}
        """,
      response: """
        {"x-amz-server-side-encryption":"aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id":
        "arn:aws:kms:<region>:<account>:key/<id 5c2f7d14-9be0-4d36-a1c8- 1 12>"}
        """,
      additional: """
        {"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256",
        "bytesTransferredIn":<int 400 9000>.0,"SSEApplied":"SSE_KMS",
        "AuthenticationMethod":"AuthHeader","x-amz-id-2":"<base64 75>=","bytesTransferredOut":0.0}
        """,
      resources: bucketResources, requestID: "<base32 16>"),
    Call(
      "s3", "GetBucketAcl", weight: 15, readOnly: true,
      request: """
        {"bucketName":"\(bucket)","Host":"\(bucket).s3.<region>.amazonaws.com","acl":""}
        """,
      additional: """
        {"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256",
        "bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader",
        "x-amz-id-2":"<base64 75>=","bytesTransferredOut":<pick 480|542|611>}
        """,
      resources: """
        [{"accountId":"<account>","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::\(bucket)"}]
        """,
      requestID: "<base32 16>"),
    Call(
      "kms", "GenerateDataKey", weight: 50, readOnly: true,
      request: """
        {"keySpec":"AES_256","encryptionContext":
        {"aws:s3:arn":"arn:aws:s3:::\(bucket)","aws:cloudtrail:arn":
        "arn:aws:cloudtrail:us-east-1:<account>:trail/management","aws:logs:delivery-source":
        "arn:aws:logs:<region>:<account>:delivery-source:log-delivery-\(bucket)"},"keyId":
        "arn:aws:kms:<region>:<account>:key/<id 5c2f7d14-9be0-4d36-a1c8- 1 12>"}
        """,
      resources: keyResources(id: "<id 5c2f7d14-9be0-4d36-a1c8- 1 12>")),
  ]

  /// Services that assume the company's roles to run its containers, functions and machines.
  static let assumption = [
    Call(
      "sts", "AssumeRole", weight: 10, version: "1.08", readOnly: true,
      request: """
        {"roleArn":"arn:aws:iam::<account>:role/<pick shop-web|shop-api|search-index|
        mail-worker|report-export|image-resize>-task","roleSessionName":"<id t 900 31>",
        "durationSeconds":<pick 3600|21600>}
        """,
      response: """
        {"credentials":{"accessKeyId":"ASIA<base32 9>EXAMPLE","sessionToken":"<base64 160>",
        "expiration":"<spoken>"},"assumedRoleUser":{"assumedRoleId":"<akid AROA task>:<id t 900 31>",
        "arn":"arn:aws:sts::<account>:assumed-role/<pick shop-web|shop-api|search-index|
        mail-worker|report-export|image-resize>-task/<id t 900 31>"}}
        """,
      resources: """
        [{"accountId":"<account>","type":"AWS::IAM::Role","ARN":"arn:aws:iam::<account>:role/
        <pick shop-web|shop-api|search-index|mail-worker|report-export|image-resize>-task"}]
        """)
  ]

  /// Events without a call.
  static let serviceEvents = [
    Call(
      "secretsmanager", "RotationStarted", version: "1.08", readOnly: false,
      eventType: "AwsServiceEvent",
      additional: """
        {"SecretId":"arn:aws:secretsmanager:<region>:<account>:secret:
        <pick shop/db|search/token|mail/smtp>-<id k 1 5>"}
        """,
      trailing: #""serviceEventDetails":{"rotation":"scheduled"}"#),
    Call(
      "secretsmanager", "RotationSucceeded", version: "1.08", readOnly: false,
      eventType: "AwsServiceEvent",
      additional: """
        {"SecretId":"arn:aws:secretsmanager:<region>:<account>:secret:
        <pick shop/db|search/token|mail/smtp>-<id k 1 5>"}
        """),
  ]

  static func keyResources(id: String) -> Template {
    Template(
      """
      [{"accountId":"<account>","type":"AWS::KMS::Key",
      "ARN":"arn:aws:kms:<region>:<account>:key/\(id)"}]
      """)
  }
}
