/// The text of a Sigma value: `*` and `?` are wildcards, a backslash before one of them or before
/// a backslash makes it literal, and any other backslash is itself (Sigma specification, "Escaping").
///
///     arn:aws:s3:::logs/*      literal: escaping gives  arn:aws:s3:::logs/\*
///     C:\Windows\?             literal: escaping gives  C:\\Windows\\\?
enum SigmaText {
  /// How a literal text is written. Every backslash is doubled: right in every place.
  static func escaping(_ literal: String) -> String {
    var text = ""
    for scalar in literal.unicodeScalars {
      if scalar == "*" || scalar == "?" || scalar == "\\" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    return text
  }

  /// The literal that a value stands for; nil if it has wildcards.
  static func literal(_ text: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    var literal = ""
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "*", "?": return nil
      case "\\"
      where index + 1 < scalars.count && "*?\\".unicodeScalars.contains(scalars[index + 1]):
        index += 1
        literal.unicodeScalars.append(scalars[index])
      default:
        literal.unicodeScalars.append(scalars[index])
      }
      index += 1
    }
    return literal
  }

  /// Whether a value, wildcards included, matches a text, upper and lower case being the same.
  static func matches(_ pattern: String, _ text: String) -> Bool {
    enum Token: Equatable { case scalar(Unicode.Scalar), one, many }
    var tokens: [Token] = []
    let scalars = Array(pattern.lowercased().unicodeScalars)
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "*": tokens.append(.many)
      case "?": tokens.append(.one)
      case "\\"
      where index + 1 < scalars.count && "*?\\".unicodeScalars.contains(scalars[index + 1]):
        index += 1
        tokens.append(.scalar(scalars[index]))
      default: tokens.append(.scalar(scalars[index]))
      }
      index += 1
    }
    // reachable[i]: the first i scalars of the text fit the tokens so far.
    let subject = Array(text.lowercased().unicodeScalars)
    var reachable = [Bool](repeating: false, count: subject.count + 1)
    reachable[0] = true
    for token in tokens {
      var next = [Bool](repeating: false, count: subject.count + 1)
      for position in 0...subject.count {
        switch token {
        case .many:
          next[position] = reachable[position] || (position > 0 && next[position - 1])
        case .one:
          next[position] = position > 0 && reachable[position - 1]
        case .scalar(let scalar):
          next[position] =
            position > 0 && reachable[position - 1] && subject[position - 1] == scalar
        }
      }
      reachable = next
    }
    return reachable[subject.count]
  }
}
