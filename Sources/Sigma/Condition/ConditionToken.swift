/// A word or bracket of a condition, with the scalars it covers in the condition's text.
struct ConditionToken {
  enum Kind: Equatable {
    case open, close
    /// A name, a keyword, or a pattern with `*`.
    case word(String)
    /// Anything else: a pipe, a comma, an operator of another language.
    case other(String)
    case end
  }

  let kind: Kind
  /// Indices of Unicode scalars in the condition.
  let range: Range<Int>

  static func tokens(of text: String) -> [ConditionToken] {
    let scalars = Array(text.unicodeScalars)
    var tokens: [ConditionToken] = []
    var index = 0
    while index < scalars.count {
      let start = index
      let scalar = scalars[index]
      index += 1
      if scalar.properties.isWhitespace { continue }
      if scalar == "(" || scalar == ")" {
        tokens.append(ConditionToken(kind: scalar == "(" ? .open : .close, range: start..<index))
        continue
      }
      let isWord = isNamePart(scalar)
      while index < scalars.count, isNamePart(scalars[index]) == isWord,
        !scalars[index].properties.isWhitespace, scalars[index] != "(", scalars[index] != ")"
      {
        index += 1
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[start..<index])
      let word = String(view)
      tokens.append(ConditionToken(kind: isWord ? .word(word) : .other(word), range: start..<index))
    }
    tokens.append(ConditionToken(kind: .end, range: scalars.count..<scalars.count))
    return tokens
  }

  /// Names are ASCII letters, digits, `_` and `-`; `*` makes a pattern of them.
  static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", "*": true
    default: false
    }
  }
}
