import Basics
import HitStore
import Sigma

extension SessionReport {
  /// For a ticket: headings, tables and diffs. Text from logs, rules and analysts is shown as code,
  /// so that it has no effect.
  public var markdown: String {
    let sections = [
      title, lookedAt, verdictSection, placeSection, commentSection, editSection, ruleSection,
      undoneSection,
      problemSection, inputSection,
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private typealias Text = ReportText

  private var title: String {
    let titles = rules.flatMap(\.titles)
    let shown = titles.prefix(3).map(Text.code).joined(separator: ", ")
    let more = titles.count > 3 ? " and \(titles.count - 3) more" : ""
    return "# Triage report\n\n"
      + (titles.isEmpty ? "" : (titles.count == 1 ? "Rule: " : "Rules: ") + shown + more + "  \n")
      + "By \(Text.code(header.author)), \(Text.code(header.started)) to \(Text.code(ended))"
  }

  private var lookedAt: String {
    var lines = header.rules.map { "- rule file \(Text.code($0.path))" }
    lines += header.files.map { "- \($0.kind.rawValue) \(Text.code($0.path))" }
    lines += header.logs.map { log in
      "- logs \(Text.code(log.path))" + (log.bytes.map { ", \($0.asBytes)" } ?? "")
    }
    if let since = header.options.since {
      lines.append("- only events since \(Timestamp.text(milliseconds: since))")
    }
    if let until = header.options.until {
      lines.append("- only events before \(Timestamp.text(milliseconds: until))")
    }
    for (what, values) in [
      ("accounts", header.options.accounts), ("regions", header.options.regions),
    ] {
      guard let values else { continue }
      lines.append("- only \(what) \(values.map(Text.code).joined(separator: ", "))")
    }
    if let events {
      if let logs = events.logs {
        lines.append(
          "- \(logs.records.counting("record")) in \(logs.files.counting("file")), \(logs.matched.grouped) of them matched"
        )
      }
      lines.append(
        "- \(events.hits.counting("hit"))"
          + (events.selection == .judged ? " (only those that a decision is about)" : "")
          + (events.first.map { ", from " + Timestamp.text(milliseconds: $0) } ?? "")
          + (events.last.map { " to " + Timestamp.text(milliseconds: $0) } ?? ""))
    }
    return "## What was looked at\n\n" + lines.joined(separator: "\n")
  }

  private var verdictSection: String {
    let counts = HitStore.Verdict.allCases.map { "\(count(of: $0).grouped) \($0.words)" }
    var text = "## Verdicts\n\n" + counts.joined(separator: ", ")
    guard !verdicts.isEmpty else { return text }
    let hasFacts = events != nil
    text +=
      "\n\n"
      + Self.table(
        ["verdict", "event"] + (hasFacts ? ["time", "region", "principal", "call", "from"] : [])
          + ["by", "at", "note"],
        verdicts.map { one in
          [one.verdict.words, Text.code(one.hit.event)]
            + (hasFacts ? Self.cells(one.facts) : [])
            + [Text.code(one.analyst), Text.code(one.timestamp), Text.code(one.note)]
        })
    return text
  }

  private static func cells(_ facts: EventFacts?) -> [String] {
    guard let facts else { return Array(repeating: "", count: 5) }
    return [facts.time, facts.region, facts.principal, facts.name, facts.sourceAddress].map(
      Text.code)
  }

  /// Which databases said where the sources were, as their licences ask for too.
  private var placeSection: String {
    guard !places.databases.isEmpty else { return "" }
    let answers = places.answers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return "## Where the calls came from\n\n"
      + Self.table(
        ["source", "place", "network"],
        answers.map { value, answer in
          [value, answer.text, answer.system?.fact.text ?? ""].map(Text.code)
        }) + "\n\n"
      + Self.table(
        ["database", "built", "file", "SHA-256"],
        places.databases.map {
          [
            $0.name.database, $0.name.built?.description ?? "", $0.name.file, $0.sha256 ?? "",
          ].map(Text.code)
        })
  }

  private var commentSection: String {
    guard !comments.isEmpty else { return "" }
    return "## Comments on hits without a verdict\n\n"
      + Self.table(
        ["event", "by", "at", "comment"],
        comments.map {
          [$0.hit.event, $0.analyst, $0.timestamp, $0.text].map(Text.code)
        })
  }

  private var editSection: String {
    guard !edits.isEmpty else { return "## Changes of the rules\n\nNone." }
    return "## Changes of the rules\n\n"
      + Self.table(
        ["what", "why", "silenced", "by", "at", "file"],
        edits.map {
          [
            Text.code($0.edit), Text.code($0.reason ?? ""), $0.silenced.counting("hit"),
            Text.code($0.analyst), Text.code($0.timestamp), Text.code($0.path),
          ]
        })
  }

  private var ruleSection: String {
    rules.filter { !$0.diff.isEmpty }.map { Text.block($0.diff, language: "diff") }
      .joined(separator: "\n\n")
  }

  private var undoneSection: String {
    guard !undone.isEmpty else { return "" }
    return "## Taken back\n\n"
      + Self.table(
        ["what", "by", "at"],
        undone.map { [$0.summary, $0.analyst, $0.timestamp].map(Text.code) })
  }

  private var problemSection: String {
    guard !problems.isEmpty else { return "" }
    return "## What the journal does not say\n\n"
      + problems.map { "- " + Text.code($0) }.joined(separator: "\n")
  }

  private var inputSection: String {
    var rows: [[String]] = [["session", "`\(journalSHA256)`"]]
    for rule in rules {
      if let before = rule.before {
        rows.append([Text.code(rule.path) + " before", "`\(before)`"])
      }
      if rule.after != rule.before {
        rows.append([Text.code(rule.path) + " after", "`\(rule.after)`"])
      }
    }
    if let hash = events?.sha256 { rows.append(["events of the bundle", Text.code(hash)]) }
    return "## Inputs\n\n" + Self.table(["what", "SHA-256"], rows)
      + "\n\nDecided with \(Text.code(header.tool)), session format \(header.format); reported by \(Text.code(tool))."
  }

  private static func table(_ names: [String], _ rows: [[String]]) -> String {
    let lines = [names, names.map { _ in "---" }] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
