import Basics

/// The identity of a hit: *rule id + eventID*, never a row number. Written `<rule id>/<eventID>` in
/// a journal.
///
/// Rows come and go while a scan runs and when a rule changes. Decisions stay with the event.
public struct HitID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The rule's `id`, or its name or title if it has none.
  public let rule: String
  /// The event's `eventID`, or `sha256:…` of its bytes if it has none.
  public let event: String

  public init(rule: String, event: String) {
    self.rule = rule
    self.event = event
  }

  /// Reads the journal's form. The rule part may contain slashes; an eventID never does.
  public init?(_ description: String) {
    guard let (rule, event) = description.cut(atLast: "/") else { return nil }
    self.init(rule: String(rule), event: String(event))
    if rule.isEmpty || event.isEmpty { return nil }
  }

  public var description: String { "\(rule)/\(event)" }

  public static func < (a: HitID, b: HitID) -> Bool {
    (a.rule, a.event) < (b.rule, b.event)
  }
}
