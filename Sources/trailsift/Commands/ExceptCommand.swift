import ArgumentParser
import Basics
import Foundation
import RuleEditing
import Triage

struct ExceptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "except",
    abstract: "Add, list, change or remove exceptions of a rule, without a screen.",
    discussion: """
      Adds an exception:       --where FIELD=VALUE... [--name NAME] [--expires DATE]
      Lists them:              --list [--logs LOG]
      Widens or narrows one:   --change NAME [--where FIELD=VALUE] [--also FIELD=VALUE] [--drop FIELD]
      Lets one expire:         --change NAME --expires DATE|never
      Removes some:            --remove NAME...

      A test is FIELD=VALUE, or with a Sigma modifier FIELD|startswith=VALUE (endswith, contains, \
      cidr), FIELD|null, FIELD|exists or FIELD|missing. With --change, --where replaces the test of \
      that field, --also adds a value to it, and --drop removes a field or, as FIELD=VALUE, a value. \
      Values are literal: a * is a star. All but --list print the diff, prove the edit and write \
      the rule. --list --format json prints

        {"rule": {"id", "name", "title"}, "exceptions": [{"name", "file", "line", "target",
          "tests", "lines", "comments", "expires", "expired", "silenced", "silenced_shared",
          "last_silenced"}, ...]}

      silenced, known only with --logs, counts the events that this exception alone keeps from being \
      hits; silenced_shared those that others silence too.
      """,
    examples: [
      (
        "trailsift except rule.yml --where 'userAgent|startswith=Jenkins/' --where awsRegion=ap-east-1",
        "Except what has both."
      ),
      (
        "trailsift except rule.yml --list --logs AWSLogs",
        "List the exceptions and what each silences."
      ),
      (
        "trailsift except rule.yml --change jenkins --expires 2026-12-31",
        "Let one expire."
      ),
    ])

  @Argument(help: "A Sigma rule file or a folder of rules.")
  var rule: String

  @Option(
    help: ArgumentHelp(
      "A test of the events to except. Several are combined with and; two values of one field with or.",
      valueName: "field=value"))
  var `where`: [FieldTestArgument] = []

  @Option(help: "The exception's name. Default: made from its fields.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The exception's last day. After it, check reports the exception as expired.",
      valueName: "date|never"))
  var expires: String?

  @Flag(help: "List the exceptions and, with --logs, what each one silences.")
  var list = false

  @Option(help: ArgumentHelp("Remove this exception. Can be repeated.", valueName: "name"))
  var remove: [String] = []

  @Option(help: ArgumentHelp("Change this exception.", valueName: "name"))
  var change: String?

  @Option(help: ArgumentHelp("With --change: add a value.", valueName: "field=value"))
  var also: [FieldTestArgument] = []

  @Option(
    help: ArgumentHelp("With --change: remove a field or a value.", valueName: "field[=value]"))
  var drop: [String] = []

  @Option(help: "With --list: text or json.")
  var format: ReportFormat = .text

  @OptionGroup var edit: EditOptions
  @OptionGroup var match: MatchOptions

  func validate() throws {
    let modes = [list, !remove.isEmpty, change != nil].count { $0 }
    if modes > 1 { throw ValidationError("use only one of --list, --remove and --change") }
    if modes == 0, `where`.isEmpty {
      throw ValidationError("give events with --where, or list the exceptions with --list")
    }
    if change == nil, !also.isEmpty || !drop.isEmpty {
      throw ValidationError("--also and --drop need --change NAME")
    }
    if list || !remove.isEmpty, !`where`.isEmpty || expires != nil || name != nil {
      throw ValidationError("--list and --remove take no --where, --name or --expires")
    }
    if change != nil, name != nil { throw ValidationError("--change keeps the name; omit --name") }
    if change != nil, `where`.isEmpty, also.isEmpty, drop.isEmpty, expires == nil {
      throw ValidationError("--change needs --where, --also, --drop or --expires")
    }
    if change == nil, expires == "never" {
      throw ValidationError("an exception without --expires never expires")
    }
    for (option, tests) in [("--where", `where`), ("--also", also)] {
      if let problem = tests.lazy.compactMap(\.problem).first {
        throw ValidationError("\(option): \(problem)")
      }
    }
    if let expires, expires != "never", !EditStamp(date: expires, author: "").hasValidDate {
      throw ValidationError("--expires takes YYYY-MM-DD or never, not “\(expires)”")
    }
  }

  func run() throws {
    if list {
      return try edit.withEngine(on: rule, match: match, scans: false) { open in
        try ExceptionList(open, match: match, format: format).print()
      }
    }
    try edit.perform(on: rule, match: match) { engine, rule in
      if let change { return try edits(of: change, engine, rule) }
      if !remove.isEmpty { return remove.map { .removeException(name: $0) } }
      let exception = RuleException(
        name: name, tests: FieldTestArgument.tests(`where`), expires: expires)
      return [.addException(exception)]
    }
  }

  /// The edits that change an existing exception.
  private func edits(
    of name: String, _ engine: TriageEngine, _ rule: Int
  ) throws -> [RuleEdit] {
    var edits: [RuleEdit] = []
    if !`where`.isEmpty || !also.isEmpty || !drop.isEmpty {
      let known = try engine.exceptions(ofRule: rule)
      let names = ["", "filter_main_", "filter_", "filter_optional_"].map { $0 + name }
      guard let exception = known.first(where: { names.contains($0.name) }) else {
        throw TriageRefusal(
          "the rule has no exception \(name); it has "
            + known.map(\.name).joined(separator: ", "))
      }
      guard var tests = exception.tests else {
        throw TriageRefusal("\(exception.name) has more than field tests; change it by hand")
      }
      try change(&tests, of: exception.name)
      edits.append(.changeException(name: exception.name, to: RuleException(tests: tests)))
    }
    if let expires {
      edits.append(.setExpiry(name: name, date: expires == "never" ? nil : expires))
    }
    return edits
  }

  private func change(_ tests: inout [RuleException.FieldTest], of name: String) throws {
    for dropped in drop {
      let parts = dropped.pieces(at: "=", most: 2)
      let field = String(parts[0].pieces(at: "|")[0])
      let before = tests
      if parts.count == 1 {
        tests.removeAll { $0.field == field }
      } else {
        for index in tests.indices where tests[index].field == field {
          tests[index].values.removeAll { $0.hasSameBytes(as: parts[1]) }
        }
        tests.removeAll { $0.relation.takesValues && $0.values.isEmpty }
      }
      if tests == before { throw TriageRefusal("\(name) does not test \(dropped)") }
    }
    let new = FieldTestArgument.tests(`where`)
    for test in new where !tests.contains(test) {
      let place = tests.firstIndex { $0.field == test.field } ?? tests.count
      tests.removeAll { old in old.field == test.field && !new.contains(old) }
      tests.insert(test, at: min(place, tests.count))
    }
    for test in FieldTestArgument.tests(also) {
      let same = tests.firstIndex { $0.field == test.field && $0.relation == test.relation }
      guard let same else {
        throw TriageRefusal("\(name) does not test \(test.field) that way; add a test with --where")
      }
      tests[same].values += test.values.filter { !tests[same].values.contains($0) }
    }
  }
}
