/// Services that log in one region wherever the caller works.
///
/// Their calls show up in us-east-1 for every company, so they are no evidence that somebody works
/// there. The list is the specification's.
enum GlobalServices {
  private static let suffix: StaticString = ".amazonaws.com"

  private static let byRegion: [String: Set<String>] = [
    "us-east-1": [
      "account", "aws-marketplace", "billing", "billingconsole", "budgets", "ce", "cloudfront",
      "cur", "health", "iam", "organizations", "route53", "route53domains", "shield", "signin",
      "sts", "support", "tax", "trustedadvisor", "waf",
    ],
    "us-west-2": ["globalaccelerator", "networkmanager"],
  ]

  static func contains(_ service: UnsafeRawBufferPointer, in region: String) -> Bool {
    guard let services = byRegion[region], service.ends(with: suffix) else { return false }
    let name = UnsafeRawBufferPointer(
      rebasing: service.dropLast(suffix.utf8CodeUnitCount))
    return services.contains(String(decoding: name, as: UTF8.self))
  }

  /// Services whose writing calls only open sessions.
  static func changesNothing(_ service: UnsafeRawBufferPointer) -> Bool {
    service.equals("signin.amazonaws.com") || service.equals("sts.amazonaws.com")
      || service.equals("cloudshell.amazonaws.com")
  }
}
