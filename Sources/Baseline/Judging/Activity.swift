import Basics

/// What happened in a region, in all accounts or in one.
struct Activity {
  struct Counts {
    var total = 0
    var service = 0
    var forwarded = 0
    var global = 0
    var sweeper = 0
    var foreign = 0
    var errors = 0
    var evidence = 0
    var changes = 0
    var console = 0
    var api = 0
  }

  /// A principal's evidence.
  struct Principal {
    var events = 0
    var changes = 0
    var days = DaySet()
    var times: ClosedRange<Instant>
    /// Numbers of networks.
    var networks: [UInt32: DaySet] = [:]
  }

  var counts = Counts()
  var days = DaySet()
  var changeDays = DaySet()
  var times: ClosedRange<Instant>?
  /// By number.
  var principals: [UInt32: Principal] = [:]
  var networks: [UInt32: Int] = [:]
  /// Those in whose name services called.
  var forwarders: Set<UInt32> = []

  /// A second.
  typealias Instant = BaselineRequest.Moment

  mutating func add(_ run: EventRun, isSweeper: Bool) {
    counts.total += run.count
    let flags = run.profile.flags
    switch run.profile.kind {
    case .service:
      counts.service += run.count
      if flags.contains(.forwarded) {
        counts.forwarded += run.count
        forwarders.insert(run.profile.principal)
      }
    case .foreign: counts.foreign += run.count
    case .global: counts.global += run.count
    case .own:
      if isSweeper {
        counts.sweeper += run.count
      } else if flags.contains(.failed) {
        counts.errors += run.count
      } else {
        addEvidence(run)
      }
    case .useOfService, .useOfGlobalService, .servedFrom: counts.total -= run.count
    }
  }

  private mutating func addEvidence(_ run: EventRun) {
    counts.evidence += run.count
    if run.profile.flags.contains(.console) {
      counts.console += run.count
    } else {
      counts.api += run.count
    }
    days.formUnion(run.days)
    times = times.map { $0.around(run.times) } ?? run.times
    let isChange = run.profile.flags.contains(.change)
    if isChange {
      counts.changes += run.count
      changeDays.formUnion(run.days)
    }
    var principal = principals[run.profile.principal] ?? Principal(times: run.times)
    principal.events += run.count
    if isChange { principal.changes += run.count }
    principal.days.formUnion(run.days)
    principal.times = principal.times.around(run.times)
    if run.profile.detail != Profile.none {
      principal.networks[run.profile.detail, default: DaySet()].formUnion(run.days)
      networks[run.profile.detail, default: 0] += run.count
    }
    principals[run.profile.principal] = principal
  }

  /// Principals that are active on three days or more.
  var regulars: [UInt32] {
    principals.filter { $0.value.days.count >= Thresholds.strongDays }.map(\.key)
  }

  var principalDays: Int { principals.values.reduce(0) { $0 + $1.days.count } }

  /// ISO weeks with evidence.
  func weeks(from firstDay: Int) -> Int {
    // A week begins on a Monday; 1970-01-01 was a Thursday.
    Set(days.days.map { ($0 + firstDay + 3) / 7 }).count
  }
}

extension BaselineRequest.Moment: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.day, left.clock) < (right.day, right.clock)
  }
}

extension ClosedRange {
  func around(_ other: ClosedRange) -> ClosedRange {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}

/// The events of a profile in a region on all its days in the window.
struct EventRun {
  let region: Int
  let profile: Profile
  var count: Int
  var days: DaySet
  var times: ClosedRange<BaselineRequest.Moment>
}
