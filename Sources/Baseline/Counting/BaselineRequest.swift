import Basics

/// What is counted for a baseline.
package struct BaselineRequest: Sendable {
  /// Calendar days (UTC), the last included.
  package var days = 90
  /// The end of the window; nil: the newest event.
  package var until: Moment?
  /// IDs of events that somebody marked as a true positive.
  package var truePositives: Set<String> = []
  /// The company's main region, where it can't be told from the logs.
  package var home: String?
  package var limits = BaselineCells.Limits()

  package init() {}

  /// A second: days since 1970, and the time of day as a decimal number.
  package struct Moment: Sendable, Hashable {
    package var day: Int
    package var clock: UInt32

    package init(day: Int, clock: UInt32) { (self.day, self.clock) = (day, clock) }

    /// `2026-03-01T09:41:07Z`
    package var text: String {
      let digits = String(1_000_000 + clock).dropFirst()
      let (hour, rest) = (digits.prefix(2), digits.dropFirst(2))
      return "\(Self.date(day))T\(hour):\(rest.prefix(2)):\(rest.dropFirst(2))Z"
    }

    package static func date(_ day: Int) -> String {
      CivilDate(daysSince1970: day).description
    }
  }
}
