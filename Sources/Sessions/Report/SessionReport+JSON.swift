import Basics
import EventJSON
import HitStore

extension SessionReport {
  /// The report as one JSON object on one line.
  ///
  ///     {"trailsift_report":1,…,"verdicts":[{"rule_id":"…","event_id":"…","verdict":"true_positive",
  ///      "timestamp":"…","analyst":"kim","note":"…","event":{"time":"…",…}}],"edits":[…],"rules":[…]}
  public var json: String {
    var line = JSONLine()
    line.add("trailsift_report", 1)
    line.add("tool", tool)
    line.add("session", session)
    line.add("logs", header.logs.map(Self.line))
    if let events { line.add("events", Self.line(events)) }
    line.add("counts", counts)
    line.add("verdicts", verdicts.map(Self.line))
    line.add("comments", comments.map(Self.line))
    line.add("edits", edits.map(Self.line))
    line.add("rules", rules.map(Self.line))
    line.add("undone", undone.map(Self.line))
    if !places.databases.isEmpty {
      var kept = JSONLine()
      places.add(to: &kept)
      line.add("places", kept)
    }
    line.add("problems", problems)
    return line.text + "\n"
  }

  private var session: JSONLine {
    var line = JSONLine()
    line.add("author", header.author)
    line.add("started", header.started)
    line.add("ended", ended)
    line.add("tool", header.tool)
    line.add("format", header.format)
    line.add("journal_sha256", journalSHA256)
    line.add("options", encoding: header.options)
    return line
  }

  private var counts: JSONLine {
    var line = JSONLine()
    for verdict in HitStore.Verdict.allCases { line.add(verdict.rawValue, count(of: verdict)) }
    line.add("judged", verdicts.count)
    line.add("edits", edits.count)
    line.add("undone", undone.count)
    return line
  }

  private static func line(_ log: SessionHeader.LogRecord) -> JSONLine {
    var line = JSONLine()
    line.add("path", log.path)
    if let bytes = log.bytes { line.add("bytes", Int(bytes)) }
    return line
  }

  private static func line(_ events: Events) -> JSONLine {
    var line = JSONLine()
    line.add("hits", events.hits)
    line.add("selection", events.selection.rawValue)
    if let first = events.first { line.add("first", Timestamp.text(milliseconds: first)) }
    if let last = events.last { line.add("last", Timestamp.text(milliseconds: last)) }
    if let logs = events.logs {
      line.add("files", logs.files)
      line.add("records", logs.records)
      line.add("matched", logs.matched)
    }
    if let hash = events.sha256 { line.add("sha256", hash) }
    return line
  }

  private static func line(_ verdict: Verdict) -> JSONLine {
    var line = JSONLine()
    line.add("rule_id", verdict.hit.rule)
    line.add("event_id", verdict.hit.event)
    line.add("verdict", verdict.verdict.rawValue)
    line.add("timestamp", verdict.timestamp)
    line.add("analyst", verdict.analyst)
    line.add("note", verdict.note)
    if let facts = verdict.facts {
      var event = JSONLine()
      event.add("time", facts.time)
      event.add("aws_region", facts.region)
      event.add("principal", facts.principal)
      event.add("event_name", facts.name)
      event.add("source_ip", facts.sourceAddress)
      line.add("event", event)
    }
    return line
  }

  private static func line(_ comment: Comment) -> JSONLine {
    var line = JSONLine()
    line.add("rule_id", comment.hit.rule)
    line.add("event_id", comment.hit.event)
    line.add("timestamp", comment.timestamp)
    line.add("analyst", comment.analyst)
    line.add("text", comment.text)
    return line
  }

  private static func line(_ edit: Edit) -> JSONLine {
    var line = JSONLine()
    line.add("timestamp", edit.timestamp)
    line.add("analyst", edit.analyst)
    line.add("path", edit.path)
    line.add("rule_id", edit.rule)
    line.add("edit", edit.edit)
    if let reason = edit.reason { line.add("reason", reason) }
    line.add("silenced", edit.silenced)
    return line
  }

  private static func line(_ rule: RuleFile) -> JSONLine {
    var line = JSONLine()
    line.add("path", rule.path)
    line.add("titles", rule.titles)
    if let before = rule.before { line.add("before_sha256", before) }
    line.add("after_sha256", rule.after)
    line.add("diff", rule.diff)
    return line
  }

  private static func line(_ undone: Undone) -> JSONLine {
    var line = JSONLine()
    line.add("timestamp", undone.timestamp)
    line.add("analyst", undone.analyst)
    line.add("summary", undone.summary)
    return line
  }
}
