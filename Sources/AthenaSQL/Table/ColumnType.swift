import Basics

/// The type of a column of a table, as far as a query depends on it.
///
///     struct<type:string,sessioncontext:struct<mfaauthenticated:string>>
///
/// Source: Hive's type names, as `SHOW CREATE TABLE` and Glue print them.
public indirect enum ColumnType: Sendable, Hashable {
  /// `string`, `varchar`, `char`
  case text
  /// A `string` that holds a JSON object.
  case json
  case boolean
  /// `int`, `bigint`, `double`, `decimal(…)`, …
  case number
  /// `timestamp`, `date`
  case time
  case structure([Member])
  case array(ColumnType)
  /// `map<string,string>`
  case map
  /// Any other type: its columns can't be compared.
  case other(String)

  /// A member of a structure. Its name is lower case, as in the engine.
  public struct Member: Sendable, Hashable {
    public var name: String
    public var type: ColumnType

    public init(_ name: String, _ type: ColumnType) {
      self.name = name
      self.type = type
    }
  }

  /// Reads a type's name; nil if it is malformed.
  public init?(_ text: String) {
    var reader = ColumnTypeReader(text)
    guard let type = reader.type(), reader.isAtEnd else { return nil }
    self = type
  }

  /// The member of a structure.
  func member(_ name: String) -> ColumnType? {
    guard case .structure(let members) = self else { return nil }
    return members.first { $0.name.hasSameBytes(as: name) }?.type
  }
}

extension ColumnType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .text: "string"
    case .json: "json"
    case .boolean: "boolean"
    case .number: "bigint"
    case .time: "timestamp"
    case .structure(let members):
      "struct<" + members.map { "\($0.name):\($0.type)" }.joined(separator: ",") + ">"
    case .array(let element): "array<\(element)>"
    case .map: "map<string,string>"
    case .other(let name): name
    }
  }
}

/// Reads the name of a type.
struct ColumnTypeReader {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0

  /// Real tables have five levels; the reader recurses.
  private static let maximumDepth = 32

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return index == scalars.count
    }
  }

  mutating func type() -> ColumnType? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth, let name = word() else { return nil }
    switch name.lowercased() {
    case "string", "varchar", "char":
      skipArguments()
      return .text
    case "json": return .json
    case "boolean": return .boolean
    case "tinyint", "smallint", "int", "integer", "bigint", "float", "real", "double", "decimal":
      skipArguments()
      return .number
    case "timestamp", "date":
      skipArguments()
      return .time
    case "array":
      guard take("<"), let element = type(), take(">") else { return nil }
      return .array(element)
    case "map":
      guard take("<"), type() != nil, take(","), let value = type(), take(">") else { return nil }
      return value == .text ? .map : .other("map")
    case "struct", "row": return structure()
    default:
      skipArguments()
      return .other(name.lowercased())
    }
  }

  private mutating func structure() -> ColumnType? {
    guard take("<") else { return nil }
    var members: [ColumnType.Member] = []
    repeat {
      guard let name = word(), take(":"), let type = type() else { return nil }
      members.append(ColumnType.Member(name.lowercased(), type))
    } while take(",")
    return take(">") ? .structure(members) : nil
  }

  private mutating func word() -> String? {
    skipBlanks()
    var text = String.UnicodeScalarView()
    let isQuoted = take("`")
    while index < scalars.count {
      let scalar = scalars[index]
      if isQuoted
        ? scalar == "`"
        : !(scalar.properties.isAlphabetic || "0"..."9" ~= scalar
          || scalar == "_" || scalar == "-" || scalar == "$")
      {
        break
      }
      text.append(scalar)
      index += 1
    }
    if isQuoted, !take("`") { return nil }
    return text.isEmpty ? nil : String(text)
  }

  /// `(38,0)`
  private mutating func skipArguments() {
    guard take("(") else { return }
    while index < scalars.count, scalars[index] != ")" { index += 1 }
    _ = take(")")
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard index < scalars.count, scalars[index] == scalar else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
  }
}
