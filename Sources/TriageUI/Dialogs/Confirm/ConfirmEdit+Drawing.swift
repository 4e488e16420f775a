import Basics
import HitStore
import TerminalScreen
import Triage

/// The dialog before a rule is written: the edit's effect, warnings, and the diff.
///
///     ┌ allow ap-east-1 ───────────────────────────────┐
///     │ samples/rules/unusual-region.yml               │
///     │ silences 41 hits (2 false positive), leaves 112│
///     │   detection:                                   │
///     │ -   - 'ap-east-1'                              │
///     └────────────────────────────────────────────────┘
extension ConfirmEdit {
  func draw(_ state: State, on screen: inout Screen) {
    let lines = lines(in: state)
    let inside = DialogFrame.draw(
      title: SafeText(title), rows: lines.count, columns: wantedColumns, state.viewport,
      on: &screen)
    DialogFrame.drawScrolled(
      lines, top: scroll.top, key: state.key(.moveDown), on: &screen, in: inside)
  }

  private var title: String {
    let rules = preview.rules.count > 1 ? " in \(preview.rules.countedAs("rule"))" : ""
    return "\(preview.edit)\(rules)" + (following == 0 ? "" : ", then \(following) more")
  }

  func lines(in state: State) -> [Line] {
    let width = DialogFrame.textColumns(state.viewport, columns: wantedColumns)
    let files = preview.files
    let place = files.count == 1 ? files[0].place : files.countedAs("file")
    var lines = [Line(SafeText(place), .muted)]
    switch preview.edit {
    case .setExpiry(_, let date):
      let words =
        date.map { "is reported as expired after \($0)" } ?? "is never reported as expired"
      lines.append(Line(SafeText("changes no hit: the exception \(words)"), .dialog))
    case let edit where edit.takesBack: lines.append(Self.restoringLine(preview.effect))
    default: lines.append(Self.effectLine(preview.effect))
    }
    if isRenewed {
      lines.append(
        Line("! The file was changed by someone else: this diff is on its new text.", .warning))
    }
    if let failure {
      lines.append(Line(SafeText("! " + failure, limit: 600), .error))
      lines.append(
        Line(
          SafeText(
            "! \(state.key(.write)) tries again; \(state.key(.writeElsewhere)) writes the rule to another file."
          ),
          .error))
    }
    for warning in preview.warnings { lines.append(Line(SafeText("! " + warning), .warning)) }
    for note in preview.notes { lines.append(Line(SafeText("· " + note), .muted)) }
    let whole = (lines + [Line("")] + diffLines()).flatMap { $0.folded(width: width) }
    guard whole.count > state.viewport.dialogTextRows else { return whole }
    // What is added is rather visible than what is around it.
    return (lines + diffLines(isShort: true)).flatMap { $0.folded(width: width) }
  }

  /// The changes of each file.
  private func diffLines(isShort: Bool = false) -> [Line] {
    let files = preview.files
    return files.flatMap { file in
      (files.count > 1 ? [Line(SafeText(file.place), .muted)] : [])
        + (isShort
          ? DiffLines.lines(file.diff, of: preview.edit, isShort: true)
          : DiffLines.lines(file.diff, of: preview.edit))
    }
  }

  /// Long lines of a rule, such as comments, are rather wrapped than make the dialog too wide.
  private var wantedColumns: Int {
    diffLines().lazy.map(\.width).filter { $0 <= Self.maximumColumns }.max() ?? 0
  }

  private static let maximumColumns = 120

  private static func restoringLine(_ effect: EditEffect) -> Line {
    var line = Line("brings back ", .dialog)
      .appending(SafeText(effect.restored.counting("hit")), .accent, bold: true)
    if let judged = EditEffect.words(effect.restoredByVerdict) {
      line.append(SafeText(" (\(judged))"), .dialog)
    }
    if effect.mayRestore > 0 {
      line.append(SafeText(" and up to \(effect.mayRestore.grouped) more"), .dialog)
    }
    return line.appending(
      SafeText(", then there are " + effect.remaining.counting("hit")), .dialog)
  }

  static func effectLine(_ effect: EditEffect) -> Line {
    var line = Line("silences ", .dialog)
    line.append(SafeText(effect.silenced.countedAs("hit")), .accent, bold: true)
    if let judged = EditEffect.words(effect.byVerdict) {
      line.append(SafeText(" (\(judged))"), .dialog)
    }
    if effect.restored > 0 {
      line.append(SafeText(", brings back " + effect.restored.grouped), .dialog)
    }
    line.append(SafeText(", leaves " + effect.remaining.counting("hit")), .dialog)
    return line
  }
}
