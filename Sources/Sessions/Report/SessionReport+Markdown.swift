import Basics
import HitStore
import Sigma

extension SessionReport {
  /// For a ticket: headings, tables and diffs, with a line for each decision and a few of its hits.
  /// csv and json have all of them. Text from logs, rules and analysts is shown as code, so that it
  /// has no effect.
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
    var lines =
      header.rules.count <= Self.maximumNamed
      ? header.rules.map { "- rule file \(Text.code($0.path))" }
      : ["- \(header.rules.countedAs("rule file")) in \(Text.code(header.rulesPlace))"]
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

  /// More rule files are counted.
  private static let maximumNamed = 10
  /// More hits of a decision are counted.
  private static let maximumExamples = 3
  /// More diffs are in json.
  private static let maximumDiffs = 5

  private var verdictSection: String {
    let counts = HitStore.Verdict.allCases.map { "\(count(of: $0).grouped) \($0.words)" }
    var text = "## Verdicts\n\n" + counts.joined(separator: ", ")
    guard !verdicts.isEmpty else { return text }
    let hasFacts = events != nil
    let rows = Self.grouped(verdicts, by: \.decision).map { ones -> [String] in
      let first = ones[0]
      let notes = Self.distinct(ones.map(\.note))
      return [
        first.verdict.words, ones.countedAs("hit"),
        Self.examples(ones.map { hasFacts ? Self.words($0.facts, $0.hit) : $0.hit.event }),
        Text.code(first.analyst), Text.code(first.timestamp), notes,
      ]
    }
    text += "\n\n" + Self.table(["verdict", "hits", "such as", "by", "at", "note"], rows)
    if verdicts.count > rows.count {
      text += "\n\n`trailsift report SESSION --format csv` lists \(verdicts.countedAs("hit"))."
    }
    return text
  }

  /// Runs of elements with the same key, each with at least one element.
  private static func grouped<Element, Key: Equatable>(
    _ elements: [Element], by key: (Element) -> Key
  ) -> [[Element]] {
    var groups: [[Element]] = []
    for element in elements {
      if let last = groups.last?.first, key(last) == key(element) {
        groups[groups.count - 1].append(element)
      } else {
        groups.append([element])
      }
    }
    return groups
  }

  /// The first few texts as code, and how many more there are.
  private static func examples(_ texts: [String]) -> String {
    let more = texts.count - maximumExamples
    return texts.prefix(maximumExamples).map(Text.code).joined(separator: ", ")
      + (more > 0 ? " and \(more.grouped) more" : "")
  }

  private static func distinct(_ texts: [String]) -> String {
    var seen: Set<String> = []
    return examples(texts.filter { !$0.isEmpty && seen.insert($0).inserted })
  }

  /// `2025-11-02T14:00:04Z me-south-1 kim ListUsers 203.0.113.7`
  private static func words(_ facts: EventFacts?, _ hit: HitID) -> String {
    guard let facts else { return hit.event }
    let principal = String(facts.principal.pieces(at: ":").last ?? "")
    return [facts.time, facts.region, principal, facts.name, facts.sourceAddress]
      .filter { !$0.isEmpty }.joined(separator: " ")
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
    // One comment on many hits is one line.
    let order = comments.sorted {
      ($0.timestamp, $0.analyst, $0.text, $0.hit) < ($1.timestamp, $1.analyst, $1.text, $1.hit)
    }
    return "## Comments on hits without a verdict\n\n"
      + Self.table(
        ["hits", "such as", "by", "at", "comment"],
        Self.grouped(order) { [$0.timestamp, $0.analyst, $0.text] }.map { ones in
          [ones.countedAs("hit"), Self.examples(ones.map(\.hit.event))]
            + [ones[0].analyst, ones[0].timestamp, ones[0].text].map(Text.code)
        })
  }

  private var editSection: String {
    guard !edits.isEmpty else { return "## Changes of the rules\n\nNone." }
    return "## Changes of the rules\n\n"
      + Self.table(
        ["what", "why", "silenced", "by", "at", "file"],
        Self.grouped(edits, by: \.decision).map { ones in
          [
            Text.code(ones[0].edit), Text.code(ones[0].reason ?? ""),
            ones.reduce(0) { $0 + $1.silenced }.counting("hit"),
            Text.code(ones[0].analyst), Text.code(ones[0].timestamp),
            Self.distinct(ones.map(\.path)),
          ]
        })
  }

  private var ruleSection: String {
    let changed = rules.filter { !$0.diff.isEmpty }
    var parts = changed.prefix(Self.maximumDiffs).map { Text.block($0.diff, language: "diff") }
    if changed.count > Self.maximumDiffs {
      let rest = changed.dropFirst(Self.maximumDiffs)
      parts.append(
        Self.table(
          ["changed as well", "rule"],
          rest.map { [Text.code($0.path), $0.titles.map(Text.code).joined(separator: ", ")] }))
      parts.append("`trailsift report SESSION --format json` has their diffs.")
    }
    return parts.joined(separator: "\n\n")
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
    let isFew = rules.count <= Self.maximumNamed
    let listed = rules.filter { isFew || $0.after != $0.before }
    for rule in listed {
      if let before = rule.before {
        rows.append([Text.code(rule.path) + " before", "`\(before)`"])
      }
      if rule.after != rule.before {
        rows.append([Text.code(rule.path) + " after", "`\(rule.after)`"])
      }
    }
    if let hash = events?.sha256 { rows.append(["events of the bundle", Text.code(hash)]) }
    let others = rules.count - listed.count
    return "## Inputs\n\n" + Self.table(["what", "SHA-256"], rows)
      + (others > 0 ? "\n\n\(others.counting("more rule file")) did not change." : "")
      + "\n\nDecided with \(Text.code(header.tool)), session format \(header.format); reported by \(Text.code(tool))."
  }

  private static func table(_ names: [String], _ rows: [[String]]) -> String {
    let lines = [names, names.map { _ in "---" }] + rows
    return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
  }
}
