import Basics

/// The notation of Trino's SQL. Every literal and name of a query is made here.
enum SQL {
  /// `'it''s'`. A backslash is an ordinary character.
  static func literal(_ text: some StringProtocol) -> String {
    "'" + String(text).replacing(text: "'", by: "''") + "'"
  }

  /// A name, quoted if it is a keyword or not plain.
  static func identifier(_ name: String) -> String {
    let isPlain = name.unicodeScalars.enumerated().allSatisfy { index, scalar in
      "a"..."z" ~= scalar || scalar == "_" || (index > 0 && "0"..."9" ~= scalar)
    }
    return isPlain && !name.isEmpty && !reserved.contains(name) ? name : quoted(name)
  }

  static func quoted(_ name: String) -> String {
    "\"" + name.replacing(text: "\"", by: "\"\"") + "\""
  }

  /// `security.cloudtrail_logs`
  static func table(_ name: String) -> String {
    // The id of an event data store has no database.
    name.pieces(at: ".").map { identifier(String($0)) }.joined(separator: ".")
  }

  /// Text in a comment, which ends with its line.
  static func comment(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: line.append(" ")
      default: line.append(scalar)
      }
    }
    return "-- " + String(line)
  }

  /// Reserved words of Trino 446, and `timestamp`, which is always quoted in AWS's examples.
  private static let reserved: Set<String> = Set(
    """
    alter and as between by case cast constraint create cross cube current_catalog current_date \
    current_path current_role current_schema current_time current_timestamp current_user \
    deallocate delete describe distinct drop else end escape except execute exists extract false \
    for from full group grouping having in inner insert intersect into is join json_array \
    json_exists json_object json_query json_table json_value left like listagg localtime \
    localtimestamp natural normalize not null on or order outer prepare recursive right rollup \
    select skip table then trim true uescape union unnest using values when where with \
    timestamp date time interval day month year
    """.words.map(String.init))
}

/// A condition of a query, kept as a tree so that it can be written the way a person would.
indirect enum SQLCondition {
  case atom(String)
  case and([SQLCondition])
  case or([SQLCondition])
  /// `NOT coalesce(…, FALSE)`: what is unknown is not a match.
  case not(SQLCondition)
  /// `NOT (…)`: what is unknown stays unknown.
  case plainNot(SQLCondition)

  /// Lines of at most `SQLCondition.width` columns where the text allows it.
  func text(indent: Int) -> String {
    let flat = flat
    if indent + flat.unicodeScalars.count <= Self.width { return flat }
    let margin = String(repeating: " ", count: indent)
    switch self {
    case .atom(let text): return text
    case .and(let parts): return Self.block(parts, "AND", indent, margin)
    case .or(let parts): return Self.block(parts, "OR", indent, margin)
    case .not(let inner):
      return "NOT coalesce(\n\(margin)  \(inner.text(indent: indent + 2)),\n\(margin)  FALSE)"
    case .plainNot(let inner):
      return "NOT (\n\(margin)  \(inner.text(indent: indent + 2))\n\(margin))"
    }
  }

  private static func block(
    _ parts: [SQLCondition], _ word: String, _ indent: Int, _ margin: String
  ) -> String {
    let lines = parts.map { $0.text(indent: indent + 2) }
    return "(\(lines.joined(separator: "\n\(margin) \(word) ")))"
  }

  private var flat: String {
    switch self {
    case .atom(let text): text
    case .and(let parts): "(" + parts.map(\.flat).joined(separator: " AND ") + ")"
    case .or(let parts): "(" + parts.map(\.flat).joined(separator: " OR ") + ")"
    case .not(let inner): "NOT coalesce(\(inner.flat), FALSE)"
    case .plainNot(let inner): "NOT (\(inner.flat))"
    }
  }

  static let width = 100

  /// The parts joined; a single part stays as it is. Without parts: TRUE or FALSE.
  static func all(_ parts: [SQLCondition]) -> SQLCondition {
    let flat = parts.flatMap { if case .and(let inner) = $0 { inner } else { [$0] } }
    return flat.isEmpty ? .atom("TRUE") : flat.count == 1 ? flat[0] : .and(flat)
  }

  static func any(_ parts: [SQLCondition]) -> SQLCondition {
    let flat = parts.flatMap { if case .or(let inner) = $0 { inner } else { [$0] } }
    return flat.isEmpty ? .atom("FALSE") : flat.count == 1 ? flat[0] : .or(flat)
  }
}
