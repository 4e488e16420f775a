import Basics
import CloudTrail

/// The class of a region and the reasons for it, one sentence a condition.
///
///     never     first used on 2026-02-20, in the last 20 % of the window
///     review    days with activity: 9, 14 needed
///     normal    61 days in 13 weeks with activity, 5 regular principals, …
///
/// A region is normal only if no condition fails: doubt is never resolved in its favour.
struct RegionJudgement {
  let regionClass: RegionClass
  let reasons: [String]

  init(_ region: Int, _ activity: Activity, in world: BaselineWorld) {
    let judge = Judge(region: region, activity: activity, world: world)
    (regionClass, reasons) = judge.judge()
  }
}

private struct Judge {
  let region: Int
  let activity: Activity
  let world: BaselineWorld

  private var name: String { world.name(region) }
  private var home: String { world.homeName ?? "" }
  private var window: Window { world.window }

  func judge() -> (RegionClass, [String]) {
    var never = signsOfAbuse()
    if let reason = world.uncountedReason(region) { never.append(reason) }
    guard activity.counts.evidence > 0, let times = activity.times else {
      return never.isEmpty ? (.unused, unusedReasons()) : (.never, never)
    }
    let (first, last) = (times.lowerBound.day, times.upperBound.day)
    let comparison = region == world.home ? BaselineWorld.Comparison() : world.comparison(activity)
    never += signsOfProbing(first: first, comparison)
    guard never.isEmpty else { return (.never, never) }
    let review = shortcomings(first: first, last: last, known: comparison.known.count)
    guard review.isEmpty else { return (.review, review) }
    return (.normal, normalReasons(first: first, last: last))
  }

  /// What also counts against a region in which nobody works.
  private func signsOfAbuse() -> [String] {
    var reasons: [String] = []
    if let count = world.truePositives[region], count > 0 {
      reasons.append(
        "\(Words.count(count, "event")) here \(count == 1 ? "is" : "are") marked as a true positive"
      )
    }
    if AWSRegion.named(name) == nil {
      reasons.append("\(name) is no region known to this version")
    }
    let counts = activity.counts
    let calls = counts.evidence + counts.errors
    if calls > 0, 100 * counts.errors > Thresholds.failedPercent * calls {
      reasons.append(
        "\(counts.errors) of \(calls) calls failed (more than \(Thresholds.failedPercent) %)")
    }
    return reasons
  }

  private func unusedReasons() -> [String] {
    let counts = activity.counts
    var parts = [Words.count(counts.service, "event") + " of services"]
    if counts.global > 0 { parts.append("\(counts.global) of global services") }
    if counts.sweeper > 0 { parts.append("\(counts.sweeper) of sweepers") }
    if counts.foreign > 0 { parts.append("\(counts.foreign) of other accounts") }
    if counts.errors > 0 { parts.append("\(counts.errors) failed") }
    var reasons = ["nobody works here: " + parts.joined(separator: ", ")]
    if let first = world.firstByName(activity.forwarders) {
      reasons.append(
        "\(Words.count(counts.forwarded, "event")) of services in the name of "
          + "\(Words.count(activity.forwarders.count, "principal")): \(first)")
    }
    return reasons
  }

  /// What looking around, mining and stolen keys look like.
  private func signsOfProbing(first: Int, _ comparison: BaselineWorld.Comparison) -> [String] {
    var reasons: [String] = []
    let isLate =
      100 * (first - window.first) >= (100 - Thresholds.lastPartPercent) * window.span
    if isLate {
      reasons.append(
        "first used on \(BaselineRequest.Moment.date(first)), in the last "
          + "\(Thresholds.lastPartPercent) % of the window")
    }
    if activity.counts.changes == 0 {
      reasons.append("nothing was changed here: all calls only read")
    }
    let total = activity.principalDays
    if let (top, days) = topPrincipal(), 100 * days >= Thresholds.dominantPercent * total {
      reasons.append(
        "one principal makes up \(100 * days / total) % of the days worked here "
          + "(\(days) of \(total)): \(top)")
    }
    let wait = window.firstSeenDays
    let age = window.last - first
    let allCameLate = activity.principals.allSatisfy { principal, one in
      let arrival = one.times.lowerBound.day
      return arrival - world.start(of: principal, in: region, since: arrival) >= wait
    }
    if age < Thresholds.baseDays, allCameLate {
      reasons.append(
        "nobody was here from the start: every principal came \(wait) days or more after its "
          + "first use elsewhere, or after the start of the window")
    }
    if comparison.known.isEmpty, let stranger = comparison.strangers.first {
      reasons.append(
        "nobody who also works in \(home) comes here from the same network as there: "
          + "on \(stranger.same) of \(stranger.days) days for \(world.cells.texts[stranger.principal])"
      )
    }
    return reasons
  }

  private func topPrincipal() -> (name: String, days: Int)? {
    let most = activity.principals.values.map(\.days.count).max()
    guard let most else { return nil }
    let top = activity.principals.filter { $0.value.days.count == most }.keys
    return world.firstByName(top).map { ($0, most) }
  }

  /// What a normal region would have and this one lacks.
  private func shortcomings(first: Int, last: Int, known: Int) -> [String] {
    var reasons: [String] = []
    func need(_ what: String, _ count: Int, _ wanted: Int) {
      if count < wanted { reasons.append("\(what): \(count), \(wanted) needed") }
    }
    need("days of logs", window.loggedDays, Thresholds.minimumLoggedDays)
    need("days with activity", activity.days.count, window.evidenceDays)
    need("weeks with activity", activity.weeks(from: world.firstDay), window.evidenceWeeks)
    need(
      "principals active on \(Thresholds.strongDays) days or more", activity.regulars.count,
      Thresholds.strongPrincipals)
    need("days with changes", activity.changeDays.count, window.changeDays)
    let (age, idle) = (window.last - first, window.last - last)
    if age < window.firstSeenDays {
      reasons.append(
        "first used \(Words.count(age, "day")) before the end of the window, "
          + "\(window.firstSeenDays) needed")
    }
    if idle > window.lastSeenDays {
      reasons.append(
        "last used \(Words.count(idle, "day")) before the end of the window, "
          + "at most \(window.lastSeenDays) allowed")
    }
    if region != world.home {
      need(
        "regular principals that come from the same network as in \(home)", known,
        Thresholds.knownPrincipals)
    } else if let rival = world.rivals.first {
      reasons.append(
        "it is not clear that \(name) is the home region: "
          + "\(world.strangersToHome(rival).count) regular principals work in \(world.name(rival)) "
          + "and never here, and nobody in both from the same network; name the home region")
    }
    if let reason = world.uncountedElsewhereReason { reasons.append(reason) }
    return reasons
  }

  private func normalReasons(first: Int, last: Int) -> [String] {
    var reasons = [
      "\(Words.count(activity.days.count, "day")) in "
        + "\(Words.count(activity.weeks(from: world.firstDay), "week")) with activity, "
        + "\(Words.count(activity.regulars.count, "regular principal")), "
        + "\(Words.count(activity.changeDays.count, "day")) with changes, "
        + "used since \(BaselineRequest.Moment.date(first)), "
        + "last on \(BaselineRequest.Moment.date(last))"
    ]
    if region == world.home {
      reasons.append(
        world.isHomeTold
          ? "the home region, as it was told"
          : "the home region: it has the most regular principals")
    }
    return reasons
  }
}

/// Numbers with their nouns, without separators, as baseline files have them.
enum Words {
  /// `1 day`, `1204 days`
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
