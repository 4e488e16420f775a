import Sigma

/// Rules as people write them for CloudTrail, made up: constants, parts of texts, lists, filters,
/// placements, one regular expression in ten.
enum MadeRules {
  /// Distinct rules, the same for the same count.
  static func files(count: Int) -> [RuleFile] {
    (0..<count).map { RuleFile(text: text($0), path: "made-\($0).yml") }
  }

  /// Nearly all events, for a list of a million hits.
  static let everything = RuleFile(
    text: rule(0, detection: "  selection:\n    eventSource: '*'\n  condition: selection"),
    path: "everything.yml")

  /// Like the repository's sample rule: calls from unused regions.
  static let unusualRegion = RuleFile(
    text: rule(
      0,
      detection: """
          selection:
            eventSource: '*'
            awsRegion: ['ap-east-1', 'af-south-1', 'me-south-1', 'eu-south-1']
          filter_services:
            userIdentity.type: 'AWSService'
          filter_replication:
            eventName: ['ReplicateObject', 'ReplicateDelete', 'ReplicateTags']
          condition: selection and not 1 of filter_*
        """), path: "unusual-region.yml")

  private static let services = [
    "iam", "sts", "ec2", "s3", "kms", "lambda", "cloudtrail", "guardduty", "rds", "ssm",
  ]
  private static let verbs = ["Delete", "Create", "Put", "Update", "Attach", "Detach", "Stop"]
  private static let things = [
    "Trail", "User", "Role", "Policy", "Bucket", "Snapshot", "Detector", "Function", "Key",
  ]

  private static func rule(_ index: Int, detection: String) -> String {
    """
    title: Made rule \(index)
    id: 00000000-0000-4000-8000-\(String(100_000_000_000 + index))
    logsource:
      product: aws
      service: cloudtrail
    detection:
    \(detection)

    """
  }

  private static func text(_ index: Int) -> String {
    let source = "\(services[index % services.count]).amazonaws.com"
    let name = verbs[index % verbs.count] + things[index / verbs.count % things.count]
    return rule(index, detection: detection(index, source, name))
  }

  private static func detection(_ index: Int, _ source: String, _ name: String) -> String {
    switch index % 10 {
    case 0:
      """
        selection:
          eventSource: \(source)
          eventName: [\(name), \(name)V2, \(name)s]
        condition: selection
      """
    case 1:
      """
        selection:
          eventSource: \(source)
          eventName|startswith: \(name)
        filter:
          userIdentity.type: AssumedRole
          userAgent|contains: [Terraform, cloudformation]
        condition: selection and not filter
      """
    case 2:
      """
        selection:
          eventName: \(name)
          errorCode|endswith: Denied\(index)
        condition: selection
      """
    case 3:
      """
        selection:
          userAgent|contains: ['kali-\(index)', 'pacu/\(index)', 'parrot']
        condition: selection
      """
    case 4:
      """
        selection:
          requestParameters.policyDocument|contains|all: ['Principal', 'Allow', '"*"']
          eventName: \(name)
        condition: selection
      """
    case 5:
      """
        selection_a:
          eventName: \(name)
          requestParameters.attribute|contains: userData\(index)
        selection_b:
          responseElements.publiclyAccessible: true
          eventSource: \(source)
        condition: 1 of selection_*
      """
    case 6:
      """
        selection:
          userIdentity.sessionContext.sessionIssuer.userName|re: '^admin-[0-9]{\(index % 7 + 1)}$'
          eventSource: \(source)
        condition: selection
      """
    case 7:
      """
        selection:
          sourceIPAddress|cidr: ['198.51.100.\(index)/32', '203.0.113.0/28']
          eventName: \(name)
        condition: selection
      """
    case 8:
      """
        selection:
          eventSource: \(source)
          eventName: '*\(name)*'
        filter_main_success:
          errorCode: null
        condition: selection and not 1 of filter_main_*
      """
    default:
      """
        selection:
          userIdentity.type: Root
          eventName: \(name)
        filter:
          userIdentity.invokedBy|exists: true
        condition: selection and not filter
      """
    }
  }
}
