import Basics

extension TableProfile {
  /// Reads a table's definition: the text of `SHOW CREATE TABLE`, or the JSON of Glue's `get-table`
  /// or of Athena's `get-table-metadata`. The content decides.
  public init(definition text: String) throws(TableProblem) {
    let start = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
    if start == "{" {
      self = try Self.glue(text)
    } else {
      var reader = TableDefinitionReader(text)
      self = try reader.profile()
    }
    try finish()
  }

  /// Decides from the columns what kind of table it is.
  mutating func finish() throws(TableProblem) {
    columns = columns.map { column in
      guard case .text = column.type, Self.jsonColumns.contains(column.name) else { return column }
      return ColumnType.Member(column.name, .json)
    }
    if column("eventjson") != nil { kind = .lake }
    if column("api") != nil, column("metadata") != nil { kind = .securityLake }
    guard kind == .cloudTrail else { return }
    let needed = ["eventid", "eventtime", "eventname"].filter { column($0) == nil }
    guard needed.isEmpty else {
      throw TableProblem(
        "the table \(name) has no column \(needed.joined(separator: ", ")): it does not hold "
          + "CloudTrail's events",
        advice: "AWS documents a table for CloudTrail: "
          + "https://docs.aws.amazon.com/athena/latest/ug/cloudtrail-logs.html")
    }
    guard column("eventtime") == .text else {
      throw TableProblem(
        "the column eventtime of \(name) is not a string, as CloudTrail's reader has it",
        advice: "declare eventtime as string")
    }
  }

  /// The partitions of columns, by their names and by the table's projection.
  static func partitions(
    _ columns: [ColumnType.Member], _ properties: [String: String]
  ) -> [Partition] {
    columns.map { column in
      let name = column.name
      func property(_ key: String) -> String? { properties["projection.\(name).\(key)"] }
      let isDate = property("type")?.lowercased() == "date"
      var meaning = isDate ? Partition.Meaning.day : meaning(of: name)
      // A column for the day of the month stands beside one for the month.
      if name == "day", !isDate, columns.contains(where: { $0.name == "month" }) {
        meaning = .dayOfMonth
      }
      let values = (property("values") ?? "").pieces(at: ",").map(\.trimmed)
        .filter { !$0.isEmpty }
      return Partition(
        column: name, meaning: meaning,
        format: meaning == .day ? property("format") ?? "yyyy/MM/dd" : nil, values: values,
        isInjected: property("type")?.lowercased() == "injected")
    }
  }

  private static func meaning(of name: String) -> Partition.Meaning {
    switch name {
    case "timestamp", "day", "date", "dt", "date_partition", "eventday", "partition_date": .day
    case "year": .year
    case "month": .month
    case "account", "accountid", "account_id", "account_partition": .account
    case "region", "region_partition", "aws_region": .region
    default: .other
    }
  }
}

/// Reads `CREATE EXTERNAL TABLE …`.
struct TableDefinitionReader {
  private enum Token: Hashable {
    /// In lower case unless it was quoted.
    case word(String)
    case text(String)
    case sign(Unicode.Scalar)
  }

  private var tokens: [Token] = []
  private var index = 0

  /// Larger than any definition with 100,000 partitions listed.
  private static let maximumScalars = 4 << 20

  init(_ text: String) {
    var scalars = Array(text.unicodeScalars.prefix(Self.maximumScalars))[...]
    while let first = scalars.first {
      switch first {
      case "`", "\"": tokens.append(.word(Self.quoted(&scalars)))
      case "'": tokens.append(.text(Self.quoted(&scalars)))
      case "-" where scalars.dropFirst().first == "-":
        scalars = scalars.drop { $0 != "\n" }
      case _ where first.properties.isWhitespace: scalars = scalars.dropFirst()
      case _ where Self.isWord(first):
        let word = scalars.prefix(while: Self.isWord)
        scalars = scalars.dropFirst(word.count)
        tokens.append(.word(Self.string(word).lowercased()))
      default:
        tokens.append(.sign(first))
        scalars = scalars.dropFirst()
      }
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || "0"..."9" ~= scalar || scalar == "_" || scalar == "$"
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// The text up to the same sign, which is doubled or escaped inside.
  private static func quoted(_ scalars: inout ArraySlice<Unicode.Scalar>) -> String {
    let sign = scalars.removeFirst()
    var text = String.UnicodeScalarView()
    while let scalar = scalars.popFirst() {
      if scalar == sign {
        guard scalars.first == sign else { break }
        scalars.removeFirst()
      } else if scalar == "\\", let next = scalars.first, next == sign || next == "\\" {
        scalars.removeFirst()
        text.append(next)
        continue
      }
      text.append(scalar)
    }
    return String(text)
  }

  // MARK: Statement

  mutating func profile() throws(TableProblem) -> TableProfile {
    guard take("create") else {
      throw TableProblem(
        "the file has no table definition",
        advice: "give the text of SHOW CREATE TABLE, or the JSON of aws glue get-table")
    }
    _ = take("external")
    guard take("table") else { throw problem("TABLE") }
    if take("if") {
      _ = take("not")
      _ = take("exists")
    }
    guard var name = word() else { throw problem("the table's name") }
    while take(sign: ".") {
      guard let part = word() else { throw problem("the table's name") }
      name += "." + part
    }
    let columns = try columnList()
    var partitions: [ColumnType.Member] = []
    var location: String?
    var properties: [String: String] = [:]
    while index < tokens.count {
      if take("partitioned") {
        _ = take("by")
        partitions = try columnList()
      } else if take("location") {
        location = text()
      } else if take("tblproperties") {
        properties = pairs()
      } else {
        index += 1
      }
    }
    return TableProfile(
      name: name, columns: columns, partitions: TableProfile.partitions(partitions, properties),
      location: properties["storage.location.template"] ?? location)
  }

  /// `(name type COMMENT '…', …)`
  private mutating func columnList() throws(TableProblem) -> [ColumnType.Member] {
    guard take(sign: "(") else { throw problem("'('") }
    var columns: [ColumnType.Member] = []
    while !take(sign: ")") {
      guard let name = word() else { throw problem("a column's name") }
      var type = ""
      var depth = 0
      while index < tokens.count {
        let token = tokens[index]
        if depth == 0, token == .sign(",") || token == .sign(")") || token == .word("comment") {
          break
        }
        switch token {
        case .word(let word): type += "`\(word)`"
        case .text: break
        case .sign(let sign):
          if sign == "<" || sign == "(" { depth += 1 }
          if sign == ">" || sign == ")" { depth -= 1 }
          type.unicodeScalars.append(sign)
        }
        index += 1
      }
      guard let known = ColumnType(type) else {
        throw TableProblem("the column \(name) has a type that can't be read: \(type)")
      }
      columns.append(ColumnType.Member(name.lowercased(), known))
      if take("comment") { _ = text() }
      guard take(sign: ",") else {
        guard take(sign: ")") else { throw problem("')' after the columns") }
        break
      }
    }
    return columns
  }

  /// `('key'='value', …)`
  private mutating func pairs() -> [String: String] {
    var pairs: [String: String] = [:]
    guard take(sign: "(") else { return pairs }
    while index < tokens.count, !take(sign: ")") {
      guard let key = text() else {
        index += 1
        continue
      }
      if take(sign: "="), let value = text() { pairs[key.lowercased()] = value }
      _ = take(sign: ",")
    }
    return pairs
  }

  private func problem(_ wanted: String) -> TableProblem {
    let found: String =
      switch index < tokens.count ? tokens[index] : nil {
      case .word(let word): "“\(word)”"
      case .text(let text): "'\(text)'"
      case .sign(let sign): "'\(sign)'"
      case nil: "the end"
      }
    return TableProblem("the table definition has \(found) instead of \(wanted)")
  }

  // MARK: Tokens

  private mutating func take(_ word: String) -> Bool { take(.word(word)) }

  private mutating func take(sign: Unicode.Scalar) -> Bool { take(.sign(sign)) }

  private mutating func take(_ token: Token) -> Bool {
    guard index < tokens.count, tokens[index] == token else { return false }
    index += 1
    return true
  }

  private mutating func word() -> String? {
    guard index < tokens.count, case .word(let word) = tokens[index] else { return nil }
    index += 1
    return word
  }

  private mutating func text() -> String? {
    guard index < tokens.count, case .text(let text) = tokens[index] else { return nil }
    index += 1
    return text
  }
}
