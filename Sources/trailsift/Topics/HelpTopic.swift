/// What `trailsift help TOPIC` explains. The manual has each topic as `trailsift-TOPIC(7)`.
enum HelpTopic: String, CaseIterable, CustomStringConvertible {
  case filters, formats, geo, keys, rules, sessions, themes

  var description: String { rawValue }

  var abstract: String {
    switch self {
    case .filters: "Show only some of the hits."
    case .formats: "What trailsift reads and writes."
    case .geo: "Where addresses are: databases, their order, and what a place says."
    case .keys: "The commands of the workbench and their keys."
    case .rules: "What a Sigma rule can contain, and what an edit writes into it."
    case .sessions: "Keep, resume, replay and hand over your decisions."
    case .themes: "The colours of the workbench."
    }
  }

  /// The page. Keys and themes are those that the user has.
  var text: String {
    switch self {
    case .filters: FiltersTopic.text
    case .formats: FormatsTopic.text
    case .geo: GeoTopic.text
    case .keys: KeysTopic.text
    case .rules: RulesTopic.text
    case .sessions: SessionsTopic.text
    case .themes: ThemesTopic.text(of: .init())
    }
  }

  /// The page as it is for everybody, whatever the user's settings are.
  var manualText: String {
    switch self {
    case .keys: KeysTopic.standardText
    case .themes: ThemesTopic.text(of: .init(environment: [:]))
    case .filters, .formats, .geo, .rules, .sessions: text
    }
  }

  /// For `--help`.
  static let sentence =
    "trailsift help TOPIC explains " + allCases.dropLast().map(\.rawValue).joined(separator: ", ")
    + " or \(HelpTopic.themes)."
}
