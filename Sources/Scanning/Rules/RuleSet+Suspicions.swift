import CloudTrail
import Sigma
import SourceYAML

extension RegionNames {
  /// The regions of AWS.
  public static let aws = RegionNames(AWSRegion.all.map { ($0.code, $0.place) })
}

extension RuleSet {
  /// Warnings about what the rules' authors probably did not mean: fields, values and conditions
  /// with which they can never match.
  ///
  /// - Parameter knownFields: further fields of the events.
  public func suspicions(knownFields: [String]) -> [Diagnostic] {
    let checks = RuleChecks(regions: .aws, knownFields: knownFields)
    return (files + filterFiles).flatMap(checks.warnings)
  }
}
