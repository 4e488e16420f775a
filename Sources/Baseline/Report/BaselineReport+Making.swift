import Basics
import CloudTrail

extension BaselineReport {
  /// Judges what was counted; nil if there is no event in the window.
  package init?(_ cells: BaselineCells, _ request: BaselineRequest, unreadableFiles: Int = 0) {
    guard let made = Maker(cells, request)?.report(unreadableFiles: unreadableFiles) else {
      return nil
    }
    self = made
  }
}

extension BaselineCells {
  /// Own calls that did not fail, by region and day of a report's window.
  package func evidenceByDay(in report: BaselineReport) -> [String: [Int]] {
    guard let first = CivilDate(report.window.from)?.daysSince1970 else { return [:] }
    var result: [String: [Int]] = [:]
    for cell in cells.cells where first..<first + report.window.span ~= cell.key.day {
      let profile = profiles.profiles[Int(cell.key.profile)]
      guard profile.kind == .own, !profile.flags.contains(.failed) else { continue }
      result[
        regions[cell.key.region], default: Array(repeating: 0, count: report.window.span)][
          cell.key.day - first] += Int(cell.count)
    }
    return result
  }
}

private struct Maker {
  let cells: BaselineCells
  let request: BaselineRequest
  let end: BaselineRequest.Moment
  let world: BaselineWorld

  init?(_ cells: BaselineCells, _ request: BaselineRequest) {
    let newest = cells.cells.cells
      .filter { cells.profiles.profiles[Int($0.key.profile)].kind.isEvent }
      .map { BaselineRequest.Moment(day: $0.key.day, clock: $0.last) }.max()
    guard let newest else { return nil }
    let end = request.until ?? newest
    let firstDay = end.day - request.days + 1
    guard
      let world = BaselineWorld(
        cells, firstDay: firstDay, lastDay: end.day, home: request.home, marked: cells.marked)
    else { return nil }
    (self.cells, self.request, self.end, self.world) = (cells, request, end, world)
  }

  func report(unreadableFiles: Int) -> BaselineReport {
    let evidence = world.regions.values.reduce(0) { $0 + $1.counts.evidence }
    var reports: [Int: RegionReport] = [:]
    for (region, activity) in world.regions {
      reports[region] = report(region, activity, evidence: evidence)
    }
    let exceptions = ServiceExceptions(world) { reports[$0]?.regionClass == .normal }
    var globalServices: [String: [String]] = [:]
    var regions: [String: RegionReport] = [:]
    for (region, var report) in reports {
      if report.regionClass != .normal {
        report.serviceEventsWithoutException = exceptions.uncovered[region] ?? 0
      }
      if report.regionClass != .normal, report.counts.global > 0 {
        globalServices[world.name(region)] = Set(
          world.runs.filter { $0.region == region && $0.profile.kind == .useOfGlobalService }
            .map { cells.texts[$0.profile.detail] }
        ).sorted(by: world.isBefore)
      }
      regions[world.name(region)] = report
    }
    let counted = world.runs.reduce(0) { $0 + ($1.profile.kind.isEvent ? $1.count : 0) }
    let all = cells.cells.cells.reduce(0) { count, cell in
      let isEvent = cells.profiles.profiles[Int(cell.key.profile)].kind.isEvent
      return count + (isEvent ? Int(cell.count) : 0)
    }
    return BaselineReport(
      window: .init(
        from: BaselineRequest.Moment.date(world.window.first), to: end.text, days: request.days,
        span: world.window.span, loggedDays: world.window.loggedDays, events: counted,
        duplicates: cells.duplicates, outside: all - counted + cells.later, skipped: cells.skipped,
        unreadableFiles: unreadableFiles),
      thresholds: ThresholdValues(world.window), home: world.homeName,
      homeRivals: world.rivals.map(world.name),
      allow: reports.filter { $0.value.regionClass == .normal }.map { world.name($0.key) }
        .sorted(by: world.isBefore),
      globalServices: globalServices, exceptions: exceptions.proposed,
      refusedExceptions: exceptions.refused,
      sweepers: world.sweepers.map {
        .init(
          principal: cells.texts[$0.key], regions: $0.value.regions, calls: $0.value.calls,
          changes: $0.value.changes)
      }
      .sorted { world.isBefore($0.principal, $1.principal) },
      regions: regions)
  }

  private func report(_ region: Int, _ activity: Activity, evidence: Int) -> RegionReport {
    let judgement = RegionJudgement(region, activity, in: world)
    let known =
      region == world.home ? Set(activity.regulars) : world.comparison(activity).known
    var accounts: [String: RegionReport.Account] = [:]
    for (account, own) in world.accounts[region] ?? [:] {
      let judgement = RegionJudgement(region, own, in: world)
      accounts[cells.texts[account]] = .init(
        regionClass: judgement.regionClass, reasons: judgement.reasons, counts: figures(own))
    }
    var services: [String: Int] = [:]
    var servedFrom: [String: Int] = [:]
    for run in world.runs where run.region == region {
      switch run.profile.kind {
      case .useOfService where world.sweepers[run.profile.principal] == nil:
        services[cells.texts[run.profile.detail], default: 0] += run.count
      case .servedFrom: servedFrom[cells.texts[run.profile.detail], default: 0] += run.count
      default: break
      }
    }
    var principals: [String: RegionReport.Principal] = [:]
    for (principal, one) in activity.principals {
      principals[cells.texts[principal]] = .init(
        events: one.events, days: one.days.count, changes: one.changes,
        first: one.times.lowerBound.text, last: one.times.upperBound.text,
        knownNetwork: known.contains(principal))
    }
    let networks = activity.networks.map { (name: cells.texts[$0.key], count: $0.value) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : world.isBefore($0.name, $1.name) }
      .prefix(Self.maximumNetworks)
    let name = world.name(region)
    return RegionReport(
      regionClass: judgement.regionClass, reasons: judgement.reasons,
      notes: notes(name, judgement.regionClass, activity, accounts),
      optIn: AWSRegion.named(name)?.isOptIn,
      sharePerMille: evidence == 0
        ? 0 : (1_000 * activity.counts.evidence + evidence / 2) / evidence,
      counts: figures(activity), principals: principals, services: services,
      networks: Dictionary(networks.map { ($0.name, $0.count) }, uniquingKeysWith: +),
      servedFrom: servedFrom, serviceEventsWithoutException: 0, accounts: accounts,
      uncounted: cells.uncounted[name])
  }

  private static let maximumNetworks = 10

  private func notes(
    _ name: String, _ regionClass: RegionClass, _ activity: Activity,
    _ accounts: [String: RegionReport.Account]
  ) -> [String] {
    var notes: [String] = []
    if regionClass == .normal {
      for (id, account) in accounts.sorted(by: { world.isBefore($0.key, $1.key) })
      where account.counts.evidence > 0 && account.regionClass != .normal {
        notes.append(
          "not normal for account \(id) by itself (\(account.regionClass.rawValue)): allow it for "
            + "the other accounts only where the rule can tell accounts apart")
      }
    }
    if regionClass == .unused, activity.counts.global > 0 {
      notes.append(
        "only global services are logged here: an exception for them is safer than the region")
    }
    if let enabling = cells.enablings[name], enabling.time <= end.text {
      notes.append("enabled on \(enabling.time.prefix(10)) by \(enabling.principal)")
    }
    return notes
  }

  private func figures(_ activity: Activity) -> RegionFigures {
    let counts = activity.counts
    return RegionFigures(
      total: counts.total, service: counts.service, forwarded: counts.forwarded,
      global: counts.global, sweeper: counts.sweeper, foreign: counts.foreign,
      errors: counts.errors, evidence: counts.evidence, changes: counts.changes,
      console: counts.console, api: counts.api, days: activity.days.count,
      weeks: activity.weeks(from: world.firstDay), changeDays: activity.changeDays.count,
      first: activity.times?.lowerBound.text, last: activity.times?.upperBound.text,
      strongPrincipals: activity.regulars.count, principalDays: activity.principalDays)
  }
}
