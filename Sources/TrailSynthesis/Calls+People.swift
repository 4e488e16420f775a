/// Calls of people: the console's many Describe calls, some changes, and the auditors' rounds.
extension Calls {
  static let console = [
    Call(
      "ec2", "DescribeInstances", weight: 20, readOnly: true,
      request: """
        {"instancesSet":{},"filterSet":{"items":[{"name":"instance-state-name",
        "valueSet":{"items":[{"value":"running"},{"value":"stopped"}]}}]},"maxResults":1000}
        """),
    Call(
      "ec2", "DescribeSecurityGroups", weight: 15, readOnly: true,
      request: """
        {"securityGroupSet":{},"securityGroupIdSet":{"items":[{"groupId":"<id sg-0 12 16>"}]},
        "filterSet":{"items":[{"name":"vpc-id","valueSet":{"items":[{"value":"<id vpc-0 2 16>"}]}}]}}
        """),
    Call(
      "health", "DescribeEventAggregates", weight: 12, version: "1.08", readOnly: true,
      request: """
        {"aggregateField":"eventTypeCategory","filter":{"eventStatusCodes":["open","upcoming"],
        "startTimes":[{"from":"<spoken>"}]}}
        """),
    Call(
      "monitoring", "DescribeAlarms", weight: 12, version: "1.08", readOnly: true,
      request: #"{"maxRecords":100,"alarmTypes":["CompositeAlarm","MetricAlarm"]}"#),
    Call(
      "logs", "StartQuery", weight: 10, version: "1.08", readOnly: true,
      request: """
        {"logGroupNames":["/ecs/<pick shop-web|shop-api|search-index>"],
        "queryString":"HIDDEN_DUE_TO_SECURITY_REASONS","limit":1000}
        """,
      response: #"{"queryId":"<uuid>"}"#),
    Call(
      "s3", "ListBuckets", weight: 8, readOnly: true,
      request: #"{"Host":"s3.<region>.amazonaws.com"}"#,
      additional: """
        {"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256",
        "bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader",
        "x-amz-id-2":"<base64 75>=","bytesTransferredOut":<int 2000 2400>}
        """,
      requestID: "<base32 16>"),
    Call(
      "cloudtrail", "LookupEvents", weight: 5, version: "1.08", readOnly: true,
      request: """
        {"maxResults":50,"lookupAttributes":[{"attributeKey":"ReadOnly","attributeValue":"false"}]}
        """),
    Call("iam", "ListUsers", weight: 6, readOnly: true, isGlobal: true),
    Call(
      "signin", "ConsoleLogin", weight: 4, version: "1.08", readOnly: false, isGlobal: true,
      eventType: "AwsConsoleSignIn", response: #"{"ConsoleLogin":"Success"}"#,
      additional: """
        {"LoginTo":"https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true",
        "MobileVersion":"No","MFAUsed":"<pick Yes|Yes|No>"}
        """,
      tls: Call.tls(host: "us-east-1.signin.aws")),
    addIngress,
  ]

  static let addIngress = Call(
    "ec2", "AuthorizeSecurityGroupIngress", weight: 4, readOnly: false,
    request: """
      {"groupId":"<id sg-0 12 16>","ipPermissions":{"items":[{"ipProtocol":"tcp",
      "fromPort":443,"toPort":443,"groups":{},"ipRanges":{"items":[
      {"cidrIp":"198.51.100.0/25","description":"office"},
      {"cidrIp":"203.0.113.64/26","description":"partner"}]},
      "ipv6Ranges":{"items":[{"cidrIpv6":"2001:db8:40::/48"}]},"prefixListIds":{}}]}}
      """,
    response: """
      {"requestId":"<uuid>","_return":true,"securityGroupRuleSet":{"items":[
      {"groupOwnerId":"<account>","groupId":"<id sg-0 12 16>","securityGroupRuleId":"sgr-0<hex 16>",
      "isEgress":false,"ipProtocol":"tcp","fromPort":443,"toPort":443,
      "cidrIpv4":"198.51.100.0/25"}]}}
      """)

  /// A scanner's round: many services, read-only, sometimes refused.
  static let audit = [
    Call(
      "ec2", "DescribeRegions", weight: 4, readOnly: true,
      request: #"{"regionSet":{},"allRegions":true}"#),
    Call(
      "ec2", "DescribeSnapshots", readOnly: true,
      request: """
        {"maxResults":1000,"snapshotSet":{},"ownersSet":{"items":[{"owner":"<account>"}]},
        "sharedUsersSet":{},"filterSet":{}}
        """),
    Call("ec2", "DescribeFlowLogs", readOnly: true, request: #"{"DescribeFlowLogsRequest":""}"#),
    Call("rds", "DescribeDBInstances", version: "1.08", readOnly: true),
    Call(
      "guardduty", "ListDetectors", version: "1.08", readOnly: true
    ).failing(
      10, "AccessDeniedException",
      """
      The security token included in the request is not authorized to perform: \
      guardduty:ListDetectors because no resource-based policy allows it
      """),
    Call(
      "lambda", "ListFunctions20150331", version: "1.10", readOnly: true,
      request: #"{"maxItems":50}"#),
    Call("kms", "ListAliases", readOnly: true, request: #"{"limit":100}"#),
    Call(
      "s3", "GetBucketPolicyStatus", readOnly: true,
      request: """
        {"bucketName":"assets-<account>-<region>","policyStatus":"",
        "Host":"assets-<account>-<region>.s3.<region>.amazonaws.com"}
        """,
      resources: """
        [{"accountId":"<account>","type":"AWS::S3::Bucket",
        "ARN":"arn:aws:s3:::assets-<account>-<region>"}]
        """,
      requestID: "<base32 16>"
    ).failing(
      30, "NoSuchBucketPolicy", "The bucket policy does not exist"),
    Call(
      "iam", "ListAttachedRolePolicies", readOnly: true, isGlobal: true,
      request: #"{"roleName":"<pick ci-deploy|ecs-execution|shop-web-task|CostInventory>"}"#),
    Call("iam", "GetAccountSummary", weight: 4, readOnly: true, isGlobal: true),
  ]
}
