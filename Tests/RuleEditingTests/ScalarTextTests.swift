import Sigma
import SourceYAML
import Testing

@testable import RuleEditing

/// Literal texts survive the way through Sigma's escaping and YAML's quoting.
struct ScalarTextTests {
  @Test(arguments: [
    ("ap-east-1", "ap-east-1"), ("it's", "'it''s'"), ("true", "'true'"), ("0123", "'0123'"),
    ("2026-01-01", "'2026-01-01'"), ("1e3", "'1e3'"), ("0x1F", "'0x1F'"), ("a: b", "'a: b'"),
    ("a #b", "'a #b'"), ("- a", "'- a'"), ("", "''"), ("~", "'~'"), ("a:", "'a:'"),
    ("C:\\x", "'C:\\x'"), ("a\nb", "\"a\\nb\""), ("\u{1B}[m", "\"\\x1B[m\""),
    ("\u{202E}", "\"\\u202E\""), ("\u{1F600}", "'\u{1F600}'"), ("한글", "'한글'"),
    ("\u{E0001}", "\"\\U000E0001\""), ("No", "'No'"), ("12:30", "'12:30'"), (".5", "'.5'"),
    ("arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/a"),
  ])
  func plainWherePossible(text: String, written: String) {
    #expect(YAMLText.scalar(text, preferring: .plain) == written)
  }

  /// Whatever the text, in block and flow lists, the rule reads what was meant.
  @Test(arguments: [YAMLText.Quoting.plain, .single, .double])
  func everyTextComesBack(quoting: YAMLText.Quoting) throws {
    var texts = (0...0x2FF).compactMap(Unicode.Scalar.init).map { "a\($0)b" }
    texts += (0...0x2FF).compactMap(Unicode.Scalar.init).filter { $0 != "\0" }.map { "\($0)" }
    texts += ["\u{FEFF}", "\u{FFFE}", "\u{10FFFF}", "\u{85}", "\u{2029}", " a ", "%a", "@a", "`a"]
    texts += [
      "null", "~", "1_000", "0o17", ".inf", "-1", "+.5", "=", "<<", "---", "...", "? a", "!a",
    ]
    let items = texts.map { "      - " + YAMLText.scalar($0, preferring: quoting) + "\n" }
    let flow = texts.map { YAMLText.scalar($0, preferring: quoting) }.joined(separator: ", ")
    let file = RuleFile(
      text: "list:\n" + items.joined() + "flow: [\(flow)]\n", path: "texts.yml")
    let root = try #require(file.documents.first?.root)
    for name in ["list", "flow"] {
      let read = try #require(root[name]?.sequence)
      #expect(read.count == texts.count)
      for (node, text) in zip(read, texts) {
        #expect(node.isText(text), "\(text.debugDescription)")
      }
    }
  }
}
