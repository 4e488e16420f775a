import Basics

/// `eventTime|hour: 3`: a part of a time, in UTC. May be followed by `lt`, `lte`, `gt`, `gte`.
enum TimePartModifier: SigmaModifier {
  static let names = TimePart.allCases.map(\.rawValue)

  static let documentation = ModifierDocumentation(
    takes: "numbers",
    summary: "A part of a time, in UTC; lt, lte, gt, gte may follow. Weeks are ISO 8601.",
    examples: [
      .init(
        "eventTime|minute: 4",
        matches: #"{"eventTime":"2026-01-02T03:04:05Z"}"#,
        not: #"{"eventTime":"2026-01-02T04:03:05Z"}"#),
      .init(
        "eventTime|hour|lt: 6",
        matches: #"{"eventTime":"2026-01-02T03:04:05Z"}"#,
        not: #"{"eventTime":"2026-01-02T06:04:05Z"}"#),
      .init(
        "eventTime|day: 2",
        matches: #"{"eventTime":"2026-01-02T03:04:05Z"}"#,
        not: #"{"eventTime":"2026-02-01T03:04:05Z"}"#),
      .init(
        "eventTime|week: 1",
        matches: #"{"eventTime":"2026-01-02T03:04:05Z"}"#,
        not: #"{"eventTime":"2026-01-05T03:04:05Z"}"#),
      .init(
        "eventTime|month: 1",
        matches: #"{"eventTime":"2026-01-02T03:04:05Z"}"#,
        not: #"{"eventTime":"2026-02-01T03:04:05Z"}"#),
      .init(
        "eventTime|year|gte: 2026",
        matches: #"{"eventTime":"2026-01-02T03:04:05Z"}"#,
        not: #"{"eventTime":"2025-01-02T03:04:05Z"}"#),
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    if item.isKeyword { throw ModifierProblem(message: "'\(name)' needs a field") }
    guard let part = TimePart(rawValue: name) else { return }
    try item.mapValues { (value) throws(ModifierProblem) in
      guard case .number(let number) = value else {
        throw ItemDraft.wrongKind(value, for: name, wants: "a number")
      }
      return .timePart(part, NumberComparison(relation: .equal, number: number))
    }
  }
}

/// The parts of a time. Weeks are those of ISO 8601.
package enum TimePart: String, CaseIterable, Hashable, Sendable {
  case minute, hour, day, week, month, year

  func value(in time: CivilTime) -> Int {
    switch self {
    case .minute: time.minute
    case .hour: time.hour
    case .day: time.day
    case .week: time.date.isoWeek
    case .month: time.month
    case .year: time.year
    }
  }
}
