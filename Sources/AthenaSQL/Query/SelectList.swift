import Basics

/// What a query returns.
public enum Selection: String, Sendable, CaseIterable {
  /// The whole event as JSON in one column: it becomes an ordinary hit.
  case event
  /// The eventID and the object that holds the event, to fetch and scan it.
  case ids
  /// The columns: enough to read, not enough to prove an edit.
  case rows
}

/// The list between SELECT and FROM.
struct SelectList {
  let table: TableProfile

  func text(_ selection: Selection) -> String {
    let source = table.kind == .lake ? [] : ["\"$path\" AS source_file"]
    switch selection {
    case .ids: return Self.lines(["eventid", "eventtime"] + source)
    case .event: return Self.lines(["eventid", "eventtime", "\(event) AS event"] + source)
    case .rows: return Self.lines(columns + source)
    }
  }

  private static func lines(_ items: [String]) -> String {
    let flat = items.joined(separator: ", ")
    guard flat.unicodeScalars.count > SQLCondition.width - 7 else { return flat }
    return items.joined(separator: ",\n       ")
  }

  private var columns: [String] {
    table.columns.compactMap { column in
      let name = SQL.identifier(column.name)
      switch column.type {
      case .structure, .array, .map: return "json_format(CAST(\(name) AS JSON)) AS \(name)"
      case .other: return nil
      default: return name
      }
    }
  }

  // MARK: The whole event

  /// The event with CloudTrail's own names, without what is NULL.
  ///
  ///     json_format(CAST(map_filter(MAP(ARRAY['eventID', …], ARRAY[CAST(eventid AS JSON), …]),
  ///                                 (k, v) -> v IS NOT NULL) AS JSON))
  private var event: String {
    if table.kind == .lake { return "eventjson" }
    let members = table.columns.compactMap { column -> (String, String)? in
      guard
        let (name, shape) = CloudTrailShape.record.first(where: {
          $0.name.lowercased() == column.name
        })
      else { return nil }
      if column.name == "useridentity", table.column("useridentity_as_string") != nil {
        return (name, Self.parsed("useridentity_as_string"))
      }
      return Self.json(column.type, shape, SQL.identifier(column.name), 6).map { (name, $0) }
    }
    return "json_format(\(Self.object(members, 4)))"
  }

  /// The JSON value of a column; NULL where it has none.
  private static func json(
    _ type: ColumnType, _ shape: CloudTrailShape, _ expression: String, _ indent: Int
  ) -> String? {
    switch type {
    case .json: return parsed(expression)
    case .text, .boolean, .number, .map: return "CAST(\(expression) AS JSON)"
    case .time: return "CAST(to_iso8601(\(expression)) AS JSON)"
    case .structure(let members):
      let object = object(
        self.members(members, shape, expression + ".", indent + 2), indent)
      return "IF(\(expression) IS NULL, NULL, \(object))"
    case .array(.structure(let members)):
      let object = object(self.members(members, shape, "r.", indent + 2), indent)
      return "CAST(transform(\(expression), r -> \(object)) AS JSON)"
    case .array: return "CAST(\(expression) AS JSON)"
    case .other: return nil
    }
  }

  /// Text that is not JSON stays a text.
  private static func parsed(_ column: String) -> String {
    "coalesce(TRY(json_parse(\(column))), CAST(\(column) AS JSON))"
  }

  private static func members(
    _ members: [ColumnType.Member], _ shape: CloudTrailShape, _ prefix: String, _ indent: Int
  ) -> [(String, String)] {
    members.compactMap { member in
      guard let (name, inner) = shape.members.first(where: { $0.name.lowercased() == member.name })
      else { return nil }
      return json(member.type, inner, prefix + SQL.identifier(member.name), indent)
        .map { (name, $0) }
    }
  }

  private static func object(_ members: [(String, String)], _ indent: Int) -> String {
    let margin = "\n" + String(repeating: " ", count: indent)
    let names = members.map { SQL.literal($0.0) }.joined(separator: ", ")
    let values = members.map(\.1).joined(separator: ",\(margin)  ")
    return "CAST(map_filter(MAP(\(margin)ARRAY[\(names)],\(margin)ARRAY[\(values)]),"
      + "\(margin)(k, v) -> v IS NOT NULL) AS JSON)"
  }
}
