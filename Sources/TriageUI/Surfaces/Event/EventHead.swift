import Basics
import EventJSON
import Scanning
import TerminalScreen
import Triage

extension State {
  /// The lines above a hit's JSON: who, from where, with what, why the rule matched it, its verdict
  /// and comments.
  var eventHead: [EventPane.HeadLine] {
    guard let detail = event.detail else { return [] }
    var lines = ActorLines(detail.json, source: detail.source).lines
    lines += detail.tellingReasons.map { headLine($0, "why  ", .accent) }
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
    return lines
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

extension EventDetail {
  /// The reasons without those that hold for any value (`eventSource: '*'`), unless there are no
  /// others.
  fileprivate var tellingReasons: [Reason] {
    let telling = reasons.filter { $0.pattern != "*" }
    return telling.isEmpty ? reasons : telling
  }
}
