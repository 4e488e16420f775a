import Basics
import EventJSON
import TerminalScreen
import Triage

extension Command {
  /// `w`: the list as a file.
  static let exportList = Command(
    "exportList", keys: [.character("w")],
    help:
      "Writes the list as it is (its filters, order and columns) into a file: .csv, .ndjson or .md.",
    in: .panes, availability: isIdleOnHits
  ) { $0.ask(.exportTo, text: "hits.csv") }
}

extension State {
  /// Writes the list into the typed file; `nil` if its name does not say how.
  mutating func export(to path: String) -> [Effect]? {
    guard !path.isEmpty else { return [] }
    guard let export = ListExport(path: path, of: self) else {
      notice = .refused("end the name with .csv, .ndjson or .md")
      return nil
    }
    return [.files(.export(export))]
  }

  /// Whether a value is a secret that is not shown.
  func isMasked(_ value: String, field: String) -> Bool {
    let name = field.pieces(at: ".").last.map(String.init)
    return !settings.showsSecrets && SecretRules.isSecret(field: name, value: value)
  }
}
