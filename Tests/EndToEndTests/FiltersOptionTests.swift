import Foundation
import Testing

/// `--filters`: Sigma filters that apply wherever rules run.
@Suite struct FiltersOptionTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try write(
      "r.yml",
      """
      title: Any call
      id: 11111111-2222-4333-8444-555555555555
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: '*'}, condition: selection}
      """)
    try write("f.yml", Self.filter("curl", id: 1))
    try write("more/g.yaml", Self.filter("wget", id: 2))
    let events = ["aws-cli", "curl", "wget"].enumerated().map { number, agent in
      #"{"eventVersion":"1.11","eventID":"e\#(number)","eventTime":"2026-02-25T10:00:0\#(number)Z","#
        + #""eventSource":"iam.amazonaws.com","eventName":"CreateUser","awsRegion":"us-east-1","#
        + #""userAgent":"\#(agent)"}"#
    }
    try write("log.json", events.joined(separator: "\n"))
  }

  private static func filter(_ agent: String, id: Int) -> String {
    """
    title: Not \(agent)
    id: f\(id)111111-2222-4333-8444-555555555555
    logsource: {product: aws, service: cloudtrail}
    filter:
      rules: [11111111-2222-4333-8444-555555555555]
      selection: {userAgent: \(agent)}
      condition: not selection
    """
  }

  private func write(_ name: String, _ text: String) throws {
    let url = URL(fileURLWithPath: folder.path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(
      arguments.map { $0.hasPrefix("./") ? folder.path + $0.dropFirst() : $0 }, in: folder)
  }

  @Test func scanAndCount() throws {
    func count(_ filters: String...) throws -> String {
      let options = filters.flatMap { ["--filters", folder.path + "/" + $0] }
      let outcome = try Program.trailsift(
        ["scan", "--format", "count", "--quiet"] + options
          + [folder.path + "/r.yml", folder.path + "/log.json"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    #expect(try count() == "3")
    #expect(try count("f.yml") == "2")
    #expect(try count("f.yml", "f.yml", "more") == "1")
  }

  @Test func explainNamesTheFilter() throws {
    let outcome = try run(
      "explain", "--filters", "./f.yml", "./r.yml", "./log.json", "--event", "e1")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("silenced by the Sigma filter “Not curl”"))
  }

  @Test func checkAndPicture() throws {
    #expect(try run("check", "--strict", "--filters", "./f.yml", "./r.yml").status == 0)
    try write("typo.yml", Self.filter("curl", id: 3).replacing("userAgent", with: "useragent"))
    let doubted = try run("check", "--filters", "./typo.yml", "./r.yml")
    #expect(doubted.status == 0 && doubted.errors.contains("typo.yml:6:"))
    let picture = try run(
      "picture", "--format", "text", "--filters", "./more", "./r.yml", "./log.json")
    #expect(picture.output.contains("2 hits"))
  }

  /// An edit of a rule with a filter is planned and counted with the filter.
  @Test func edits() throws {
    let outcome = try run(
      "except", "./r.yml", "--where", "userAgent=wget", "--filters", "./f.yml", "--logs",
      "./log.json", "--dry-run")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("silences 1 hit, leaves 1"), "\(outcome.errors)")
  }

  @Test func aFileThatIsNotAFilterIsReported() throws {
    #expect(try run("scan", "--filters", "./none.yml", "./r.yml", "./log.json").status == 66)
    let rule = try run("scan", "--filters", "./r.yml", "./r.yml", "./log.json")
    #expect(rule.status == 65 && rule.errors.contains("no Sigma filter in the file"))
    try write("broken.yml", "title: x\nfilter: {rules: any}\n")
    let broken = try run("scan", "--filters", "./broken.yml", "./r.yml", "./log.json")
    #expect(broken.status == 65 && broken.errors.contains("broken.yml:1:1: error:"))
  }

  @Test func yamlAmongTheLogsIsAnError() throws {
    let outcome = try run("scan", "./r.yml", "./f.yml", "./log.json")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("f.yml: a YAML file among the logs"))
    // Whatever its name. JSON is a log, whatever its name.
    try write("f.txt", "# tuned\n" + Self.filter("curl", id: 4))
    #expect(try run("scan", "./r.yml", "./f.txt", "./log.json").status == 64)
    try write("log.yml", #"{"eventVersion":"1.11","eventID":"y","eventName":"X"}"#)
    #expect(try run("scan", "./r.yml", "./log.yml").status == 0)
  }
}
