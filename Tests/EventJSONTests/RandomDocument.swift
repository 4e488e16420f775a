import TestSupport

/// Random JSON objects: nested, escaped, with odd spaces and keys with dots.
struct RandomDocument {
  private var generator: SeededGenerator
  private var output = ""

  /// The keys, few enough that paths occur often.
  static let keys = ["a", "b", "c", "a.b", "longerKeyName", "longerKeyNames", "", "é", "k\"q"]

  static let paths = [
    "a", "b", "a.b", "a.b.c", "a.a.a", "c", "b.c", "longerKeyName", "longerKeyNames.a",
    "longerKeyName.longerKeyName", "é", "é.a", "", "a.", "k\"q", "c.k\"q", "missing",
  ]

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
  }

  mutating func next() -> String {
    output = ""
    object(depth: 0)
    return output
  }

  private mutating func object(depth: Int) {
    output += "{"
    var keys = Self.keys.shuffled(using: &generator).prefix(pick(depth < 4 ? 7 : 1))
    blank()
    while let key = keys.popFirst() {
      string(key)
      blank()
      output += ":"
      blank()
      value(depth: depth + 1)
      blank()
      if !keys.isEmpty { output += "," }
      blank()
    }
    output += "}"
  }

  private mutating func array(depth: Int) {
    output += "["
    blank()
    var count = pick(4)
    while count > 0 {
      value(depth: depth + 1)
      blank()
      count -= 1
      if count > 0 { output += "," }
      blank()
    }
    output += "]"
  }

  private mutating func value(depth: Int) {
    switch pick(depth < 5 ? 10 : 6) {
    case 0: output += ["true", "false", "null"][pick(3)]
    case 1: output += ["0", "-1", "17", "1.5", "-0.25", "2e3", "1E+2", "12345678901"][pick(8)]
    case 2...5:
      let texts = [
        "", "x", "arn:aws:iam::111122223333:user/ana", "café", "한국어 😀", "tab\there", "\"quoted\"",
        "back\\slash", "line\nfeed", "{\"not\":\"json\"}", "12345678", "1234567", "123456789",
      ]
      string(texts[pick(texts.count)])
    case 6, 7: object(depth: depth)
    default: array(depth: depth)
    }
  }

  /// Each scalar plain or as an escape.
  private mutating func string(_ text: String) {
    output += "\""
    for scalar in text.unicodeScalars {
      let mustEscape = scalar == "\"" || scalar == "\\" || scalar.value < 0x20
      if mustEscape || pick(16) == 0 {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
          let digits = String(unit, radix: 16, uppercase: pick(2) == 0)
          output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    output += "\""
  }

  private mutating func blank() {
    if pick(6) == 0 { output += [" ", "\n", "\r\n", "\t", "  "][pick(5)] }
  }

  private mutating func pick(_ count: Int) -> Int {
    Int.random(in: 0..<count, using: &generator)
  }
}
