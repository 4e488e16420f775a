import TerminalScreen
import Triage

/// The dialog before a rule is written: what the edit does, what to know of it, and the diff.
///
///     ┌ allow ap-east-1 ───────────────────────────────┐
///     │ samples/rules/unusual-region.yml               │
///     │ silences 41 hits (2 false positive), leaves 112│
///     │   detection:                                   │
///     │ -   - 'ap-east-1'                              │
///     └────────────────────────────────────────────────┘
enum EditView {
  static func draw(_ confirm: Dialog.ConfirmEdit, _ layout: Layout, on screen: inout Screen) {
    let lines = lines(confirm, width: DialogFrame.textColumns(layout))
    let inside = DialogFrame.draw(
      title: SafeText("\(confirm.preview.edit)"), rows: lines.count, layout,
      on: &screen)
    DialogFrame.drawScrolled(lines, top: confirm.top, on: &screen, in: inside)
  }

  static func lines(_ confirm: Dialog.ConfirmEdit, width: Int) -> [Line] {
    let preview = confirm.preview
    var lines = [Line(SafeText(preview.path), .muted), effectLine(preview.effect)]
    if confirm.isRenewed {
      lines.append(
        Line("! The file was changed by someone else: this diff is on its new text.", .warning))
    }
    for warning in preview.warnings { lines.append(Line(SafeText("! " + warning), .warning)) }
    for note in preview.notes { lines.append(Line(SafeText("· " + note), .muted)) }
    lines.append(Line(""))
    return (lines + DiffLines.lines(preview.diff)).flatMap { $0.folded(width: width) }
  }

  static func effectLine(_ effect: EditEffect) -> Line {
    var line = Line("silences ", .dialog)
    line.append(SafeText(effect.silenced.countedAs("hit")), .accent, bold: true)
    let judged = Verdict.allCases.compactMap { verdict -> String? in
      let count = effect.silenced(with: verdict)
      return count > 0 ? "\(count.grouped) \(verdict.words)" : nil
    }
    if !judged.isEmpty {
      line.append(SafeText(" (" + judged.joined(separator: ", ") + ")"), .dialog)
    }
    line.append(SafeText(", leaves " + effect.remaining.counting("hit")), .dialog)
    return line
  }
}
