/// How the author of a file writes YAML, so that what is added looks as if he had written it.
public struct YAMLLayout: Sendable {
  /// What ends a line.
  public var newline: String
  /// How texts are quoted.
  public var quoting: YAMLText.Quoting
  /// Of keys: quoted where all of them are.
  public var keyQuoting: YAMLText.Quoting
  /// Between braces: the blank behind a colon or comma, which minified JSON leaves out.
  public var flowBlank: String
  /// How many blanks the dashes of a list are deeper than its key.
  public var itemOffset: Int

  public init(
    newline: String = "\n", quoting: YAMLText.Quoting = .single,
    keyQuoting: YAMLText.Quoting = .plain, flowBlank: String = " ", itemOffset: Int = 2
  ) {
    self.newline = newline
    self.quoting = quoting
    self.keyQuoting = keyQuoting
    self.flowBlank = flowBlank
    self.itemOffset = itemOffset
  }

  /// As the entries of a map are written.
  public init(of map: YAMLNode, in lines: TextLines) {
    let styles = Set(map.mapping?.compactMap(\.key.scalar?.style) ?? [])
    let keyQuoting: YAMLText.Quoting =
      styles == [.doubleQuoted] ? .double : styles == [.singleQuoted] ? .single : .plain
    let offset = map.mapping?.lazy
      .compactMap { Self.itemOffset(of: $0.value, under: $0.key, in: lines) }.first
    self.init(
      newline: lines.newline(at: map.start.offset), keyQuoting: keyQuoting,
      flowBlank: keyQuoting != .plain && Self.hasTightColon(map, lines) ? "" : " ",
      itemOffset: offset ?? 2)
  }

  /// A text as a key.
  public func key(_ text: String) -> String {
    keyQuoting == .plain ? YAMLText.key(text) : YAMLText.scalar(text, preferring: keyQuoting)
  }

  /// `{"selection":{`: the first entry's value follows its colon at once.
  private static func hasTightColon(_ map: YAMLNode, _ lines: TextLines) -> Bool {
    guard case .mapping(let entries, isFlow: true) = map.content, let first = entries.first,
      !first.key.isAlias, first.key.end.offset < first.value.start.offset
    else { return false }
    return lines.bytes[first.value.start.offset - 1] == UInt8(ascii: ":")
  }

  /// How much deeper than its key the dashes of a block list are; nil for another value.
  public static func itemOffset(
    of value: YAMLNode, under key: YAMLNode, in lines: TextLines
  ) -> Int? {
    guard case .sequence(let elements, isFlow: false) = value.content, !value.isAlias,
      let element = elements.first, element.start.line > key.start.line
    else { return nil }
    if value.anchor == nil, value.start.line > key.start.line,
      value.start.column >= key.start.column
    {
      return value.start.column - key.start.column
    }
    let line = lines.lines[lines.index(at: element.start.offset)]
    let indent = lines.bytes[line.content].prefix { $0 == UInt8(ascii: " ") }.count
    let offset = indent - (key.start.column - 1)
    return offset >= 0 ? offset : nil
  }
}
