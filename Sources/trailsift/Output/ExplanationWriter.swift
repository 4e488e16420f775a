import Basics
import CloudTrail
import Scanning
import Sigma
import TerminalScreen

/// Explains for people what rules do with an event.
///
///     event a4d8fe11-447b-46b4-afd7-b87ed5423aca
///       2026-02-25T21:49:12Z ec2.amazonaws.com DescribeInstances
///       logs/AWSLogs/….json.gz
///
///     AWS Activity in a Region the Account Does Not Use
///       samples/rules/unusual-region.yml
///       does not match: filter_expected_services excludes it
///       no  and
///       ├─ …
struct ExplanationWriter {
  let rules: [Rule]
  let options: ScanOptions
  /// The maximum width of a line.
  let columns: Int

  private static let indent: SafeText = "  "
  private static let maximumFiles = 10
  /// The maximum width of the line that identifies the event.
  private static let maximumColumns = 400
  private static let maximumCauses = 5

  func write(_ record: RecordExplanation, eventID: String, only chosen: [Int]) {
    put(SafeText("event \(eventID)"))
    if !record.summary.isEmpty {
      say(Self.indent + SafeText(record.summary.joined(separator: " "), limit: Self.maximumColumns))
    }
    for file in record.files.prefix(Self.maximumFiles) { put(Self.indent + SafeText(file)) }
    if record.files.count > Self.maximumFiles {
      say("  and \(record.files.count - Self.maximumFiles) more times")
    }
    let passedOver = record.passedOver(by: options)
    if let passedOver { say("  scans pass over this record: \(Self.words(passedOver))") }
    for index in chosen {
      put("")
      write(record.explanations[index], of: rules[index], record, isPassedOver: passedOver != nil)
    }
  }

  private func write(
    _ explanation: Explanation, of rule: Rule, _ record: RecordExplanation, isPassedOver: Bool
  ) {
    say(SafeText(rule.title))
    put(Self.indent + SafeText(rule.path))
    let verdict: SafeText =
      explanation.matched
      ? isPassedOver ? "would match" : "matches"
      : "does not match: \(causes(explanation, of: rule))"
    say(Self.indent + verdict)
    let tree = ExplanationTree(
      rule: rule, fieldNames: record.fieldNames, columns: columns - Self.indent.width)
    for line in tree.lines(of: explanation) { put(Self.indent + line) }
  }

  private func causes(_ explanation: Explanation, of rule: Rule) -> SafeText {
    let all = explanation.causes
    let told = all.prefix(Self.maximumCauses).map { cause -> SafeText in
      switch cause {
      case .fails(let name): "\(name) does not hold"
      case .excludes(let name): "\(name) excludes it"
      case .filter(let index):
        "silenced by the Sigma filter “\(rule.filters[index].title)” in \(rule.filters[index].path)"
      }
    }
    let rest = all.count - Self.maximumCauses
    return told.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  static func words(_ passedOver: RecordExplanation.PassedOver) -> String {
    switch passedOver {
    case .outsideTimes: "its time is not within --since and --until"
    case .noEvent(let kind):
      "it is not a CloudTrail event (it looks like \(kind)); --any-record matches it too"
    }
  }

  /// A line, folded.
  private func say(_ line: SafeText) {
    for part in line.folded(columns: columns, hanging: "    ") { put(part) }
  }

  /// A line that is not folded, such as a path that people copy.
  private func put(_ line: SafeText) { Console.print(line.text) }
}
