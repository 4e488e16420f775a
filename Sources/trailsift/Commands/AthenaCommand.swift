import ArgumentParser
import AthenaSQL
import Basics
import Foundation
import Scanning
import Sigma
import SourceYAML

struct AthenaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "athena",
    abstract: "Say rules in SQL for a CloudTrail table in Athena.",
    discussion: """
      Prints a query that returns the events that the rules match. Where a query can't be exact, a \
      warning says how it differs: “superset” returns more events, “approx” may miss some too.
      """)

  @Argument(help: "Sigma rule files or folders of rules.")
  var rule: [String]

  @Flag(help: "Print the SQL, and run nothing.")
  var dryRun = false

  @Option(
    help:
      "What comes back: event (whole events), ids (eventIDs and the objects that hold them), or rows (columns)."
  )
  var select = Selection.event

  @Flag(help: "Print one query for all rules, which reads the table once.")
  var oneQuery = false

  @Flag(
    help:
      "Write 'not' plainly, as SQL written by hand often does. Loses the events in which the field is absent."
  )
  var asWritten = false

  @Flag(help: "Refuse rules whose query would be approximate.")
  var strict = false

  @OptionGroup var table: TableOptions
  @OptionGroup var filters: FilterOptions
  @OptionGroup var match: MatchOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var target: TargetOptions

  func validate() throws {
    guard match.since != nil else {
      throw ValidationError(
        "--since is missing: without a lower bound a query reads the whole bucket, and Athena bills "
          + "what it reads")
    }
  }

  func run() throws {
    var options = try match.sessionOptions()
    place.apply(to: &options)
    let profile = try table.profile()
    let rules = try LoadedRules(paths: rule, options: options, filters: filters, target: target)
    guard let since = options.since else { throw ExitCode.validationFailure }
    var writer = QueryWriter(
      table: profile,
      bounds: QueryBounds(
        since: since, until: options.until, accounts: options.accounts ?? [],
        regions: options.regions ?? []))
    writer.selection = select
    writer.isAsWritten = asWritten
    var output = QueryOutput(rules: rules.set, writer: writer, isStrict: strict)
    oneQuery ? output.addAll() : output.addEach()
    guard !output.queries.isEmpty else { throw ExitCode.ruleNotValid }
    try Console.write(output.queries.joined(separator: ";\n\n"), to: nil)
    if output.hasRefused || rules.hasErrors { throw ExitCode.incomplete }
  }
}

/// The queries of the rules of a command line. Refusals and warnings are reported as they come.
struct QueryOutput {
  let rules: RuleSet
  let writer: QueryWriter
  let isStrict: Bool
  private(set) var queries: [String] = []
  private(set) var hasRefused = false

  init(rules: RuleSet, writer: QueryWriter, isStrict: Bool) {
    self.rules = rules
    self.writer = writer
    self.isStrict = isStrict
  }

  /// A query for each rule whose hits are reported, and for each correlation.
  mutating func addEach() {
    let rules = rules
    for (index, rule) in rules.rules.enumerated() where rules.correlations.reports(rule: index) {
      add(rule.path) { writer throws(CompilationRefusal) in
        try writer.query(for: [rule], rules.placeholders)
      }
    }
    for entry in rules.correlations.entries where entry.isReported {
      add(entry.correlation.path) { writer throws(CompilationRefusal) in
        try writer.query(for: entry, of: rules.correlations, rules.rules, rules.placeholders)
      }
    }
  }

  /// One query for the events of all rules, those of correlations included.
  mutating func addAll() {
    let rules = rules
    var usable: [Rule] = []
    for rule in rules.rules {
      do throws(CompilationRefusal) {
        _ = try writer.query(for: [rule], rules.placeholders)
        usable.append(rule)
      } catch {
        report(error)
      }
    }
    guard let first = usable.first else { return }
    add(first.path) { writer throws(CompilationRefusal) in
      try writer.query(for: usable, rules.placeholders)
    }
  }

  private mutating func add(
    _ path: String, _ make: (QueryWriter) throws(CompilationRefusal) -> Query
  ) {
    do throws(CompilationRefusal) {
      let query = try make(writer)
      for warning in query.warnings {
        Console.say("\(warning.kind.rawValue): \(path): \(warning.message)")
      }
      if isStrict, query.relation == .approx {
        Console.error("\(path): the query would be approximate, and --strict refuses it")
        hasRefused = true
        return
      }
      queries.append(query.text)
    } catch {
      report(error)
    }
  }

  private mutating func report(_ refusal: CompilationRefusal) {
    let diagnostic = refusal.diagnostic
    let file = (rules.files + rules.filterFiles).first { $0.path == diagnostic.file }
    Console.say(diagnostic, in: file?.text ?? "")
    hasRefused = true
  }
}
