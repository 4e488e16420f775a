import Basics

/// A unit of time at UTC boundaries: a day begins at midnight, a week on Monday, a month on its
/// first day.
///
///     TimeUnit.hour.start(of: t)   // 2025-11-02T14:00:00Z for 2025-11-02T14:03:59Z
public enum TimeUnit: Sendable, Hashable, CaseIterable {
  case minute, fiveMinutes, quarterHour, hour, sixHours, day, week, month

  /// `nil` for a month, whose length varies.
  public var milliseconds: Int64? {
    switch self {
    case .minute: 60_000
    case .fiveMinutes: 300_000
    case .quarterHour: 900_000
    case .hour: 3_600_000
    case .sixHours: 21_600_000
    case .day: 86_400_000
    case .week: 604_800_000
    case .month: nil
    }
  }

  public var words: String {
    switch self {
    case .minute: "1 minute"
    case .fiveMinutes: "5 minutes"
    case .quarterHour: "15 minutes"
    case .hour: "1 hour"
    case .sixHours: "6 hours"
    case .day: "1 day"
    case .week: "1 week"
    case .month: "1 month"
    }
  }

  /// 1970-01-01 was a Thursday, so the first Monday was four days later.
  private var origin: Int64 { self == .week ? 4 * 86_400_000 : 0 }

  /// The number of the unit that contains a time. Adjacent units differ by one.
  public func index(of time: Int64) -> Int64 {
    guard let length = milliseconds else {
      let date = CivilTime(milliseconds: time).date
      return Int64(date.year) * 12 + Int64(date.month) - 1
    }
    return (time - origin).dividedDown(by: length)
  }

  /// The start of a unit, in milliseconds since 1970.
  public func start(ofIndex index: Int64) -> Int64 {
    guard let length = milliseconds else {
      let year = index.dividedDown(by: 12)
      let first = CivilDate(year: Int(year), month: Int(index - year * 12) + 1, day: 1)
      return Int64(first?.daysSince1970 ?? 0) * 86_400_000
    }
    return index * length + origin
  }
}
