import Basics

// The text of a filter in its chip, in the history and in a journal. It can be typed again.

extension HitFilter {
  public var text: String {
    (isNegated ? "-" : "") + unsignedText
  }

  private var unsignedText: String {
    switch field {
    case .time: timeText
    case .anyColumn: values.map { Self.text($0, of: field) }.joined(separator: "|")
    default:
      name + ":"
        + values.map { Self.text($0, of: field) }.joined(separator: ",")
    }
  }

  /// A top-level field is written with a dot if its name is a short name of something else, or looks
  /// like a typo of another name.
  private var name: String {
    guard case .path(let path) = field, field.name == path,
      FilterParser.isDoubtful(path) || HitField(named: path) != field
    else { return field.name }
    return "." + path
  }

  private var timeText: String {
    guard case .times(let from, let to)? = values.first else { return "time:" }
    return switch (from, to) {
    case (let from?, nil): "after:" + Self.text(time: from)
    case (nil, let to?): "before:" + Self.text(time: to)
    case (let from?, let to?): "time:\(Self.text(time: from))..\(Self.text(time: to))"
    case (nil, nil): "time:"
    }
  }

  fileprivate static func text(_ value: Value, of field: HitField) -> String {
    let isFree = field == .anyColumn || field == .wholeEvent
    return switch value {
    case .exactly(let text):
      quoted(
        text, isFree: false,
        isDoubtful: field.holdsAddresses && FilterParser.isMistakenAddress(text))
    case .containing(let text): quoted(text, isFree: isFree)
    // Free text is searched anywhere, so its stars are not typed.
    case .pattern(let text): isFree ? Self.withoutStars(text) : text
    case .network(let text): text
    case .expression(let text): "/" + text.replacing(text: "/", by: "\\/") + "/"
    case .verdict(let verdict): verdict.map(short) ?? "none"
    case .level(let test): test.text
    case .times, .missing: ""
    }
  }

  private static func withoutStars(_ pattern: String) -> String {
    String(pattern.without(prefix: "*")?.without(suffix: "*") ?? pattern[...])
  }

  /// The text, in quotes if it would otherwise be read as something else.
  private static func quoted(
    _ text: String, isFree: Bool, isDoubtful: Bool = false
  ) -> String {
    let isPlain =
      !text.isEmpty && !isDoubtful
      && !text.unicodeScalars.contains { $0.properties.isWhitespace || "\"*?,|\\".has($0) }
      && !text.begins(with: "/") && FilterParser.network(text) == nil
      && !(isFree && (text.begins(with: "-") || text.has(":")))
    if isPlain { return text }
    return "\"" + text.replacing(text: "\\", by: "\\\\").replacing(text: "\"", by: "\\\"") + "\""
  }

  static func short(_ verdict: Verdict) -> String {
    switch verdict {
    case .truePositive: "tp"
    case .falsePositive: "fp"
    case .benignTruePositive: "benign"
    }
  }

  /// The shortest form: `2026-11-01`, `2026-11-01T14:00`, `2026-11-01T14:03:59`.
  static func text(time: Int64) -> String {
    let text = Timestamp.exactText(milliseconds: time).dropLast()
    if text.ends(with: "T00:00:00") { return String(text.dropLast(9)) }
    return String(text.ends(with: ":00") && !text.has(".") ? text.dropLast(3) : text)
  }
}

extension HitFilter {
  /// The values alone, as written after the colon.
  public var valueText: String {
    values.map { Self.text($0, of: field) }.joined(separator: ",")
  }
}
