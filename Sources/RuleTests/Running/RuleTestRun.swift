import Basics
import CloudTrail
import EventJSON
import Sigma

/// A rule with its tests and their results.
public struct TestedRule: Sendable {
  public let rule: Rule
  public let suite: RuleTestSuite
  /// In the order of `suite.tests`.
  public let results: [RuleTestResult]

  public init(rule: Rule, suite: RuleTestSuite, results: [RuleTestResult]) {
    (self.rule, self.suite, self.results) = (rule, suite, results)
  }

  /// Whether a test failed, or tests could not be read.
  public var isFailure: Bool { suite.hasErrors || results.contains { $0.isFailure } }
  public var hasTests: Bool { suite.hasErrors || !results.isEmpty }
}

/// Runs the tests of rules.
///
///     let run = RuleTestRun(matcher: rules.matcher, jobs: 2)
///     let tested = run.run([(rule: 0, file: file)])           // tested[0].results
public struct RuleTestRun: Sendable {
  private let matcher: RuleMatcher
  private let jobs: Int

  /// - Parameter jobs: the number of threads.
  public init(matcher: RuleMatcher, jobs: Int = 1) {
    self.matcher = matcher
    self.jobs = jobs
  }

  /// Runs the tests of one rule against another one, such as its next version.
  ///
  /// - Parameter rule: the index in the matcher.
  public func run(_ suite: RuleTestSuite, on rule: Int) -> TestedRule {
    let worker = RuleTestWorker(matcher)
    return TestedRule(
      rule: matcher.rules[rule], suite: suite,
      results: suite.tests.map { worker.run($0, rule: rule) })
  }

  /// Finds and runs the tests of each rule, in the order given.
  ///
  /// - Parameter rules: each rule's index in the matcher, and its file.
  public func run(_ rules: [(rule: Int, file: RuleFile)]) -> [TestedRule] {
    let next = Locked(0)
    let tested = Locked([TestedRule?](repeating: nil, count: rules.count))
    Threads.perform(max(1, min(jobs, rules.count))) { [matcher] _ in
      let worker = RuleTestWorker(matcher)
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard rules.indices.contains(index) else { return }
        let (rule, file) = rules[index]
        let suite = RuleTestSuite(of: matcher.rules[rule], in: file)
        let results = suite.tests.map { worker.run($0, rule: rule) }
        let done = TestedRule(rule: matcher.rules[rule], suite: suite, results: results)
        tested.withLock { $0[index] = done }
      }
    }
    return tested.withLock { $0.compactMap(\.self) }
  }
}

/// Runs one test after the other, with buffers that it keeps.
final class RuleTestWorker {
  private let matcher: RuleMatcher
  private let reader: RecordReader
  /// For events that are elements of a list.
  private let element: PickedEvent
  private let lists: PickedEvent
  private let names: EventNames

  /// The maximum size of a JSON file with lists of events.
  private static let maximumListBytes = 64 << 20

  init(_ matcher: RuleMatcher) {
    self.matcher = matcher
    let fields = matcher.fields + EventNames.fields
    names = EventNames(firstSlot: matcher.fields.count)
    reader = RecordReader(fields: fields)
    element = PickedEvent(trie: FieldTrie(fields: fields))
    lists = PickedEvent(trie: FieldTrie(fields: ["should_match", "should_not_match"]))
  }

  func run(_ test: RuleTest, rule: Int) -> RuleTestResult {
    switch test.events {
    case .otherType: return RuleTestResult(test, .skipped)
    case .missing(let reason): return RuleTestResult(test, .broken(reason))
    case .file(let path): return run(test, rule, file: path)
    case .list(let path, let key): return run(test, rule, list: path, key)
    }
  }

  private func run(_ test: RuleTest, _ rule: Int, file path: String) -> RuleTestResult {
    if let obstacle = TestFile.obstacle(to: path) {
      return RuleTestResult(test, .broken("\(path) cannot be read: \(obstacle)"))
    }
    var tally = Tally(test)
    let report = reader.read(
      LogFile(path: path, byteCount: 0), progress: { _ in true },
      body: { _ in tally.add(reader.event, rule, matcher, names) })
    if let reason = report.skipped {
      return RuleTestResult(test, .broken("\(path): \(reason)"))
    }
    if let damage = report.damage { return RuleTestResult(test, .broken("\(path): \(damage)")) }
    return tally.finished()
  }

  private func run(_ test: RuleTest, _ rule: Int, list path: String, _ key: String)
    -> RuleTestResult
  {
    switch TestFile.bytes(path, atMost: Self.maximumListBytes) {
    case .failure(let problem):
      return RuleTestResult(test, .broken("\(path) cannot be read: \(problem)"))
    case .success(let bytes):
      var tally = Tally(test)
      let problem = bytes.withUnsafeBytes { add(list: $0, key, rule, to: &tally) }
      if let problem { return RuleTestResult(test, .broken("\(path): \(problem)")) }
      return tally.finished()
    }
  }

  /// Returns what is wrong with the file.
  private func add(
    list bytes: UnsafeRawBufferPointer, _ key: String, _ rule: Int, to tally: inout Tally
  ) -> String? {
    do throws(JSONSyntaxError) {
      _ = try lists.read(bytes)
    } catch {
      return "invalid JSON: \(error)"
    }
    let slot = key == "should_match" ? 0 : 1
    var values = lists.values(at: slot).makeIterator()
    guard let list = values.next() else { return nil }
    guard list.kind == .array else { return "\(key) must be a list of events" }
    while let value = values.next() {
      guard value.kind == .object, (try? element.read(lists.rawBytes(of: value))) != nil else {
        return "\(key) has an element that is not an event"
      }
      tally.add(element, rule, matcher, names)
    }
    return nil
  }

  /// Counts the events of a test.
  private struct Tally {
    private var result: RuleTestResult

    init(_ test: RuleTest) { result = RuleTestResult(test, .passed) }

    mutating func add(
      _ event: PickedEvent, _ rule: Int, _ matcher: RuleMatcher, _ names: EventNames
    ) {
      let matches = matcher.matches(event, rule: rule)
      result.events += 1
      if matches { result.matches += 1 }
      guard matches == (result.test.expectation == .none) else { return }
      result.wrongCount += 1
      guard result.wrong.count < RuleTestResult.maximumWrongEvents else { return }
      result.wrong.append(
        RuleTestResult.WrongEvent(
          number: result.events, eventID: names.eventID(of: event),
          summary: names.summary(of: event), explanation: matcher.explain(event, rule: rule)))
    }

    func finished() -> RuleTestResult {
      var result = result
      if hasPassed {
        (result.wrong, result.wrongCount) = ([], 0)
      } else {
        result.outcome = .failed
      }
      return result
    }

    private var hasPassed: Bool {
      switch result.test.expectation {
      case .none: result.matches == 0
      case .some: result.matches > 0
      case .all: result.matches == result.events
      case .atLeast(let count): result.matches >= count
      }
    }
  }
}
