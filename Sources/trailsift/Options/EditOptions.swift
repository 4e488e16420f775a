import ArgumentParser
import Baseline
import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import Sessions
import Triage
import WorkbenchRuntime

/// What the subcommands that edit a rule without a screen have in common.
struct EditOptions: ParsableArguments {
  @Option(help: "Why. The reason goes into the rule's comment.")
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "Logs to prove the edit on and to count what it silences.", valueName: "log"))
  var logs: [String] = []

  @Flag(help: "Print the diff; write nothing.")
  var dryRun = false

  @Flag(help: "Write the edit even if a test of the rule then fails.")
  var insist = false

  @Option(
    help: ArgumentHelp(
      "Write the new text to this new file and leave the rule as it is.",
      valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp("The rule to edit, by id or title, if there are several.", valueName: "id"))
  var ruleId: String?

  @Option(help: "The name in the comment. Default: your login name.")
  var author: String?

  @OptionGroup var filters: FilterOptions
  @OptionGroup var target: TargetOptions

  /// Makes the edits in order, proves each before it is written, and prints the diff of all.
  func perform(
    on rulePath: String, match: MatchOptions,
    edits: (TriageEngine, _ rule: Int) throws -> [RuleEdit]
  ) throws {
    try perform(on: rulePath, match: match, baseline: nil) { open in
      try edits(open.engine, open.rule)
    }
  }

  /// The same with what the scan of the logs found.
  ///
  /// - Parameter baseline: counts the events for it in the same scan.
  func perform(
    on rulePath: String, match: MatchOptions, baseline: BaselineRequest?,
    edits: (OpenRule) throws -> [RuleEdit]
  ) throws {
    try withEngine(on: rulePath, match: match, scans: true, baseline: baseline) { open in
      let path = open.rules.files[open.rules.places[open.rule].file].path
      let before = open.engine.session.ruleTexts
      var refusal: TriageRefusal?
      var restored: [EditEffect] = []
      var isGuarded = false
      do {
        for edit in try edits(open) {
          do {
            let effect = try perform(edit, open, path)
            if edit.takesBack { restored.append(effect) }
          } catch let guarded as GuardedByTests {
            isGuarded = true
            Console.error(
              "\(path): not written: \(guarded.edit) would break \(guarded.tests); --insist writes it anyway"
            )
            break
          } catch let error as TriageRefusal where error.kind == .nothingToDo {
            Console.say("\(path): nothing to do: \(error)")
          }
        }
      } catch let error as TriageRefusal {
        refusal = error
      }
      if restored.count > 1, open.hasScanned, let last = restored.last {
        Console.say(
          "together: brings back \(restored.reduce(0) { $0 + $1.restored }.counting("hit")), leaves \(last.remaining.grouped)"
        )
      }
      if refusal == nil, !isGuarded, let output, !dryRun, !open.engine.session.changedPaths.isEmpty
      {
        try write(open.engine.session, to: output)
      }
      // After a refusal, shows what was written before it.
      for path in open.engine.session.changedPaths {
        let diff = TextDiff(before: before[path] ?? "", after: open.engine.currentText(of: path))
        Console.printDiff(
          diff.unified(
            path: path, absolutePath: SessionHeader.absolute(path),
            isNew: open.engine.session.header.beganAbsent(path)))
      }
      StandardOutput.shared.flush()
      if let refusal {
        Console.error("\(path): \(refusal)")
        throw ExitCode.cannotWrite
      }
      if isGuarded { throw ExitCode.checkFailed }
    }
  }

  /// An edit after which a test of the rule fails.
  private struct GuardedByTests: Error {
    let edit: RuleEdit
    /// `2 tests of the rule`
    let tests: String
  }

  private func perform(
    _ edit: RuleEdit, _ open: OpenRule, _ path: String
  ) throws -> EditEffect {
    let preview = try open.engine.preview(
      edit, reason: reason, rule: open.rule, table: open.table)
    for warning in open.hasScanned ? preview.warnings : preview.risks {
      Console.say("! " + warning)
    }
    for note in preview.notes { Console.say("· " + note) }
    if !preview.lostTests.isEmpty, !insist {
      throw GuardedByTests(
        edit: edit, tests: preview.lostTests.countedAs("test") + " of the rule")
    }
    switch try open.engine.decide(.edit(preview), table: open.table) {
    case .done: break
    case .ruleChanged:
      Console.error("\(path) was changed by someone else just now; try again")
      throw ExitCode.cannotWrite
    case .notSaved(_, let reason, _):
      Console.error("\(reason); --output FILE writes the new text elsewhere")
      throw ExitCode.cannotWrite
    }
    if open.hasScanned { Console.say("\(edit): \(Self.words(edit, preview.effect))") }
    return preview.effect
  }

  /// `silences 41 hits, leaves 112`, `brings back 4 hits, leaves 12`
  private static func words(_ edit: RuleEdit, _ effect: EditEffect) -> String {
    if case .setExpiry = edit { return "changes no hit" }
    var parts: [String] = []
    if !edit.takesBack || !effect.silenced.isEmpty {
      parts.append("silences " + effect.silenced.countedAs("hit"))
    }
    if edit.takesBack || effect.restored > 0 || effect.mayRestore > 0 {
      parts.append(effect.restoringWords)
    }
    return parts.joined(separator: ", ") + ", leaves \(effect.remaining.grouped)"
  }

  /// Loads the rule, and scans the logs if there are any and `scans` is true.
  func withEngine(
    on rulePath: String, match: MatchOptions, scans: Bool, baseline: BaselineRequest? = nil,
    _ body: (OpenRule) throws -> Void
  ) throws {
    let options = try match.sessionOptions()
    let rules = try LoadedRules(
      path: rulePath, options: options, filters: filters, target: target
    ).set
    let rule = try chooseRule(in: rules, path: rulePath)
    if !logs.isEmpty { try LogInputs.check(logs) }
    let name = Author.name(given: author)
    let clock = SessionClock(environment: ProcessInfo.processInfo.environment)
    let header = try target.header(
      rules, logs: [], options, match, author: name, clock, isRecorded: false)
    let spool = try Spool()
    // The command line names all of them.
    let named = WritableFiles(header.paths.map(header.location))
    let engine = TriageEngine.opened(
      SessionState(header: header), rules: rules,
      edits: dryRun || output != nil ? .memory : .files(named, nil), spool: spool, clock: clock)
    var request = match.request(rules: rules, logs: logs, options: options)
    request.silenced = .usual
    request.baseline = baseline
    let hits = HitCollector(columns: request.columns, rules: rules)
    let report = logs.isEmpty || !scans ? nil : try hits.scan(request, spool: spool)
    report?.complain()
    try body(
      OpenRule(
        engine: engine, rules: rules, rule: rule, clock: clock, logs: logs, options: options,
        table: hits.table, hasScanned: report != nil,
        baseline: report?.baselineReport))
    if report?.hasFailures == true { throw ExitCode.incomplete }
  }

  private func write(_ session: SessionState, to output: String) throws {
    let changed = session.changedPaths
    guard changed.count == 1, let text = changed.first.flatMap({ session.ruleTexts[$0] }) else {
      Console.error(
        "--output takes one file, but \(changed.count) would change; nothing was written")
      throw ExitCode.cannotCreate
    }
    do {
      try RuleFileStore.create(text, at: output)
    } catch {
      Console.error("\(error)")
      throw ExitCode.cannotCreate
    }
  }

  private func chooseRule(in rules: RuleSet, path: String) throws -> Int {
    let exact = rules.rules.indices.filter { rules.rules[$0].identity == ruleId }
    let candidates =
      exact.isEmpty
      ? rules.rules.indices.filter { ruleId == nil || rules.rules[$0].title == ruleId } : exact
    guard candidates.count == 1, let rule = candidates.first else {
      let names = rules.rules.map { "  \($0.identity)  \($0.title)" }.joined(separator: "\n")
      Console.error(
        candidates.isEmpty
          ? "\(path) has no rule \(ruleId ?? ""); it has\n\(names)"
          : "\(path) has several rules; --rule-id says which:\n\(names)")
      throw ExitCode.validationFailure
    }
    return rule
  }
}

/// An engine over one rule and the hits that a scan found for it, without a screen.
struct OpenRule {
  let engine: TriageEngine
  let rules: RuleSet
  let rule: Int
  let clock: SessionClock
  let logs: [String]
  let options: ScanOptions
  let table: HitTable
  let hasScanned: Bool
  /// The baseline of the logs, if it was asked for and they have events in its window.
  var baseline: BaselineReport?
}
