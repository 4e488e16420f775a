import Testing

@testable import Sigma

/// Long lists match like their values one by one.
@Suite struct ConstantSetTests {
  private static let values = [
    "alpha", "Beta", "gämma", "straße", "kilo", "a*z", "x?y", "42", "true", "", "delta", "echo",
    "foxtrot", "golf", "\(String(repeating: "long", count: 40))",
  ]
  private static let texts =
    values + [
      "ALPHA", "beta", "GÄMMA", "STRASSE", "\u{212A}ilo", "KILO", "a-z", "az", "xxy", "xy", "Ärger",
      "alph", "alphaa", String(repeating: "LONG", count: 40), String(repeating: "long", count: 41),
    ]

  @Test(arguments: ["x", "x|cased"])
  func listsAgainstSingleValues(key: String) throws {
    let list = Self.values.map { "'\($0)'" }.joined(separator: ", ")
    let long = try matcher(detection: "  sel:\n    \(key): [\(list)]\n  condition: sel")
    let short = try Self.values.map {
      try matcher(detection: "  sel:\n    \(key): '\($0)'\n  condition: sel")
    }
    for json in Self.texts.map({ #""\#($0)""# }) + ["42", "4", "true", "false", "null", "{}", "[]"]
    {
      let event = #"{"x":\#(json)}"#
      let expected = try short.contains { try isMatch($0, event) }
      #expect(try isMatch(long, event) == expected, "\(key) \(json)")
      let explained = try withEvent(long, event) { long.explain($0, rule: 0).matched }
      #expect(explained == expected, "\(key) \(json)")
    }
    #expect(try isMatch(long, #"{"x":["no",{"y":1},"golf"]}"#))
  }

  @Test(.timeLimit(.minutes(1))) func sameValueManyTimes() throws {
    let values = Array(repeating: "same", count: 50_000).joined(separator: ", ")
    let matcher = try matcher(detection: "  sel:\n    x: [\(values)]\n  condition: sel")
    #expect(try isMatch(matcher, #"{"x":"Same"}"#))
    #expect(try !isMatch(matcher, #"{"x":"some"}"#))
  }

  @Test func mixedKinds() throws {
    let values = (0..<20).map { "v\($0)" } + ["true", "7", "2.5"]
    let detection =
      "  sel:\n    x: [\(values.joined(separator: ", "))]\n  condition: sel"
    let matcher = try matcher(detection: detection)
    for json in [#""V7""#, "true", #""True""#, "7.0", #""7""#, "2.5"] {
      #expect(try isMatch(matcher, #"{"x":\#(json)}"#), "\(json)")
    }
    for json in [#""v20""#, "false", "8", #""""#] {
      #expect(try !isMatch(matcher, #"{"x":\#(json)}"#), "\(json)")
    }
    let explanation = try withEvent(matcher, #"{"x":"v7"}"#) { matcher.explain($0, rule: 0) }
    #expect(explanation.reasons.map(\.matchedPattern) == ["v7"])
  }
}
