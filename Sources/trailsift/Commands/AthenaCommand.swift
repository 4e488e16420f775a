import AWSProgram
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
    abstract: "Run rules on a CloudTrail table in Athena, or print their SQL.",
    discussion: """
      Runs one query for all rules through your aws program, loads the events that come back, and \
      opens the workbench on them (without a terminal: prints the hits). --dry-run prints the SQL \
      and needs no aws program. Where a query can't be exact, a warning says how it differs: \
      “superset” returns more events, “approx” may miss some too.
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

  @Flag(help: "Start the query without a question.")
  var yes = false

  @Option(help: ArgumentHelp("Take up a query that was started before.", valueName: "id"))
  var resume: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Load the results of queries that ran elsewhere: Athena's CSV, or the JSON of get-query-results.",
      valueName: "file"))
  var result: [String] = []

  @OptionGroup var table: TableOptions
  @OptionGroup var filters: FilterOptions
  @OptionGroup var match: MatchOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var target: TargetOptions
  @OptionGroup var cloud: CloudOptions

  func validate() throws {
    guard match.since != nil || resume != nil || !result.isEmpty else {
      throw ValidationError(
        "--since is missing: without a lower bound a query reads the whole bucket, and Athena bills "
          + "what it reads")
    }
  }

  func run() throws {
    var options = try match.sessionOptions()
    place.apply(to: &options)
    let rules = try LoadedRules(paths: rule, options: options, filters: filters, target: target)
    guard dryRun else { return try open(logs(rules.set, options), rules, options) }
    let profile = try table.profile()
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
    try Console.write(output.queries.map(\.text).joined(separator: ";\n\n"), to: nil)
    if output.hasRefused || rules.hasErrors { throw ExitCode.incomplete }
  }

  // MARK: Running

  /// The files that the result is in.
  private func logs(_ rules: RuleSet, _ options: ScanOptions) throws -> [String] {
    if !result.isEmpty { return result }
    guard select != .rows else {
      Console.error(
        "--select rows lacks fields of the events, so nothing could be proved over them; use event "
          + "or ids, or print the SQL with --dry-run")
      throw ExitCode.validationFailure
    }
    let cancellation = Cancellation()
    let aws = try cloud.program(cancellation)
    var run = QueryRun(cloud: cloud, aws: aws, cancellation: cancellation, quiet: false)
    run.selection = select
    if let resume { return try run.logs(of: resume, AthenaService(aws)) }
    guard let name = table.table else {
      Console.error("--table is missing: athena:DATABASE.TABLE, or --dry-run to print the SQL")
      throw ExitCode.validationFailure
    }
    if table.ddl != nil || table.profileFile != nil { run.profile = try table.profile() }
    if !yes, Terminals.isTerminal(STDIN_FILENO), Terminals.isTerminal(STDERR_FILENO) {
      try ask(name, rules)
    }
    return try run.logs(table: name, rules: rules, options)
  }

  /// A query costs money: a person says yes first.
  private func ask(_ name: String, _ rules: RuleSet) throws {
    Console.say(
      "\(rules.rules.countedAs("rule")) on \(name) since \(match.since ?? "")"
        + (match.until.map { " until \($0)" } ?? "") + ": Athena bills what the query reads.")
    StandardDescriptors.writeError("Start the query? [y/N] ")
    guard let answer = readLine(), ["y", "yes"].contains(answer.trimmed.lowercased()) else {
      Console.say("nothing was started")
      throw ExitCode(1)
    }
  }

  /// Opens the workbench on the events, or prints their hits.
  private func open(_ logs: [String], _ rules: LoadedRules, _ options: ScanOptions) throws {
    try LogInputs.check(logs)
    guard Terminals.isTerminal(STDOUT_FILENO), rule.count == 1 else {
      let request = match.request(rules: rules.set, logs: logs, options: options)
      return try ScanCommand.scan(rules, request, format: .table, stats: nil, quiet: false)
    }
    var arguments = [rule[0]] + logs
    arguments += filters.filters.flatMap { ["--filters", $0] }
    arguments += match.define.flatMap { ["--define", $0] }
    arguments += match.placeholders.map { ["--placeholders", $0] } ?? []
    arguments += match.columns.map { ["--columns", $0] } ?? []
    arguments += target.editsTo.map { ["--edits-to", $0] } ?? []
    try TriageCommand.parse(arguments).run()
  }
}

/// The queries of the rules of a command line. Refusals and warnings are reported as they come.
struct QueryOutput {
  let rules: RuleSet
  let writer: QueryWriter
  let isStrict: Bool
  private(set) var queries: [Query] = []
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
      queries.append(query)
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
