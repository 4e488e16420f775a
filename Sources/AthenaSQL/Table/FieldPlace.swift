import Basics

/// Where a field of an event is in a table.
///
///     eventName                            value eventname
///     resources.ARN                        member arn of each element of resources
///     requestParameters.bucketName         JSON below requestparameters: bucketName
///     userIdentity.sessionContext.sourceIdentity      absent: AWS's table lacks it
enum FieldPlace {
  /// A column or a member of one, as varchar.
  case value(String)
  /// The text of a whole JSON column.
  case document(String)
  /// A structure, array or map.
  case container(String)
  /// A member of each element of an array of structures.
  case element(array: String, member: String)
  /// The names below a JSON column. Several ways, if a name may contain dots.
  case json(column: String, ways: [[String]])
  /// The table has no column for it.
  case absent
}

extension TableProfile {
  /// The place of a dotted field. Names have their case, as in the engine.
  func place(of field: String) -> FieldPlace {
    let names = field.pieces(at: ".").map(String.init)
    if kind == .lake { return .json(column: "eventjson", ways: Self.ways(names)) }
    guard let top = CloudTrailShape.record.first(where: { $0.name.hasSameBytes(as: names[0]) })
    else { return .absent }
    let column = top.name.lowercased()
    if let type = self.column(column),
      let place = place(of: names, below: type, top.shape, column)
    {
      return place
    }
    // Trino's reader adds the whole identity as text to tables that have a column of this name.
    if column == "useridentity", self.column(Self.wholeIdentity) != nil {
      return names.count == 1
        ? .document(Self.wholeIdentity)
        : .json(column: Self.wholeIdentity, ways: Self.ways(Array(names.dropFirst())))
    }
    return .absent
  }

  private static let wholeIdentity = "useridentity_as_string"

  private func place(
    of names: [String], below type: ColumnType, _ shape: CloudTrailShape, _ column: String
  ) -> FieldPlace? {
    var (type, shape, expression) = (type, shape, SQL.identifier(column))
    var rest = names.dropFirst()
    if case .json = type {
      return rest.isEmpty
        ? .document(expression) : .json(column: expression, ways: Self.ways(Array(rest)))
    }
    while let name = rest.first {
      switch type {
      case .structure:
        guard let member = shape.members.first(where: { $0.name.hasSameBytes(as: name) }),
          let inner = type.member(name.lowercased())
        else { return nil }
        expression += "." + SQL.identifier(name.lowercased())
        (type, shape) = (inner, member.shape)
        rest = rest.dropFirst()
      case .array(.structure(let members)):
        guard rest.count == 1,
          shape.members.contains(where: { $0.name.hasSameBytes(as: name) }),
          let member = members.first(where: { $0.name == name.lowercased() })
        else { return nil }
        let text = Self.text("r." + SQL.identifier(member.name), member.type)
        return text.map { .element(array: expression, member: $0) }
      case .map:
        let key = SQL.literal(rest.joined(separator: "."))
        return .value("element_at(\(expression), \(key))")
      default: return nil
      }
    }
    switch type {
    case .structure, .array, .map: return .container(expression)
    default: return Self.text(expression, type).map { .value($0) }
    }
  }

  /// A scalar as varchar, as it is in the event.
  private static func text(_ expression: String, _ type: ColumnType) -> String? {
    switch type {
    case .text, .json: expression
    case .boolean, .number: "CAST(\(expression) AS VARCHAR)"
    case .time: "to_iso8601(\(expression))"
    default: nil
    }
  }

  /// The ways to read dotted names: a name with signs that no field of AWS has may contain dots.
  ///
  ///     tags.example.io/name      [tags, example, io/name], [tags, example.io/name], …
  private static func ways(_ names: [String]) -> [[String]] {
    let isPlain = names.allSatisfy { name in
      name.unicodeScalars.allSatisfy {
        "a"..."z" ~= $0 || "A"..."Z" ~= $0 || "0"..."9" ~= $0 || $0 == "_" || $0 == "-"
      }
    }
    guard !isPlain, names.count > 1, names.count <= maximumSplitNames else { return [names] }
    return (0..<1 << (names.count - 1)).map { joins in
      var way = [names[0]]
      for (index, name) in names.dropFirst().enumerated() {
        if joins >> index & 1 == 1 {
          way[way.count - 1] += "." + name
        } else {
          way.append(name)
        }
      }
      return way
    }
  }

  /// The number of ways doubles with each name.
  private static let maximumSplitNames = 6
}
