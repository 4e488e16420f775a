import LinearRegex

/// `userAgent|re: '^aws-cli/\d+'`: a regular expression, found anywhere; case matters.
enum RegularExpressionModifier: SigmaModifier {
  static let names = ["re"]

  static let documentation = ModifierDocumentation(
    takes: "regular expressions",
    summary: "A regular expression (see below), found anywhere; case matters.",
    examples: [
      .init(
        #"userAgent|re: '^aws-cli/\d'"#,
        matches: #"{"userAgent":"aws-cli/2.1"}"#,
        not: #"{"userAgent":"AWS-CLI/2.1"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    if let other = item.applied.first(where: { $0 != "all" && $0 != "neq" }) {
      let isUnsupported = other == "expand"
      throw ModifierProblem(
        category: isUnsupported ? .unsupported : .invalid,
        message: isUnsupported
          ? "placeholders in a regular expression are not supported"
          : "'re' cannot follow '\(other)'")
    }
    try item.mapTexts(for: name) { (text) throws(ModifierProblem) in
      let expression = RegularExpression(pattern: text.literal ?? "")
      do throws(RegularExpression.Problem) {
        _ = try expression.compiled()
      } catch {
        throw ModifierProblem(
          category: error.category == .invalid ? .invalid : .unsupported,
          message: error.message, advice: error.advice,
          place: ModifierProblem.Place(text: expression.pattern, range: error.range))
      }
      return .regularExpression(expression)
    }
  }
}

/// `userAgent|re|i: '^aws-cli'`: flags after `re`. `i` ignores case; with `m`, `^` and `$` match at
/// lines; with `s`, `.` matches a line feed.
enum RegularExpressionFlagModifier: SigmaModifier {
  static let names = ["i", "m", "s"]

  static let documentation = ModifierDocumentation(
    takes: "regular expressions",
    summary: "Flags: i ignores case; m: ^ and $ match at lines; s: . matches line feeds.",
    examples: [
      .init(
        "userAgent|re|i: '^aws-cli'",
        matches: #"{"userAgent":"AWS-CLI/2.1"}"#,
        not: #"{"userAgent":"x aws-cli"}"#),
      .init(
        "policy|re|m: '^Deny'",
        matches: #"{"policy":"x\nDeny"}"#,
        not: #"{"policy":"x Deny"}"#),
      .init(
        "policy|re|s: 'a.b'",
        matches: #"{"policy":"a\nb"}"#,
        not: #"{"policy":"ab"}"#),
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    let flag: RegularExpression.Flags =
      switch name {
      case "i": .ignoresCase
      case "m": .multiline
      default: .dotAll
      }
    try item.mapValues { (value) throws(ModifierProblem) in
      guard case .regularExpression(var expression) = value else {
        throw ModifierProblem(
          message: "'\(name)' is a flag of regular expressions",
          advice: "write it behind 're': '|re|\(name)'")
      }
      expression.flags.insert(flag)
      return .regularExpression(expression)
    }
  }
}
