/// The words of an unfinished command line, as a shell splits it.
///
///     ShellWords.split("trailsift scan 'my rules' --fo")      ["trailsift", "scan", "my rules", "--fo"]
///     ShellWords.split("trailsift scan ")                     ["trailsift", "scan", ""]
enum ShellWords {
  /// The last word is the one that the cursor is in; empty after a space. Quotes and backslashes are
  /// resolved, an open quote reaches to the end. Variables and substitutions stay as written.
  static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var hasWord = false
    var quote: Unicode.Scalar?
    var scalars = Array(line.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch (scalar, quote) {
      case ("\\", .none), ("\\", .some("\"")):
        hasWord = true
        if let next = scalars.popFirst() { word.append(next) }
      case ("'", .none), ("\"", .none):
        hasWord = true
        quote = scalar
      case (let end, .some(let open)) where end == open:
        quote = nil
      case (let blank, .none) where blank == " " || blank == "\t" || blank == "\n":
        if hasWord { words.append(String(word)) }
        word = String.UnicodeScalarView()
        hasWord = false
      default:
        hasWord = true
        word.append(scalar)
      }
    }
    return words + [String(word)]
  }
}
