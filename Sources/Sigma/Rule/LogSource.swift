import Basics

/// The `logsource` of a rule: which logs it is written for.
///
///     logsource:
///       product: aws
///       service: cloudtrail
public struct LogSource: Sendable, Hashable {
  public var category: String?
  public var product: String?
  public var service: String?
  /// Other keys of the section (`definition`, custom ones) whose value is a text.
  public var other: [String: String]

  public init(
    category: String? = nil, product: String? = nil, service: String? = nil,
    other: [String: String] = [:]
  ) {
    self.category = category
    self.product = product
    self.service = service
    self.other = other
  }

  /// Whether the rule can be meant for CloudTrail, in any common spelling.
  ///
  /// `product: aws` with no service, with `cloudtrail`, or with the name of an AWS service that
  /// CloudTrail records (`iam`, `s3`, `ec2`…); `product: CloudTrail`; `service: cloudtrail` or
  /// `category: cloudtrail` with no product; no product, service or category at all. Other AWS log
  /// kinds (VPC flow logs, load balancers, DNS) and other products are not.
  public var isCloudTrail: Bool {
    let product = Self.plain(self.product)
    let service = Self.plain(self.service)
    let category = Self.plain(self.category)
    let isTrail = { (name: String) in
      name.begins(with: "cloudtrail") || name.begins(with: "awscloudtrail")
    }
    if isTrail(product) || isTrail(service) || isTrail(category) { return true }
    switch product {
    case "aws", "amazon", "amazonwebservices": return !Self.otherAWSLogs.contains(service)
    case "": return service.isEmpty && category.isEmpty
    default: return false
    }
  }

  /// AWS services whose logs are not CloudTrail records.
  private static let otherAWSLogs: Set<String> = [
    "alb", "elb", "clb", "nlb", "cloudfront", "cloudwatch", "flowlogs", "vpcflow", "vpcflowlogs",
    "guardduty", "route53resolver", "route53resolverquerylogs", "s3access", "s3accesslogs",
    "securityhub", "vpcdns", "waf", "wafv2", "macie", "inspector", "config",
  ]

  /// Lower case, letters and digits only: "Cloud-Trail" reads "cloudtrail".
  private static func plain(_ name: String?) -> String {
    String(
      scalars: (name ?? "").lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      })
  }
}

extension LogSource: CustomStringConvertible {
  /// `product: windows, category: process_creation`
  public var description: String {
    [("product", product), ("category", category), ("service", service)]
      .compactMap { key, value in value.map { "\(key): \($0)" } }.joined(separator: ", ")
  }
}
