import Basics
import Foundation

/// The current time of a session, for decisions and for `modified:`.
///
/// `SOURCE_DATE_EPOCH` (seconds since 1970;
/// https://reproducible-builds.org/specs/source-date-epoch/) stops it at that moment, so that the
/// same keys give the same bytes.
public struct SessionClock: Sendable {
  /// Milliseconds since 1970.
  private let fixed: Int64?
  private let started: Int64

  public init(environment: [String: String], started: Int64? = nil) {
    fixed = environment["SOURCE_DATE_EPOCH"].flatMap { Int64($0) }
      .map { min(max($0, 0), Self.lastSecond) * 1_000 }
    self.started = started ?? fixed ?? Self.systemNow
  }

  /// The end of the year 9999: later times have no four-digit year.
  private static let lastSecond: Int64 = 253_402_300_799

  public init(fixedAt milliseconds: Int64) {
    fixed = milliseconds
    started = milliseconds
  }

  private static var systemNow: Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }

  public var now: Int64 { fixed ?? Self.systemNow }

  /// `2026-11-02T14:03:59Z`
  public var timestamp: String { Timestamp.text(milliseconds: now) }

  /// `2026-11-02`
  public var date: String { Timestamp.dateText(milliseconds: now) }

  /// The day, UTC.
  public var today: CivilDate { CivilTime(milliseconds: now).date }

  /// Seconds since the session began.
  public var elapsed: Double { Double(now - started) / 1_000 }
}
