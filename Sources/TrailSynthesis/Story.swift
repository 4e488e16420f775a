import Basics

/// Recurring activity in one of the regions that the sample rule finds unusual: most of what an
/// analyst has to judge.
///
///     the CDN team's new business in ap-east-1, in the last part of the time, in office hours
struct Story: Sendable {
  let actor: Actor
  let regions: [String]
  /// Its share in 100 hits that are not scripted.
  let share: Int
  let rhythm: Rhythm

  enum Rhythm: Sendable {
    /// On weekdays, within a part of the period (in percent) and of the day (UTC hours).
    case workdays(within: ClosedRange<Int>, hours: Range<Int>)
    /// Every night within some minutes after an hour.
    case nightly(hour: Int, minutes: Int)
    /// Mondays within some minutes after an hour.
    case weekly(hour: Int, minutes: Int)
    case anyTime
  }

  /// The time of the `index`th of `count` events, in seconds from the start of the period.
  func moment(
    _ index: Int, of count: Int, start: Int, days: Int, random: inout SplitMix64
  ) -> Int {
    let day = CivilTime.secondsPerDay
    let moment: Int
    switch rhythm {
    case .anyTime:
      moment = random.below(days * day)
    case .nightly(let hour, let minutes):
      moment = index * days / count * day + hour * 3600 + random.below(minutes * 60)
    case .weekly(let hour, let minutes):
      let weeks = max(1, days / 7)
      let startDay = (7 - CivilTime(secondsSince1970: start).weekday) % 7
      let date = min(startDay + index * weeks / count * 7, days - 1)
      moment = date * day + hour * 3600 + random.below(minutes * 60)
    case .workdays(let part, let hours):
      let first = days * part.lowerBound / 100
      let last = max(first + 1, days * part.upperBound / 100)
      var date = first
      // A few draws find a weekday, unless the part is a weekend.
      for _ in 0..<8 {
        date = first + random.below(last - first)
        if CivilTime(secondsSince1970: start + date * day).weekday < 5 { break }
      }
      moment = date * day + hours.lowerBound * 3600 + random.below(hours.count * 3600)
    }
    return min(max(0, moment), days * day - 1)
  }
}
