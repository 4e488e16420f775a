/// `eventTime|hour: 3`: a part of a time, in UTC. May be followed by `lt`, `lte`, `gt`, `gte`.
enum TimePartModifier: SigmaModifier {
  static let names = TimePart.allCases.map(\.rawValue)

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

/// What can be asked of a time. The week is that of ISO 8601.
enum TimePart: String, CaseIterable, Hashable {
  case minute, hour, day, week, month, year
}
