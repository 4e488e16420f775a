/// The company of the logs: its accounts, its regions, and its staff.
enum Company {
  /// The shop's production account and its test account.
  static let accounts = ["111122223333", "444455556666"]
  /// The share of each account in 1,000 ordinary events.
  static let accountShares = [700, 300]

  struct Region: Sendable {
    let code: String
    /// Its share in 1,000 ordinary events of an account.
    let share: Int
    /// One of the four that the sample rule finds unusual.
    var isUnusual = false
  }

  static let regions = [
    Region(code: globalRegion, share: 470),
    Region(code: "us-west-2", share: 190),
    Region(code: "eu-west-1", share: 150),
    Region(code: "eu-central-1", share: 70),
    Region(code: "ap-northeast-2", share: 45),
    Region(code: "ap-southeast-1", share: 35),
    Region(code: "ap-east-1", share: 14, isUnusual: true),
    Region(code: "eu-south-1", share: 10, isUnusual: true),
    Region(code: "me-south-1", share: 8, isUnusual: true),
    Region(code: "af-south-1", share: 8, isUnusual: true),
  ]

  /// The region in which global services log their events (CloudTrail User Guide, "Global
  /// services").
  static let globalRegion = "us-east-1"

  static func regionIndex(_ code: String) -> Int {
    regions.firstIndex { $0.code == code } ?? 0
  }

  /// Addresses from the ranges for documentation (RFC 5737, RFC 3849).
  enum Address {
    static let office = "198.51.100.24"
    static let homes = "<who 192.0.2.17|2001:db8:5c1::a41f|192.0.2.88|198.51.100.24|192.0.2.140>"
    static let runners = "<who 203.0.113.9|203.0.113.10|203.0.113.11|203.0.113.12>"
    static let network = "10.20.<who 1|2|3|4>.<who 17|44|130|201|77|96|118>"
    static let auditor = "198.51.100.203"
  }

  enum Agent {
    static let browser: Template = """
      Mozilla/5.0 (\
      <who Macintosh; Intel Mac OS X 10_15_7|Windows NT 10.0; Win64; x64|X11; Linux x86_64>) \
      AppleWebKit/537.36 (KHTML, like Gecko) Chrome/<who 143|144>.0.0.0 Safari/537.36
      """
    static let container: Template = """
      aws-sdk-go-v2/1.41.1 ua/2.1 os/linux lang/go#1.25.6 md/GOOS#linux md/GOARCH#arm64 \
      exec-env/AWS_ECS_FARGATE api/<who ssm#1.67.8|secretsmanager#1.41.1|s3#1.95.1> m/E,n
      """
    static let function: Template = """
      Boto3/1.42.30 md/Botocore#1.42.30 ua/2.1 os/linux#5.10.245 md/arch#x86_64 \
      lang/python#3.13.11 md/pyimpl#CPython exec-env/AWS_Lambda_python3.13 m/Z,b,D \
      cfg/retry-mode#legacy Botocore/1.42.30
      """
    static let terraform: Template = """
      APN/1.0 HashiCorp/1.0 Terraform/1.14.3 (+https://www.terraform.io) \
      terraform-provider-aws/6.28.0 (+https://registry.terraform.io/providers/hashicorp/aws) \
      aws-sdk-go-v2/1.41.1 ua/2.1 os/linux lang/go#1.25.6 md/GOOS#linux md/GOARCH#amd64 m/g
      """
    static let commandLine: Template = """
      aws-cli/2.33.5 md/awscrt#0.31.0 ua/2.1 os/linux#6.12.63 md/arch#x86_64 lang/python#3.13.11 \
      md/pyimpl#CPython m/Z,E,b cfg/retry-mode#standard md/installer#exe md/prompt#off
      """
  }
}
