import Basics

/// All that happened in the window, and what follows from it: sweepers, the home region, its
/// rivals, and from where its people work.
struct BaselineWorld {
  let cells: BaselineCells
  let window: Window
  /// The window's first day as a date; days of `DaySet` count from here.
  let firstDay: Int
  let runs: [EventRun]
  /// By number of region.
  private(set) var regions: [Int: Activity] = [:]
  private(set) var accounts: [Int: [UInt32: Activity]] = [:]
  private(set) var sweepers: [UInt32: Sweeper] = [:]
  /// First successful own call of each principal in each region.
  private var firstUses: [UInt32: [Int: Int]] = [:]
  private(set) var truePositives: [Int: Int] = [:]
  let marked: [BaselineCells.MarkedEvent]
  /// The number of the home region; nil if it has no events.
  private(set) var home: Int?
  private(set) var homeName: String?
  let isHomeTold: Bool
  /// By regular principal of the home region, the networks from which it works there on a fifth of
  /// its days.
  private var usualNetworks: [UInt32: Set<UInt32>] = [:]
  private(set) var rivals: [Int] = []

  struct Sweeper {
    let regions: Int
    let calls: Int
    let changes: Int
  }

  /// - Parameters:
  ///   - firstDay: the first day that the window may have.
  ///   - end: its end.
  /// nil without events in it.
  init?(
    _ cells: BaselineCells, firstDay: Int, lastDay: Int, home: String?,
    marked: [BaselineCells.MarkedEvent]
  ) {
    var runs: [EventRun] = []
    var loggedDays: Set<Int> = []
    let sorted = cells.cells.cells.filter { firstDay...lastDay ~= $0.key.day }
      .sorted { $0.key < $1.key }
    for cell in sorted {
      let profile = cells.profiles.profiles[Int(cell.key.profile)]
      let times =
        BaselineRequest.Moment(
          day: cell.key.day, clock: cell.first)...BaselineRequest.Moment(
          day: cell.key.day, clock: cell.last)
      if profile.kind.isEvent { loggedDays.insert(cell.key.day) }
      if let last = runs.indices.last, runs[last].region == cell.key.region,
        runs[last].profile == profile
      {
        runs[last].count += Int(cell.count)
        runs[last].days.insert(cell.key.day - firstDay)
        runs[last].times = runs[last].times.around(times)
      } else {
        var days = DaySet()
        days.insert(cell.key.day - firstDay)
        runs.append(
          EventRun(
            region: cell.key.region, profile: profile, count: Int(cell.count), days: days,
            times: times))
      }
    }
    guard let firstLogged = loggedDays.min() else { return nil }
    self.cells = cells
    self.runs = runs
    self.firstDay = firstDay
    window = Window(first: firstLogged, last: lastDay, loggedDays: loggedDays.count)
    self.marked = marked.filter { firstDay...lastDay ~= $0.day }
    isHomeTold = home != nil
    findSweepers()
    addActivities()
    for event in self.marked {
      if let region = cells.regions.firstIndex(of: event.region) {
        truePositives[region, default: 0] += 1
      }
    }
    chooseHome(home)
  }

  func name(_ region: Int) -> String { cells.regions[region] }

  /// Orders texts as Python and most others do, by Unicode scalar.
  func isBefore(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// The first of some principals by name.
  func firstByName(_ principals: some Sequence<UInt32>) -> String? {
    principals.map { cells.texts[$0] }.min(by: isBefore)
  }

  /// Principals that look into nearly all regions and change next to nothing.
  private mutating func findSweepers() {
    var found: [UInt32: (regions: Set<Int>, calls: Int, changes: Int)] = [:]
    var allRegions: Set<Int> = []
    for run in runs where run.profile.kind.isEvent {
      allRegions.insert(run.region)
      guard run.profile.kind == .own || run.profile.kind == .global else { continue }
      var one = found[run.profile.principal] ?? ([], 0, 0)
      one.regions.insert(run.region)
      one.calls += run.count
      if run.profile.flags.contains(.change) { one.changes += run.count }
      found[run.profile.principal] = one
    }
    for (principal, one) in found
    where one.regions.count >= Thresholds.sweeperRegions
      && 100 * one.regions.count >= Thresholds.sweeperRegionPercent * allRegions.count
      && 100 * one.changes <= Thresholds.sweeperChangePercent * one.calls
    {
      sweepers[principal] = Sweeper(
        regions: one.regions.count, calls: one.calls, changes: one.changes)
    }
  }

  private mutating func addActivities() {
    for run in runs where run.profile.kind.isEvent {
      let principal = run.profile.principal
      let isSweeper = sweepers[principal] != nil
      regions[run.region, default: Activity()].add(run, isSweeper: isSweeper)
      accounts[run.region, default: [:]][run.profile.account, default: Activity()]
        .add(run, isSweeper: isSweeper)
      if run.profile.kind == .own, !run.profile.flags.contains(.failed) {
        let day = run.times.lowerBound.day
        firstUses[principal, default: [:]][run.region] = min(
          firstUses[principal]?[run.region] ?? day, day)
      }
    }
  }

  // MARK: - What did not fit

  /// Why nothing can be said for a region of which not all events are counted.
  func uncountedReason(_ region: Int) -> String? {
    guard let count = cells.uncounted[name(region)], count > 0 else { return nil }
    return "more happened here than this version counts: \(Words.count(count, "event")) "
      + "\(count == 1 ? "is" : "are") in none of these figures"
  }

  /// Why nothing is proposed if events of any region are not counted: a sweeper or a stranger may
  /// be among them.
  var uncountedElsewhereReason: String? {
    let count = cells.uncounted.values.reduce(0, +)
    guard count > 0 else { return nil }
    return "more happened elsewhere than this version counts: \(Words.count(count, "event"))"
  }

  // MARK: - The home region

  private mutating func chooseHome(_ told: String?) {
    let used = regions.keys.filter { regions[$0]?.counts.evidence ?? 0 > 0 }
    if let told {
      // A region without events is nobody's home: nothing can be compared with it.
      home = cells.regions.firstIndex { $0.hasSameBytes(as: told) }
      homeName = told
    } else {
      let sizes = used.map { region -> (Int, Int, Int) in
        let activity = regions[region] ?? Activity()
        return (region, activity.regulars.count, activity.principalDays)
      }
      home =
        sizes.min { left, right in
          (right.1, right.2) != (left.1, left.2)
            ? (right.1, right.2) < (left.1, left.2) : isBefore(name(left.0), name(right.0))
        }?.0
    }
    if told == nil { homeName = home.map(name) }
    guard let home, let activity = regions[home] else { return }
    let regulars = activity.regulars
    for principal in regulars {
      guard let one = activity.principals[principal] else { continue }
      usualNetworks[principal] = Set(
        one.networks.filter {
          $0.value.count >= Thresholds.strongDays
            && 100 * $0.value.count >= Thresholds.usualNetworkPercent * one.days.count
        }.keys)
    }
    guard !isHomeTold else { return }
    rivals =
      used.filter { region in
        guard region != home, let activity = regions[region] else { return false }
        let count = strangersToHome(region).count
        return count >= Thresholds.strongPrincipals
          && Thresholds.rivalFactor * count > regulars.count
          && comparison(activity).known.isEmpty
      }
      .map { (region: $0, count: strangersToHome($0).count) }
      .sorted {
        $0.count != $1.count ? $0.count > $1.count : isBefore(name($0.region), name($1.region))
      }
      .map(\.region)
  }

  /// The regular principals of a region that never work in the home region.
  func strangersToHome(_ region: Int) -> [UInt32] {
    guard let home, let there = regions[home] else { return [] }
    return regions[region]?.regulars.filter { there.principals[$0] == nil } ?? []
  }

  struct Comparison {
    /// Those that come from the same networks as in the home region.
    var known: Set<UInt32> = []
    /// Those that have a usual network there and do not come from it.
    var strangers: [(principal: UInt32, same: Int, days: Int)] = []
  }

  /// The regular principals that also work in the home region, by their networks.
  func comparison(_ activity: Activity) -> Comparison {
    var result = Comparison()
    guard let home, let homeActivity = regions[home] else { return result }
    let regulars = activity.regulars.map { (principal: $0, name: cells.texts[$0]) }
      .sorted { isBefore($0.name, $1.name) }.map(\.principal)
    for principal in regulars {
      guard let usual = usualNetworks[principal],
        let here = activity.principals[principal]?.networks,
        let there = homeActivity.principals[principal]?.networks
      else { continue }
      let hereDays = here.values.reduce(into: DaySet()) { $0.formUnion($1) }
      let thereDays = there.values.reduce(into: DaySet()) { $0.formUnion($1) }
      let both = hereDays.intersection(thereDays).count
      var sameDays = DaySet()
      let days: Int
      if both >= Thresholds.strongDays {
        days = both
        for (network, on) in here {
          if let also = there[network] { sameDays.formUnion(on.intersection(also)) }
        }
      } else {
        days = hereDays.count
        for (network, on) in here where usual.contains(network) { sameDays.formUnion(on) }
      }
      let same = sameDays.count
      guard days >= Thresholds.strongDays else { continue }
      if 100 * same >= Thresholds.sameNetworkPercent * days {
        result.known.insert(principal)
      } else if !usual.isEmpty {
        result.strangers.append((principal, same, days))
      }
    }
    return result
  }

  /// The first day on which a principal was seen elsewhere, if that was before it came here; else
  /// the window's.
  func start(of principal: UInt32, in region: Int, since here: Int) -> Int {
    let elsewhere = firstUses[principal]?.filter { $0.key != region }.values.min() ?? here
    return elsewhere < here ? elsewhere : window.first
  }
}

extension Profile.Kind {
  /// Whether cells of this kind count events, and not a second aspect of them.
  var isEvent: Bool {
    switch self {
    case .service, .foreign, .global, .own: true
    case .useOfService, .useOfGlobalService, .servedFrom: false
    }
  }
}
