import Testing

@testable import Sigma

/// The matches of each modifier, checked by hand against the Sigma modifiers appendix 2.1.
@Suite struct ModifierTests {
  @Test(
    arguments: [
      // "zfoobar!" and "zzfoobar": the second and third offset.
      ("x|base64offset|contains: foobar", #"{"x":"emZvb2JhciE="}"#, true),
      ("x|base64offset|contains: foobar", #"{"x":"enpmb29iYXI="}"#, true),
      ("x|base64offset|contains: foobar", #"{"x":"emZvb2Jhei="}"#, false),
      // "-Hi" in UTF-16, little endian, then big endian.
      ("x|wide|base64offset|contains: Hi", #"{"x":"LQBIAGkA"}"#, true),
      ("x|utf16be|base64offset|contains: Hi", #"{"x":"AC0ASABp"}"#, true),
      ("x|utf16|base64: ab", #"{"x":"//5hAGIA"}"#, true),
      ("x|windash|contains: ' -a '", #"{"x":"c /A b"}"#, true),
      ("x|windash|contains: ' -a '", #"{"x":"c \u2015a b"}"#, true),
      ("x|cidr: 10.0.0.0/8", #"{"x":"::ffff:10.1.2.3"}"#, false),
      ("x|cidr: '::ffff:10.0.0.0/104'", #"{"x":"::ffff:10.1.2.3"}"#, true),
      ("x|cidr: 0.0.0.0/0", #"{"x":"255.255.255.255"}"#, true),
      ("x|cidr: '2001:db8::/32'", #"{"x":"2001:0DB8:0:0::1"}"#, true),
      ("x|cidr: 10.0.0.0/8", #"{"x":["AWS Internal","10.9.9.9"]}"#, true),
      ("x|fieldref|startswith: y", #"{"x":"ABCdef","y":"abc"}"#, true),
      ("x|fieldref|endswith: y", #"{"x":"abcdef","y":"DEF"}"#, true),
      ("x|fieldref|contains: y", #"{"x":"abcdef","y":"cd"}"#, true),
      ("x|fieldref: y", #"{"x":"a","y":["b","A"]}"#, true),
      ("x|fieldref: y", #"{"x":5,"y":"5"}"#, true), ("x|fieldref: y", #"{"x":"a"}"#, false),
      ("x|hour: 22", #"{"x":"2024-12-31T23:59:59+01:00"}"#, true),
      ("x|week: 1", #"{"x":"2024-12-31T23:59:59Z"}"#, true),
      ("x|year|lt: 2025", #"{"x":"2024-12-31T23:59:59Z"}"#, true),
      ("x|minute: 59", #"{"x":"2024-12-31 23:59:59"}"#, true),
      ("x|neq: a", "{}", true), ("x|neq: a", #"{"x":["b","a"]}"#, false),
      ("x|neq: null", "{}", false), ("x|exists: true", #"{"x":null}"#, true),
      ("x|gt: 5", #"{"x":"6"}"#, true), ("x|gt: 5", #"{"x":true}"#, false),
      ("x|gt: 5", #"{"x":[1,7]}"#, true),
      ("x|gt: 9007199254740993", #"{"x":9007199254740994}"#, true),
      ("x|gt: 9007199254740993", #"{"x":9007199254740992}"#, false),
      ("x: 5", #"{"x":"5"}"#, true), ("x: '5'", #"{"x":5}"#, true),
      ("x: 'true'", #"{"x":true}"#, true),
      ("a.b.c: z", #"{"a":{"b":[{"c":"q"},{"c":"Z"}]}}"#, true),
      ("a.b: z", #"{"a.b":"z"}"#, true), ("x|contains: '\"k\":1'", #"{"x":{"k": 1}}"#, true),
      ("x: '*'", #"{"x":[]}"#, false), ("x: '?'", #"{"x":""}"#, false),
      ("x|contains: ''", #"{"x":""}"#, true), ("x|contains: ''", "{}", false),
      ("x|startswith|all: [a, ab]", #"{"x":"ABC"}"#, true),
      ("x|contains|cased: Ab", #"{"x":"xaB"}"#, false),
      ("x|re: '^a'", #"{"x":"b\na"}"#, false), ("x|re|m: '^a'", #"{"x":"b\na"}"#, true),
      ("x|re|i|s: 'A.B'", #"{"x":"a\nb"}"#, true), ("x|re: '12'", #"{"x":5123}"#, true),
    ] as [(String, String, Bool)])
  func found(item: String, event: String, expected: Bool) throws {
    let matcher = try matcher(detection: "  sel:\n    \(item)\n  condition: sel")
    #expect(try isMatch(matcher, event) == expected, "\(item)")
  }

  /// Letters are compared by their simple lower case, code point by code point. Those without one
  /// (ſ, ς), or with one of several code points (İ), stay unchanged.
  @Test(arguments: [
    ("straße", "STRASSE", false), ("straße", "STRA\u{1E9E}E", true), ("kilo", "\u{212A}ILO", true),
    ("istanbul", "\u{130}stanbul", false), ("σ", "Σ", true), ("σ", "ς", false), ("s", "ſ", false),
    ("é", "e\u{301}", false), ("дом", "ДОМ", true),
  ])
  func lettersBeyondASCII(value: String, text: String, expected: Bool) throws {
    let event = #"{"x":"\#(text)","y":"\#(value)"}"#
    for item in [
      "x: \(value)", "x|contains: \(value)", "x|startswith: \(value)", "x|endswith: \(value)",
      "x|fieldref: y", "x|re|i: ^\(value)$",
    ] {
      let matcher = try matcher(detection: "  sel:\n    \(item)\n  condition: sel")
      #expect(try isMatch(matcher, event) == expected, "\(item) \(text)")
    }
  }
}
