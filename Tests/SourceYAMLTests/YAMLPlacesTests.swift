import Testing

@testable import SourceYAML

/// Where nodes are: what editing depends on.
@Suite struct YAMLPlacesTests {
  private func file(_ text: String) -> YAMLFile { YAMLFile(text: text, path: "t.yml") }

  private func slice(_ node: YAMLNode, of text: String) -> String {
    String(decoding: Array(text.utf8)[node.start.offset..<node.end.offset], as: UTF8.self)
  }

  private let body = """
    title: Überprüfung 監視 # comment
    logsource: {product: aws}
    detection:
      selection:
        awsRegion:
          - 'ap-east-1'   # é
          - me-south-1
      condition: selection

    """

  @Test(arguments: ["\n", "\r\n"], ["", "\u{FEFF}"])
  func offsetsCountBytes(lineEnd: String, mark: String) throws {
    let text = mark + body.split(separator: "\n").joined(separator: lineEnd) + lineEnd
    let root = try #require(file(text).root)
    let regions = try #require(root["detection"]?["selection"]?["awsRegion"]?.sequence)
    #expect(regions.map { slice($0, of: text) } == ["'ap-east-1'", "me-south-1"])
    #expect(regions.map(\.start.line) == [6, 7])
    #expect(regions.map(\.start.column) == [9, 9])
    let title = try #require(root.entry("title"))
    #expect(title.key.start == SourcePosition(line: 1, column: 1, offset: mark.utf8.count))
    #expect(slice(title.value, of: text) == "Überprüfung 監視")
    #expect(file(text).diagnostics.isEmpty)
  }

  @Test func aliasesKnowWhereTheyStand() throws {
    let text = "a: &home ap-east-1\nb: [*home, x]\n"
    let root = try #require(file(text).root)
    let alias = try #require(root["b"]?.sequence?.first)
    #expect(alias.isAlias && alias.anchor == "home" && alias.string == "ap-east-1")
    #expect(slice(alias, of: text) == "*home")
    #expect(root["a"]?.isAlias == false)
  }

  @Test(
    arguments: [
      ("1", .int(1)), ("-0", .int(0)), ("0x1F", .int(31)), ("0o17", .int(15)), ("1.5", .float(1.5)),
      ("1e3", .float(1000)), ("true", .bool(true)), ("~", .null), ("", .null),
      ("012345678901", .string), ("yes", .string), ("2025-11-14", .string), ("1_000", .string),
      ("9223372036854775808", .string), ("0x", .string), ("+", .string), (".", .string),
    ] as [(String, YAMLScalar.Resolved)])
  func plainScalars(text: String, expected: YAMLScalar.Resolved) {
    #expect(YAMLScalar(text: text, style: .plain, tag: nil)?.resolved == expected)
    #expect(YAMLScalar(text: text, style: .singleQuoted, tag: nil)?.resolved == .string)
  }
}
