import Basics
import TerminalScreen
import Triage

extension Command {
  /// `'`: the full text of a cell.
  static let showCell = Command(
    "showCell", keys: [.character("'")],
    help: "Shows the whole text of the cell under the cursor.", in: [.hits],
    availability: { state in
      state.currentRow == nil || state.currentField == nil
        ? .unavailable(because: "there is no hit here") : isIdle(state)
    },
    perform: { $0.open(TextSurface(.cell)) })
}

/// The page with one cell's text.
enum WholeCellText {
  /// The maximum length; the event and copies have the rest.
  private static let maximumCharacters = 64 << 10

  static func lines(_ state: State, width: Int) -> [Line] {
    guard let row = state.currentRow, let field = state.currentField else { return [] }
    let text = state.text(row, field: field)
    let name = field.pieces(at: ".").last.map(String.init)
    let isMasked = !state.settings.showsSecrets && SecretRules.isSecret(field: name, value: text)
    let shown =
      isMasked ? "masked: \(state.key(.showSecrets)) shows it" : text.isEmpty ? "(none)" : text
    return [Line(SafeText(field, limit: 1_000), .jsonKey), Line("")]
      + Line(SafeText(shown, limit: maximumCharacters)).folded(width: width)
  }
}
