/// A regular expression of a rule (`userAgent|re|i: '^aws-cli/\d+'`): its text and its flags.
///
/// The dialect is RE2's: what a finite automaton can answer in one pass over the text, so that no
/// pattern can hang on any text. It has no lookaround and no backreferences.
///
/// Source: Sigma modifiers 2.1, "re"; <https://github.com/google/re2/wiki/Syntax>.
struct RegularExpression: Hashable {
  struct Flags: OptionSet, Hashable {
    let rawValue: UInt8
    /// `i`: letters match in either case.
    static let ignoresCase = Flags(rawValue: 1)
    /// `m`: `^` and `$` match at lines too.
    static let multiline = Flags(rawValue: 2)
    /// `s`: `.` matches a line feed too.
    static let dotAll = Flags(rawValue: 4)
  }

  /// Why a pattern is refused, and where in it: indices of Unicode scalars.
  struct Problem: Error {
    var category = Diagnostic.Category.invalid
    var message: String
    var range: Range<Int>
    var advice: String?
  }

  /// Unicode scalars of a pattern. Published ones stay below 1,000.
  static let longestPattern = 8_192

  var pattern: String
  var flags: Flags = []

  /// Parses the pattern and compiles it to an automaton's instructions.
  func compiled() throws(Problem) -> RegexProgram {
    var parser = RegexParser(pattern, flags)
    return try RegexProgram(parser.parse())
  }
}
