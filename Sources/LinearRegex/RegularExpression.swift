/// A regular expression of a rule (`userAgent|re|i: '^aws-cli/\d+'`): its text and its flags.
///
/// The dialect is RE2's: patterns that a finite automaton can answer in one pass over the text, so
/// that none can hang. It has no lookaround and no backreferences.
///
/// Source: Sigma modifiers 2.1, "re"; <https://github.com/google/re2/wiki/Syntax>.
package struct RegularExpression: Hashable, Sendable {
  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// `i`: ignores the case of letters.
    package static let ignoresCase = Flags(rawValue: 1)
    /// `m`: `^` and `$` also match at lines.
    package static let multiline = Flags(rawValue: 2)
    /// `s`: `.` also matches a line feed.
    package static let dotAll = Flags(rawValue: 4)
  }

  /// Why a pattern is refused, and where in it: indices of Unicode scalars.
  package struct Problem: Error {
    package enum Category: Sendable {
      case invalid
      /// Only other engines support it, or it is too large.
      case unsupported
    }

    package var category = Category.invalid
    package var message: String
    package var range: Range<Int>
    package var advice: String?
  }

  /// Unicode scalars of a pattern. Published ones stay below 1,000.
  package static let maximumLength = 8_192
  /// At worst, a search visits each of them at each code point. With this many, a malicious pattern
  /// takes about a second for 100 kB of text. Published patterns have some hundreds, and take a
  /// thousandth of that.
  package static let maximumInstructions = 2_500
  /// As in RE2; also for the product of nested repetitions.
  package static let maximumRepetitions = 1_000

  package var pattern: String
  package var flags: Flags = []

  package init(pattern: String, flags: Flags = []) {
    self.pattern = pattern
    self.flags = flags
  }

  /// The pattern as a tree, its flags applied.
  package func parsed() throws(Problem) -> RegexNode {
    var parser = RegexParser(pattern, flags)
    return try parser.parse()
  }

  /// Parses the pattern and compiles it to an automaton's instructions.
  package func compiled() throws(Problem) -> RegexProgram {
    try RegexProgram(parsed())
  }
}
