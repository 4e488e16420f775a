import Foundation
import Testing

/// The workflow in `samples/ci`, carried out with the program's own commands.
@Suite struct WorkflowTests {
  private let judged: JudgedFolder

  init() throws {
    judged = try JudgedFolder()
    let rules = judged.folder.path + "/rules"
    try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: false)
    try FileManager.default.moveItem(atPath: judged.rulePath, toPath: rules + "/rule.yml")
    #expect(
      try judged.run("test", rules + "/rule.yml", "--from", judged.session).status == 0)
  }

  /// The commands of the steps that run trailsift, in order.
  private static func commands() throws -> [String] {
    let path = Program.root + "/samples/ci/rules.yml"
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .compactMap { line in
        line.range(of: "run: trailsift ").map { "trailsift " + line[$0.upperBound...] }
      }
  }

  private func run(_ command: String) throws -> Program.Outcome {
    let arguments = command.split(separator: " ").dropFirst().map { part in
      part == "\"$LOGS\"" ? judged.logPath : String(part)
    }
    return try Program.trailsift(arguments, in: judged.folder, at: judged.folder.path)
  }

  @Test func itsStepsPassOnAGoodRepository() throws {
    let commands = try Self.commands()
    #expect(commands.map { $0.split(separator: " ")[1] } == ["check", "test", "test", "baseline"])
    let baseline = try run("trailsift baseline \"$LOGS\" --format json --output baseline.json")
    #expect(baseline.status == 0, "\(baseline.errors)")
    for command in commands {
      let outcome = try run(command)
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    }
    #expect(try judged.read("rule-tests.xml").contains("<testsuites"))
  }

  @Test func aLostPositiveFailsAtItsLine() throws {
    let rule = try judged.read("rules/rule.yml")
    try judged.write("rules/rule.yml", rule.replacingOccurrences(of: ": ci-2", with: ": ci-*"))
    let outcomes = try Self.commands().dropLast().map(run)
    #expect(outcomes.map(\.status) == [0, 2, 2])
    #expect(outcomes[1].output.hasPrefix("::error file=rules/rule.yml,line=7,title=Root%3A "))
  }

  @Test func aRuleThatIsNotValidFails() throws {
    try judged.write("rules/broken.yml", "title: broken\n")
    #expect(try Self.commands().dropLast().map { try run($0).status } == [65, 65, 65])
  }
}
