import Basics
import EventJSON
import HitStore
import Scanning
import TerminalScreen
import Triage

extension State {
  /// The lines above a hit's JSON: who, from where, with what, why the rule matched it, its verdict
  /// and comments.
  var eventHead: [EventPane.HeadLine] {
    guard let detail = event.detail else { return [] }
    var lines = ActorLines(detail.json, source: detail.source).lines
    if table.hasSeveralRules, table.rows.contains(detail.row) {
      lines.append(ruleLine(detail.row))
    }
    lines += detail.reasons.telling.map { headLine($0, "why  ", .accent) }
    lines += detail.silencedBy.map { headLine($0, "gone ", .warning) }
    lines += SourceLines.twoPlaces(detail.row, in: table)
    if let verdict = session.verdicts[detail.id] {
      let (_, role) = HitsView.letter(verdict)
      lines.append(
        .init(line: Line("is   ", .muted).appending(SafeText(verdict.words), role, bold: true)))
    }
    for comment in session.comments[detail.id] ?? [] {
      let by = " (\(comment.author), \(comment.at.prefix(10)))"
      let line = Line("note ", .muted).appending(SafeText(comment.text))
        .appending(SafeText(by), .muted)
      lines.append(.init(line: line, value: comment.text))
    }
    for other in detail.others {
      lines.append(ruleLine(other.row))
      lines += other.reasons.telling.map { headLine($0, "why  ", .accent) }
    }
    return lines
  }

  /// `rule ▆H Logging stopped  rules/logging.yml`
  private func ruleLine(_ row: HitTable.Row) -> EventPane.HeadLine {
    let rule = table.rule(row)
    let info = rules.indices.contains(rule) ? rules[rule] : nil
    var line = Line("rule ", .muted)
    line.append(RuleCells.level(info?.level ?? ""))
    line.append(SafeText(" " + table.ruleTitle(rule), limit: 300), bold: true)
    if list.silenced.contains(row) { line.append("  silenced", .warning) }
    if let verdict = session.byRow[row] {
      line.append(SafeText("  " + verdict.words), HitsView.letter(verdict).1)
    }
    line.append(SafeText("  " + (info?.path ?? ""), limit: 1_000), .muted)
    return .init(line: line, value: table.ruleTitle(rule))
  }

  private func headLine(
    _ reason: EventDetail.Reason, _ head: SafeText, _ role: Role
  ) -> EventPane.HeadLine {
    let field = String(reason.field.pieces(at: "|")[0])
    let name = field.pieces(at: ".").last.map(String.init)
    let isMasked = !settings.showsSecrets && SecretRules.isSecret(field: name, value: reason.value)
    let value = isMasked ? JSONOutline.mask : reason.value
    var line = Line(head, .muted)
    line.append(SafeText(reason.selection + ": "), .muted)
    line.append(SafeText("\(reason.field) = "), role)
    line.append(SafeText(value, limit: 500), role, bold: true)
    let pattern = reason.holds ? "pattern" : "wanted"
    line.append(SafeText("  (\(pattern) \(reason.pattern))", limit: 500), .muted)
    return .init(line: line, value: value, path: field)
  }
}

extension [EventDetail.Reason] {
  /// The reasons without those that hold for any value (`eventSource: '*'`), unless there are no
  /// others.
  fileprivate var telling: [EventDetail.Reason] {
    let telling = filter { $0.pattern != "*" }
    return telling.isEmpty ? self : telling
  }
}
