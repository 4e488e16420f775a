import Testing

@testable import Sigma

/// Files made to hang or crash a reader are refused quickly.
@Suite(.timeLimit(.minutes(1))) struct HostileRuleTests {
  private static let head = "title: t\nlogsource: {product: aws}\n"

  private static func aliasBomb() -> String {
    var text = head + "x:\n  - &a0 [x, x]\n"
    for level in 1..<60 {
      text += "  - &a\(level) [*a\(level - 1), *a\(level - 1)]\n"
    }
    return text + "detection: {sel: {a: 1}, condition: sel}\n"
  }

  private static func keyBomb() -> String {
    var text = head + "x:\n  - &a0 [x, x]\n"
    for level in 1..<60 { text += "  - &a\(level) {? *a\(level - 1) : *a\(level - 1)}\n" }
    return text
  }

  /// Every filter applies to every rule.
  private static let crowd =
    (0..<3_000).map {
      "title: t\($0)\nlogsource: {product: aws}\ndetection: {s: {a: 1}, condition: s}\n---\n"
        + "title: f\nlogsource: {product: aws}\nfilter: {rules: any, s: {a: 1}, condition: s}\n---\n"
    }.joined()

  static let texts: [String] = [
    aliasBomb(), keyBomb(),
    head + "detection: " + String(repeating: "[", count: 100_000),
    head + "detection: " + String(repeating: "{a: ", count: 100_000),
    head + "detection:\n  a: {x: 1}\n  condition: " + String(repeating: "(", count: 8_000) + "a",
    head + "detection:\n  a: {x: 1}\n  condition: " + String(repeating: "not ", count: 2_000) + "a",
    head + "detection:\n  sel:\n    a|"
      + (0..<30).map { _ in "base64offset" }.joined(separator: "|")
      + ": x\n  condition: sel\n",
    head + "x: \"" + String(repeating: "a", count: 1_000_000),
    String(repeating: "x", count: RuleFile.maximumFileBytes + 1),
    (0..<200_000).map { "%TAG !a\($0)! b\n" }.joined() + "---\n" + head,
    head + "detection:\n  sel:\n    ? a" + String(repeating: "|contains", count: 400_000)
      + "\n    : x\n  condition: sel\n",
    crowd,
  ]

  @Test(arguments: texts.indices)
  func isRefused(index: Int) {
    let file = RuleFile(text: Self.texts[index], path: "hostile.yml")
    #expect(file.hasErrors)
    #expect(file.rules.isEmpty)
    for diagnostic in file.diagnostics {
      #expect(diagnostic.rendered(source: file.text).utf8.count < 2_000)
    }
  }

  @Test func wildcardsTakeNoExponentialTime() throws {
    let pattern = String(repeating: "*a", count: 200) + "b"
    let matcher = try matcher(detection: "  sel:\n    x: '\(pattern)'\n  condition: sel")
    let text = String(repeating: "a", count: 20_000)
    #expect(try !isMatch(matcher, #"{"x":"\#(text)"}"#))
    #expect(try isMatch(matcher, #"{"x":"\#(text)b"}"#))
  }
}
