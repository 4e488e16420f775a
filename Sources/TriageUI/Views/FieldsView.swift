import Basics
import TerminalScreen

/// The fields on which the hits agree, to be taken into an exception one by one.
enum FieldsView {
  static func draw(_ choice: Dialog.ChooseFields, _ viewport: Viewport, on screen: inout Screen) {
    let widest = choice.common.entries.map { SafeText($0.subject).width }.max() ?? 0
    let subjectColumns = min(widest, DialogFrame.textColumns(viewport) / 2)
    let lines = choice.common.entries.enumerated().map { index, entry in
      let box: SafeText = choice.chosen.contains(index) ? "[x] " : "[ ] "
      return Line(box, .dialog)
        .appending(SafeText(entry.subject).padded(to: subjectColumns) + "  ", .muted)
        .appending(SafeText(entry.values.joined(separator: ", "), limit: 300), .dialog, bold: true)
    }
    let inside = DialogFrame.draw(
      title: choice.changing.map { SafeText("what \($0) tests") }
        ?? (choice.hits.count == 1
          ? "fields of this hit"
          : SafeText("fields on which \(choice.hits.countedAs("hit")) agree")),
      rows: lines.count, viewport, on: &screen)
    DialogFrame.drawList(lines, cursor: choice.cursor, on: &screen, in: inside)
  }
}
