import Basics

/// The exceptions for what services do in regions that are not normal, and what speaks against the
/// others.
///
/// Only on what a caller can't choose: `userIdentity.type` AWSService, a service-linked role, and
/// `userIdentity.invokedBy`; and only where no event with that value has a principal of the company
/// behind it.
struct ServiceExceptions {
  private(set) var proposed: [ServiceException] = []
  private(set) var refused: [ServiceException] = []
  /// Events of services that no proposed exception covers, by region.
  private(set) var uncovered: [Int: Int] = [:]

  private struct Key: Hashable {
    let field: String
    let value: String
  }

  private struct Group {
    var hits = 0
    var days = DaySet()
    var regions: Set<Int> = []
    var people: Set<UInt32> = []
    var truePositives = 0
  }

  init(_ world: BaselineWorld, isNormal: (Int) -> Bool) {
    var groups: [Key: Group] = [:]
    for run in world.runs where run.profile.kind == .service {
      for key in Self.keys(run.profile, world) {
        var group = groups[key] ?? Group()
        if run.profile.flags.contains(.forwarded) { group.people.insert(run.profile.principal) }
        if !isNormal(run.region) {
          group.hits += run.count
          group.days.formUnion(run.days)
          group.regions.insert(run.region)
        }
        groups[key] = group
      }
    }
    for event in world.marked {
      for key in Self.keys(event) where groups[key] != nil { groups[key]?.truePositives += 1 }
    }
    var taken: Set<Key> = []
    for (key, group) in groups.sorted(by: { Self.isBefore($0.key, $1.key, world) })
    where group.hits > 0 {
      var reasons = Self.objections(to: group, world)
      let isProposed = reasons.isEmpty
      if isProposed {
        reasons = ["\(group.hits) events on \(group.days.count) days, all of the service itself"]
      }
      let exception = ServiceException(
        field: key.field, value: key.value, hits: group.hits, days: group.days.count,
        regions: group.regions.map(world.name).sorted(by: world.isBefore), reasons: reasons)
      if isProposed {
        proposed.append(exception)
        taken.insert(key)
      } else {
        refused.append(exception)
      }
    }
    for run in world.runs
    where run.profile.kind == .service
      && !Self.keys(run.profile, world).contains(where: taken.contains)
    {
      uncovered[run.region, default: 0] += run.count
    }
  }

  private static func isBefore(_ left: Key, _ right: Key, _ world: BaselineWorld) -> Bool {
    left.field == right.field
      ? world.isBefore(left.value, right.value) : world.isBefore(left.field, right.field)
  }

  private static func objections(to group: Group, _ world: BaselineWorld) -> [String] {
    var reasons: [String] = []
    if group.truePositives > 0 {
      reasons.append(
        "\(Words.count(group.truePositives, "event")) marked as a true positive would be left out")
    }
    if let first = world.firstByName(group.people) {
      let more = group.people.count - 1
      reasons.append(
        "the service also acts for others: \(first)" + (more > 0 ? " and \(more) more" : ""))
    }
    if group.hits < Thresholds.exceptionHits {
      reasons.append("events: \(group.hits), \(Thresholds.exceptionHits) needed")
    }
    if group.days.count < Thresholds.exceptionDays {
      reasons.append("days: \(group.days.count), \(Thresholds.exceptionDays) needed")
    }
    if let reason = world.uncountedElsewhereReason { reasons.append(reason) }
    return reasons
  }

  private static func keys(_ profile: Profile, _ world: BaselineWorld) -> [Key] {
    func text(_ number: UInt32) -> String? {
      number == Profile.none ? nil : world.cells.texts[number]
    }
    return keys(
      isAWSService: profile.flags.contains(.isAWSService), serviceRole: text(profile.serviceRole),
      invokedBy: text(profile.invokedBy))
  }

  private static func keys(_ event: BaselineCells.MarkedEvent) -> [Key] {
    keys(
      isAWSService: event.isAWSService, serviceRole: event.serviceRole, invokedBy: event.invokedBy)
  }

  private static func keys(isAWSService: Bool, serviceRole: String?, invokedBy: String?) -> [Key] {
    if isAWSService { return [Key(field: "userIdentity.type", value: "AWSService")] }
    return [
      serviceRole.map { Key(field: "userIdentity.sessionContext.sessionIssuer.arn", value: $0) },
      invokedBy.map { Key(field: "userIdentity.invokedBy", value: $0) },
    ].compactMap(\.self)
  }
}
