/// A moment in UTC as calendar numbers, without a formatter or a time zone.
///
///     CivilTime(secondsSince1970: 1_772_409_600)    // 2026-03-02 00:00:00, a Monday
public struct CivilTime: Sendable, Hashable {
  public let date: CivilDate
  public let hour, minute, second: Int

  public static let secondsPerDay = 86_400

  public init(secondsSince1970 seconds: Int) {
    let rest = (seconds % Self.secondsPerDay + Self.secondsPerDay) % Self.secondsPerDay
    date = CivilDate(daysSince1970: (seconds - rest) / Self.secondsPerDay)
    hour = rest / 3_600
    minute = rest / 60 % 60
    second = rest % 60
  }

  public init(milliseconds: Int64) {
    self.init(secondsSince1970: Int(milliseconds.dividedDown(by: 1_000)))
  }

  public var year: Int { date.year }
  public var month: Int { date.month }
  public var day: Int { date.day }
  /// 0 is Monday, 6 is Sunday.
  public var weekday: Int { date.weekday }
}

extension Int64 {
  /// The quotient rounded down, below zero too: -1 divided by 1,000 is -1.
  public func dividedDown(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
