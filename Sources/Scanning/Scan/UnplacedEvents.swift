import Basics

/// Events that a scan keeps although `--since`, `--until`, `--region` or `--account` can't place
/// them, by the missing value. An event that lacks two values counts twice.
public struct UnplacedEvents: Sendable, Hashable {
  public var time = 0
  public var region = 0
  public var account = 0

  public init() {}

  public var isEmpty: Bool { time == 0 && region == 0 && account == 0 }

  static func += (sum: inout UnplacedEvents, more: UnplacedEvents) {
    sum.time += more.time
    sum.region += more.region
    sum.account += more.account
  }

  /// `4 events without a readable time are kept: --since and --until can't place them`
  public var sentences: [String] {
    let kinds = [
      (time, "time", "--since and --until"), (region, "region", "--region"),
      (account, "account", "--account"),
    ]
    return kinds.filter { $0.0 > 0 }.map { count, what, options in
      "\(count.counting("event")) without a readable \(what) \(count == 1 ? "is" : "are") kept: "
        + "\(options) can't place \(count == 1 ? "it" : "them")"
    }
  }
}
