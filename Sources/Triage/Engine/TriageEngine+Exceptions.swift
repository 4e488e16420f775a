import HitStore
import RuleEditing
import Sigma

/// An exception of a rule, and what it silences.
public struct ExceptionStatus: Sendable, Hashable {
  public let exception: WrittenException
  public let isExpired: Bool
  /// The rows that only this exception keeps from being hits, and those that others do too.
  public internal(set) var alone: [HitTable.Row] = []
  public internal(set) var shared: [HitTable.Row] = []
  /// The same as counts, with the events that are not among the rows.
  public internal(set) var aloneCount = 0
  public internal(set) var sharedCount = 0
  /// Whether there may be more: of some events it is not known whether it silences them.
  public internal(set) var isAtLeast = false
  /// The latest silenced event, in milliseconds since 1970.
  public internal(set) var last: Int64?
  /// True positives among the rows.
  public internal(set) var truePositiveCount = 0

  public init(exception: WrittenException, isExpired: Bool) {
    self.exception = exception
    self.isExpired = isExpired
  }

  public var count: Int { aloneCount + sharedCount }
  /// Whether it silences nothing.
  public var isStale: Bool { count == 0 && !isAtLeast }
}

extension TriageEngine {
  /// The exceptions of the current rule, in the order of the files.
  public func exceptions(ofRule rule: Int) throws(TriageRefusal) -> [WrittenException] {
    let version = try version(ofRule: rule).rule
    return WrittenException.all(of: version) { currentText(of: $0) }
  }

  /// The exceptions with what each one silences, alone and together with others.
  public func exceptionStatuses(
    ofRule rule: Int, table: HitTable
  ) throws(TriageRefusal) -> [ExceptionStatus] {
    let exceptions = try exceptions(ofRule: rule)
    let matcher = try currentMatcher(ofRule: rule)
    let silencers = matcher.silencers(ofRule: 0)
    let places = Self.places(of: exceptions, in: silencers)
    var statuses = exceptions.map {
      ExceptionStatus(exception: $0, isExpired: $0.isExpired(on: clock.date))
    }
    let rows = table.rows.lazy.filter { table.rule($0) == rule && !table.isAlert($0) }
    try forEachEvent(rows, of: table, fields: matcher.fields) { row, event in
      let by = matcher.silencers(of: event, rule: 0)
      guard !by.isEmpty else { return }
      let isTruePositive = session.verdicts[table.id(row)] == .truePositive
      for (index, place) in places.enumerated() where place.map(by.contains) == true {
        if by.count == 1 {
          statuses[index].alone.append(row)
        } else {
          statuses[index].shared.append(row)
        }
        statuses[index].note(table.time(row))
        if isTruePositive { statuses[index].truePositiveCount += 1 }
      }
    }
    let unkept = unkeptGroups(ofRule: rule, in: matcher.rules[0], table: table)
    for (index, place) in places.enumerated() {
      statuses[index].aloneCount = statuses[index].alone.count
      statuses[index].sharedCount = statuses[index].shared.count
      guard let place else { continue }
      for group in unkept where group.silencers.contains(silencers[place]) {
        if group.silencers.count == 1, !group.isUncertain {
          statuses[index].aloneCount += group.events
        } else {
          statuses[index].sharedCount += group.events
        }
        statuses[index].note(group.last)
      }
      statuses[index].isAtLeast = unkept.contains(where: \.isUncertain)
    }
    return statuses
  }

  /// The current rule, which tells what it silences, and the index of each exception's silencer.
  public func silencingMatcher(
    ofRule rule: Int
  ) throws(TriageRefusal) -> (matcher: RuleMatcher, exceptions: [WrittenException], places: [Int?])
  {
    let exceptions = try exceptions(ofRule: rule)
    let matcher = try currentMatcher(ofRule: rule)
    return (matcher, exceptions, Self.places(of: exceptions, in: matcher.silencers(ofRule: 0)))
  }

  /// The index of each exception's silencer. Filters of one file may use a name twice: they come in
  /// the same order in both.
  private static func places(of exceptions: [WrittenException], in silencers: [Silencer]) -> [Int?]
  {
    var used: Set<Int> = []
    return exceptions.map { exception in
      let index = silencers.indices.first {
        silencers[$0].name == exception.name && silencers[$0].path == exception.path
          && (silencers[$0].filter == nil) == (exception.site != .filters) && !used.contains($0)
      }
      if let index { used.insert(index) }
      return index
    }
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

extension ExceptionStatus {
  fileprivate mutating func note(_ time: Int64?) {
    guard let time else { return }
    last = max(last ?? time, time)
  }
}
