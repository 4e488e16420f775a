import Baseline
import Basics
import RuleEditing

/// What a baseline proposes for a rule: regions to allow, and exceptions for services.
///
///     allow eu-central-1        64 days in 13 weeks with activity, 9 regular principals, …
///     except config's role      41 events on 9 days, all of the service itself
///
/// It is a value: the edits are planned, proven and written as one.
public struct BaselineProposal: Sendable {
  /// How a rule names regions. A list of suspected regions goes stale when AWS opens one.
  public enum Form: String, Sendable, CaseIterable {
    /// The selections keep their lists.
    case list
    /// The selections match in all regions, and the allowlist decides.
    case all
  }

  /// One line of the proposal.
  public struct Item: Sendable {
    public enum Kind: Sendable { case region, service, globalService }
    public let kind: Kind
    /// The region that it allows; nil for an exception of a service.
    public let region: String?
    /// `eu-central-1`, `userIdentity.type AWSService`
    public let name: String
    public let edit: RuleEdit
    public let reasons: [String]
  }

  public let items: [Item]
  /// Normal regions that the rule allows already.
  public let alreadyAllowed: [String]
  /// Regions with events that neither the rule's lists nor the proposal name, with the number of
  /// events. With the form `list`, the rule does not see them.
  public let unnamed: [(region: String, events: Int)]
  /// Whether the rule has a list of suspected regions.
  public let hasList: Bool
  /// Normal regions in that list.
  private let suspected: Set<String>

  public init(_ report: BaselineReport, for regions: RuleRegions) {
    var items: [Item] = []
    var alreadyAllowed: [String] = []
    for name in report.allow {
      guard let region = report.regions[name] else { continue }
      if regions.standing(of: name).isAllowed {
        alreadyAllowed.append(name)
      } else {
        items.append(Self.item(name, region))
      }
    }
    items += Self.services(report)
    items += Self.globalServices(report)
    self.items = items
    self.alreadyAllowed = alreadyAllowed
    hasList = !regions.allowlist.suspected.isEmpty
    suspected = Set(
      report.allow.filter {
        switch regions.standing(of: $0) {
        case .suspected, .suspectedByPattern: true
        default: false
        }
      })
    unnamed = report.regions
      .filter { name, _ in
        !report.allow.contains(name) && regions.standing(of: name) == .unnamed
      }
      .map { (region: $0.key, events: $0.value.counts.total) }
      .sorted { $0.region < $1.region }
  }

  /// The edit of all items; nil without any.
  public func edit(_ form: Form) -> RuleEdit? {
    let widening: [RuleEdit] = form == .all && hasList ? [.matchAllRegions] : []
    let edits = widening + items.filter { form == .all || !isIdle($0) }.map(\.edit)
    return edits.isEmpty ? nil : .all(edits)
  }

  /// Whether the rule's list does not name the region of an exception.
  private func isIdle(_ item: Item) -> Bool {
    guard hasList, let region = item.region, case .addException = item.edit else { return false }
    return !suspected.contains(region)
  }

  /// A region is allowed for all accounts, or for those in which it is normal if it is not in
  /// others that use it.
  private static func item(_ name: String, _ region: RegionReport) -> Item {
    let using = region.accounts.filter { $0.value.counts.evidence > 0 }
    let normal = using.filter { $0.value.regionClass == .normal }.keys.sorted()
    guard !normal.isEmpty, normal.count < using.count else {
      return Item(
        kind: .region, region: name, name: name, edit: .allowRegion(name),
        reasons: region.reasons + region.notes)
    }
    let exception = RuleException(
      name: "allowed_" + name.replacing(text: "-", by: "_"),
      tests: [
        .init(field: "awsRegion", values: [name]),
        .init(field: "recipientAccountId", values: normal),
      ])
    return Item(
      kind: .region, region: name, name: "\(name) for \(normal.joined(separator: ", "))",
      edit: .addException(exception), reasons: region.reasons + region.notes)
  }

  /// The exceptions for services, narrower ones first: a role before `invokedBy`, which is left out
  /// where the role says the same.
  private static func services(_ report: BaselineReport) -> [Item] {
    func isRole(_ exception: ServiceException) -> Bool { exception.value.begins(with: "*:role") }
    let roles = report.exceptions.filter(isRole)
    let others = report.exceptions.filter { other in
      !isRole(other)
        && !roles.contains {
          $0.value.has(text: "/aws-service-role/\(other.value)/") && $0.hits >= other.hits
        }
    }
    let elsewhere = Set(report.regions.filter { $0.value.regionClass != .normal }.keys)
    return (roles + others).map { exception in
      var tests: [RuleException.FieldTest]
      if isRole(exception) {
        tests = [
          .init(
            field: exception.field, relation: .endsWith,
            values: [String(exception.value.dropFirst())])
        ]
      } else {
        tests = [.init(field: exception.field, values: [exception.value])]
      }
      // If the service is in every region, so is the exception.
      if Set(exception.regions) != elsewhere {
        tests.append(.init(field: "awsRegion", values: exception.regions))
      }
      return Item(
        kind: .service, region: nil, name: "\(exception.field) \(exception.value)",
        edit: .addException(RuleException(tests: tests)),
        reasons: exception.reasons)
    }
  }

  /// Global services in a region where nothing else happens.
  private static func globalServices(_ report: BaselineReport) -> [Item] {
    report.globalServices.sorted { $0.key < $1.key }.compactMap { name, services in
      guard let region = report.regions[name], region.regionClass == .unused else { return nil }
      let exception = RuleException(
        name: "global_services_" + name.replacing(text: "-", by: "_"),
        tests: [
          .init(field: "awsRegion", values: [name]), .init(field: "eventSource", values: services),
        ])
      return Item(
        kind: .globalService, region: nil, name: "global services in \(name)",
        edit: .addException(exception),
        reasons: region.reasons + region.notes)
    }
  }
}
