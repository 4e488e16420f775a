/// The numbers that decide whether a region is normal, with the names that baseline files use.
///
/// They come from made-up companies and intruders: none of 190 regions that only an intruder used
/// was proposed, and 360 of 420 that a company used were.
enum Thresholds {
  /// The window that the scaled thresholds are meant for.
  static let baseDays = 90
  /// With fewer days of logs, nothing is proposed.
  static let minimumLoggedDays = 14
  static let evidenceDays = 14
  static let evidenceWeeks = 6
  static let changeDays = 3
  /// First evidence so long before the end; also how late is "late".
  static let firstSeenDays = 30
  /// Last evidence at most so long before the end.
  static let lastSeenDays = 14
  /// Active days that make a principal regular in a region.
  static let strongDays = 3
  static let strongPrincipals = 2
  /// Regular principals that come from the same network as in the home region.
  static let knownPrincipals = 2
  /// Of the days compared.
  static let sameNetworkPercent = 50
  /// Of a principal's days in the home region: they make a network usual.
  static let usualNetworkPercent = 20
  /// A region with more than a third of the home region's regular principals is a rival.
  static let rivalFactor = 3
  /// Of a region's principal-days.
  static let dominantPercent = 90
  static let failedPercent = 50
  static let lastPartPercent = 20
  static let sweeperRegionPercent = 80
  static let sweeperRegions = 4
  static let sweeperChangePercent = 2
  static let exceptionHits = 20
  static let exceptionDays = 3
  static let grownFactor = 3
  static let grownEvents = 20

  static let all: [String: Int] = [
    "baseDays": baseDays, "minimumLoggedDays": minimumLoggedDays, "evidenceDays": evidenceDays,
    "evidenceWeeks": evidenceWeeks, "changeDays": changeDays, "firstSeenDays": firstSeenDays,
    "lastSeenDays": lastSeenDays, "strongDays": strongDays, "strongPrincipals": strongPrincipals,
    "knownPrincipals": knownPrincipals, "sameNetworkPercent": sameNetworkPercent,
    "usualNetworkPercent": usualNetworkPercent, "rivalFactor": rivalFactor,
    "dominantPercent": dominantPercent, "failedPercent": failedPercent,
    "lastPartPercent": lastPartPercent, "sweeperRegionPercent": sweeperRegionPercent,
    "sweeperRegions": sweeperRegions, "sweeperChangePercent": sweeperChangePercent,
    "exceptionHits": exceptionHits, "exceptionDays": exceptionDays, "grownFactor": grownFactor,
    "grownEvents": grownEvents,
  ]
}

/// From the first day with an event to the last day of the window, both included.
struct Window {
  let first: Int
  let last: Int
  let loggedDays: Int

  var span: Int { last - first + 1 }

  /// `max(least, ceil(value × span ÷ 90))`
  private func scaled(_ value: Int, atLeast least: Int) -> Int {
    let days = min(span, Thresholds.baseDays)
    return max(least, (value * days + Thresholds.baseDays - 1) / Thresholds.baseDays)
  }

  var evidenceDays: Int { scaled(Thresholds.evidenceDays, atLeast: 5) }
  var evidenceWeeks: Int { scaled(Thresholds.evidenceWeeks, atLeast: 2) }
  var changeDays: Int { scaled(Thresholds.changeDays, atLeast: 2) }
  var firstSeenDays: Int { scaled(Thresholds.firstSeenDays, atLeast: 7) }
  var lastSeenDays: Int { scaled(Thresholds.lastSeenDays, atLeast: 3) }

  var applied: [String: Int] {
    [
      "evidenceDays": evidenceDays, "evidenceWeeks": evidenceWeeks, "changeDays": changeDays,
      "firstSeenDays": firstSeenDays, "lastSeenDays": lastSeenDays,
    ]
  }
}
