import HitStore
import RuleEditing
import Sigma

/// An exception of a rule, and its effect on the hits.
public struct ExceptionStatus: Sendable, Hashable {
  public let exception: WrittenException
  /// The rows that the rule would match without it; nil if unknown, because the exception can't be
  /// taken out.
  public let silenced: [HitTable.Row]?
  public let isExpired: Bool

  public init(exception: WrittenException, silenced: [HitTable.Row]?, isExpired: Bool) {
    self.exception = exception
    self.silenced = silenced
    self.isExpired = isExpired
  }
}

extension TriageEngine {
  /// The exceptions of the current rule, in the order of the files.
  public func exceptions(ofRule rule: Int) throws(TriageRefusal) -> [WrittenException] {
    let version = try version(ofRule: rule).rule
    return WrittenException.all(of: version) { currentText(of: $0) }
  }

  /// The exceptions with the hits that each one silences.
  public func exceptionStatuses(
    ofRule rule: Int, table: HitTable
  ) throws(TriageRefusal) -> [ExceptionStatus] {
    let exceptions = try exceptions(ofRule: rule)
    let (matcher, places) = try matcherWithout(exceptions, ofRule: rule)
    var silenced: [[HitTable.Row]] = exceptions.map { _ in [] }
    let rows = table.rows.lazy.filter { table.rule($0) == rule && !table.isAlert($0) }
    try forEachEvent(rows, of: table, fields: matcher.fields) { row, event in
      guard !matcher.matches(event, rule: 0) else { return }
      for (index, place) in places.enumerated() {
        if let place, matcher.matches(event, rule: place) { silenced[index].append(row) }
      }
    }
    return exceptions.indices.map { index in
      ExceptionStatus(
        exception: exceptions[index], silenced: places[index] == nil ? nil : silenced[index],
        isExpired: exceptions[index].isExpired(on: clock.date))
    }
  }

  /// The current rule (0), and the rule without each exception: its index in the matcher, or nil.
  public func matcherWithout(
    _ exceptions: [WrittenException], ofRule rule: Int
  ) throws(TriageRefusal) -> (matcher: RuleMatcher, places: [Int?]) {
    var versions = [try version(ofRule: rule)]
    var places: [Int?] = []
    for exception in exceptions {
      guard let without = without(exception, ofRule: rule) else {
        places.append(nil)
        continue
      }
      places.append(versions.count)
      versions.append(without)
    }
    return try refusing { (try RuleMatcher(versions), places) }
  }

  private func without(_ exception: WrittenException, ofRule rule: Int) -> RuleVersion? {
    let edit = RuleEdit.removeException(name: exception.name)
    let stamp = EditStamp(date: clock.date, author: author)
    guard let (file, index) = try? currentPlace(ofRule: rule),
      let current = try? version(ofRule: rule)
    else { return nil }
    let plan: EditPlan?
    switch exception.site {
    case .filters:
      plan = (try? currentFile(exception.path)).flatMap { filters in
        try? RuleEditor.plan(edit, stamp: stamp, of: current.rule, inFilters: filters)
      }
    case .rule, .placeholders:
      plan = try? RuleEditor.plan(edit, stamp: stamp, rule: index, in: file)
    }
    return plan.flatMap { try? version(ofRule: rule, with: [$0.after.path: $0.after.text]) }
  }

  /// Notes on expired exceptions of all rules.
  public func expiredExceptions() -> [String] {
    let expired = session.header.paths.flatMap { path -> [WrittenException] in
      guard let file = try? currentFile(path), !file.text.isEmpty else { return [] }
      return WrittenException.all(in: file).filter { $0.isExpired(on: clock.date) }
    }
    return expired.map {
      "\($0.path):\($0.position.line): the exception \($0.name) expired on \($0.expires ?? "")"
    }
  }
}
