/// Twelve days of a company that works in Hong Kong, is scanned each Monday, and has an intruder
/// one Saturday night.
enum Company {
  static let rule = """
    title: Calls from regions not in normal use
    id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11
    status: test
    level: medium
    tags:
        - attack.defense-evasion
        - attack.t1535
    modified: 2025-01-01
    logsource:
        product: aws
        service: cloudtrail
    detection:
        selection:
            awsRegion:
                - 'ap-east-1' # Hong Kong
                - 'af-south-1'
                - 'me-south-1'
                - 'eu-south-1'
                - 'sa-east-1'
        # 2025-11-01 lee: inventory, asked for by the auditors
        # expires: 2025-11-12
        filter_main_inventory:
            userIdentity.arn: arn:aws:iam::111122223333:user/inventory
            eventName: DescribeInstances
        filter_main_allowed_regions:
            awsRegion:
                - 'il-central-1'
        condition: selection and not 1 of filter_main_*
    fields:
        - eventTime
        - awsRegion
        - userIdentity.arn
        - eventName
        - sourceIPAddress
        - userAgent

    """

  static let alerts =
    rule.replacing("status: test", with: "name: regions\nstatus: test") + "---\n"
    + TestRule.manyCalls

  static let events: [TestEvent] =
    deployments + scans + mallory + [
      event("lee", "eu-south-1", "RunInstances", 7, "10:12", error: "UnauthorizedOperation"),
      event("lee", "eu-south-1", "RunInstances", 7, "10:13", error: "UnauthorizedOperation"),
      event("kim", "me-south-1", "DescribeInstances", 5, "09:30"),
      event("kim", "me-south-1", "DescribeVolumes", 5, "09:31"),
      event("kim", "me-south-1", "TerminateInstances", 6, "15:02"),
      event("inventory", "ap-east-1", "DescribeInstances", 6, "04:00"),
      event("kim", "us-east-1", "ConsoleLogin", 3, "08:01"),
      event("lee", "us-east-1", "DescribeInstances", 4, "08:40"),
      event("kim", "il-central-1", "DescribeInstances", 4, "11:20"),
    ]

  private static let deployments = [3, 4, 5, 6, 7, 10, 11, 12].flatMap { day in
    [("CreateTags", "08:05"), ("RunInstances", "08:06"), ("DescribeInstances", "08:07")].map {
      event(
        "assumed-role/deploy/ci", "ap-east-1", $0.0, day, $0.1, address: "198.51.100.20",
        agent: "Terraform/1.9.5 (+https://www.terraform.io)")
    }
  }

  private static let scans = [3, 10].flatMap { day in
    ["ap-east-1", "af-south-1", "me-south-1", "eu-south-1", "sa-east-1"].enumerated().map {
      event(
        "assumed-role/prowler/scan", $0.element, "DescribeSecurityGroups", day, "02:0\($0.offset)",
        address: "192.0.2.44", agent: "Prowler/4.2")
    }
  }

  /// Mallory's user agent.
  static let foreignText = "한국어"

  private static let mallory = [
    ("us-east-1", "GetCallerIdentity", "23:08"), ("af-south-1", "ListUsers", "23:11"),
    ("af-south-1", "CreateUser", "23:12"), ("af-south-1", "AttachUserPolicy", "23:12"),
    ("af-south-1", "CreateAccessKey", "23:14"), ("us-east-1", "StopLogging", "23:31"),
  ].map {
    event(
      "mallory", $0.0, $0.1, 8, $0.2, address: "203.0.113.9", agent: "aws-cli/2.15.0 \(foreignText)"
    )
  }

  private static func service(of name: String) -> String {
    switch name {
    case "GetCallerIdentity": "sts"
    case "StopLogging": "cloudtrail"
    case "ConsoleLogin": "signin"
    case _ where name.contains("User") || name.contains("Key"): "iam"
    default: "ec2"
    }
  }

  /// - Parameter who: a user, or a role with its session.
  static func event(
    _ who: String, _ region: String, _ name: String, _ day: Int, _ time: String,
    address: String = "198.51.100.7", agent: String = "aws-cli/2.15.0", error: String? = nil
  ) -> TestEvent {
    let isRole = who.contains("/")
    let arn = isRole ? "arn:aws:sts::111122223333:\(who)" : "arn:aws:iam::111122223333:user/\(who)"
    let key = isRole ? "ASIAIOSFODNN7EXAMPLE" : "AKIAIOSFODNN7EXAMPLE"
    let failed = error.map { #""errorCode":"\#($0)","errorMessage":"You are not allowed.","# } ?? ""
    return TestEvent(
      json: """
        {"eventVersion":"1.09","userIdentity":{"type":"\(isRole ? "AssumedRole" : "IAMUser")",\
        "arn":"\(arn)","accountId":"111122223333","accessKeyId":"\(key)"},\
        "eventTime":"2025-11-\(day < 10 ? "0" : "")\(day)T\(time):00Z",\
        "eventSource":"\(service(of: name)).amazonaws.com",\
        "eventName":"\(name)","awsRegion":"\(region)","sourceIPAddress":"\(address)",\
        "userAgent":"\(agent)",\(failed)"requestParameters":{"filter":{"dryRun":false,"maxResults":50}},\
        "responseElements":null,"requestID":"r-\(day)-\(time)","readOnly":\(name.hasPrefix("D")),\
        "eventID":"\(name)-\(region)-\(day)-\(time)","eventType":"AwsApiCall",\
        "managementEvent":true,"recipientAccountId":"111122223333","eventCategory":"Management"}
        """)
  }
}
