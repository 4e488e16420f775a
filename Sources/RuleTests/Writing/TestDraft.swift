import Basics
import Sigma

/// Tests of a rule in the making: from judged events to the files to write.
///
///     judged hits ─▶ one example of each kind ─▶ secrets masked ─▶ anonymised ─▶ files
///                    TestSelection               each step proved to keep the rule's answer
public struct TestDraft: Sendable {
  public struct Options: Sendable {
    /// The maximum number of events in a test.
    public var limit = 20
    public var anonymizes = false
    /// `YYYY-MM-DD`
    public var date: String
    public var author: String

    public init(date: String, author: String) { (self.date, self.author) = (date, author) }
  }

  public let selection: TestSelection
  /// nil if there is nothing to write.
  public let plan: TestFilePlan?
  /// What was left out, kept or replaced, one sentence each.
  public let notes: [String]

  /// - Parameters:
  ///   - matcher: the rule with its filters, as its only one.
  ///   - isSecret: which values are masked.
  public init(
    _ events: [JudgedEvent], of rule: Rule, in file: RuleFile, matcher: RuleMatcher,
    options: Options, isSecret: @escaping SecretMasking.IsSecret
  ) throws(TestsPathEdit.Refusal) {
    let suite = RuleTestSuite(of: rule, in: file)
    let selection = TestSelection(
      events, matcher: matcher, known: suite.eventIDs, limit: options.limit)
    var notes = Self.notes(on: selection, limit: options.limit)
    let masking = SecretMasking(matcher, isSecret: isSecret)
    var drafts: [(entry: TestSelection.Entry, records: [[UInt8]])] = []
    var masked = 0
    var kept: Set<String> = []
    var unproved = 0
    for entry in selection.entries {
      let results = entry.events.map { masking.masked($0.record) }
      unproved += results.count { $0 == nil }
      for result in results.compactMap(\.self) {
        masked += result.masked
        kept.formUnion(result.kept)
      }
      drafts.append((entry, results.compactMap { $0?.record }))
    }
    if masked > 0 { notes.append("\(masked.counting("secret")) masked") }
    for field in kept.sorted() {
      notes.append("\(field) is a secret that the rule reads; it is written as it is")
    }
    if options.anonymizes {
      var anonymizer = Anonymizer()
      let records = anonymizer.anonymized(drafts.flatMap(\.records), matcher: matcher)
      var rest = records[...]
      for index in drafts.indices {
        let own = rest.prefix(drafts[index].records.count)
        rest = rest.dropFirst(own.count)
        unproved += own.count { $0 == nil }
        drafts[index].records = own.compactMap(\.self)
      }
      for word in anonymizer.kept.sorted() {
        notes.append("“\(word)” is not replaced: the rule's answer depends on it")
      }
    }
    if unproved > 0 {
      notes.append(
        "\(unproved.counting("event")) left out: no change was found that keeps the rule's answer")
    }
    drafts.removeAll { $0.records.isEmpty }
    self.selection = selection
    self.notes = notes
    plan =
      drafts.isEmpty
      ? nil
      : try TestFilePlan(
        drafts, of: rule, in: file, suite: suite, date: options.date, author: options.author)
  }

  private static func notes(on selection: TestSelection, limit: Int) -> [String] {
    var notes: [String] = []
    if !selection.uncovered.isEmpty {
      notes.append(
        "\(selection.uncovered.countedAs("false positive")) left out: the rule still matches them")
    }
    if selection.known > 0 {
      notes.append("\(selection.known.counting("event")) already in the rule's tests")
    }
    if selection.beyondLimit > 0 {
      notes.append(
        "\(selection.beyondLimit.counting("kind")) of events left out: at most \(limit) in a test")
    }
    return notes
  }
}
