import HitStore
import RuleEditing
import TerminalScreen
import Triage

/// The fields on which the hits agree, to choose for an exception.
public struct FieldsForm: Sendable {
  let common: CommonFields
  let hits: [HitID]
  let rules: [Int]
  var cursor = ListCursor()
  private(set) var chosen: Set<Int> = []
  /// The exception to change; nil: a new one for the hits.
  private(set) var changing: String?
  /// What the chosen fields would silence; nil while it is being found.
  var effect: EditEffect?
  private var isAsked = false

  init(common: CommonFields, hits: [HitID], rules: [Int]) {
    self.common = common
    self.hits = hits
    self.rules = rules
  }

  /// The fields of an existing exception.
  init(changing choices: ExceptionChoices, rule: Int) {
    self.init(common: choices.fields, hits: [], rules: [rule])
    changing = choices.exception.name
    chosen = choices.current
  }

  var rowCount: Int { common.entries.count }

  /// Selects or deselects an entry. Each field has at most one test.
  mutating func toggle(_ index: Int) {
    (effect, isAsked) = (nil, true)
    if chosen.remove(index) != nil { return }
    chosen = chosen.filter { common.entries[$0].path != common.entries[index].path }
    chosen.insert(index)
  }

  /// The edit with the chosen fields.
  var edit: RuleEdit {
    let exception = RuleException(name: nil, tests: chosen.sorted().map { common.entries[$0].test })
    return changing.map { .changeException(name: $0, to: exception) } ?? .addException(exception)
  }

  var purpose: PreviewPurpose { changing == nil ? .falsePositive(hits: hits) : .edit }

  func draw(_ viewport: Viewport, on screen: inout Screen) {
    let widest = common.entries.map { SafeText($0.subject).width }.max() ?? 0
    let subjectColumns = min(widest, DialogFrame.textColumns(viewport) / 2)
    var inside = DialogFrame.draw(title: title, rows: rowCount + 1, viewport, on: &screen)
    let last = inside.cutBottom(1)
    effectLine.draw(on: &screen, column: last.column, row: last.row, width: last.columns)
    ListView(count: rowCount, cursor: cursor).draw(on: &screen, in: inside) { row in
      let entry = common.entries[row]
      return Line(chosen.contains(row) ? "[x] " : "[ ] ", .dialog)
        .appending(
          SafeText(entry.subject, limit: 500).truncatedAtStart(to: subjectColumns)
            .padded(to: subjectColumns) + "  ", .muted
        )
        .appending(SafeText(entry.values.joined(separator: ", "), limit: 300), .dialog, bold: true)
    }
  }

  private var effectLine: Line {
    if chosen.isEmpty { return Line("no field chosen", .muted) }
    return effect.map(ConfirmEdit.effectLine)
      ?? Line(isAsked ? "working out the effect …" : "", .muted)
  }

  private var title: SafeText {
    if let changing { return SafeText("what \(changing) tests") }
    return hits.count == 1
      ? "fields of this hit" : SafeText("fields on which \(hits.countedAs("hit")) agree")
  }
}

extension FieldsForm: SurfaceContent {
  static let contexts: Set<Command.Context> = [.fields]

  init?(_ surface: Surface) {
    guard case .dialog(.form(.fields(let form))) = surface else { return nil }
    self = form
  }

  func put(into surface: inout Surface) { surface = .dialog(.form(.fields(self))) }
}
