import Basics

/// Text in the language of manual pages, man(7).
enum RoffText {
  /// A text in which nothing is a command of roff. Hyphens are those that one can type.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\e"
      case "-": escaped += "\\-"
      case ".", "'":
        // At the beginning of a line they introduce a command.
        if escaped.isEmpty || escaped.ends(with: "\n") { escaped += "\\&" }
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }
  static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

  /// A term and what it means.
  static func entry(_ term: String, _ text: String) -> String {
    ".TP\n\(term)\n\(escaped(text))\n"
  }

  /// Plain text as the program prints it: paragraphs are filled, indented lines stay as they are, and
  /// a line in capitals is a heading.
  static func body(_ text: String) -> String {
    var page = ""
    var isVerbatim = false
    func verbatim(_ wanted: Bool) {
      if wanted != isVerbatim { page += wanted ? ".PP\n.nf\n" : ".fi\n" }
      isVerbatim = wanted
    }
    for paragraph in text.pieces(atText: "\n\n") {
      let lines = paragraph.pieces(at: "\n")
      if lines.count == 1, isHeading(lines[0]) {
        verbatim(false)
        page += ".SS \(escaped(String(lines[0])))\n"
        continue
      }
      verbatim(false)
      var beginsParagraph = true
      for line in lines {
        let keeps = line.begins(with: " ")
        if !keeps, isVerbatim { beginsParagraph = true }
        verbatim(keeps)
        if !keeps, beginsParagraph { page += ".PP\n" }
        beginsParagraph = false
        page += escaped(String(line)) + "\n"
      }
    }
    verbatim(false)
    return page
  }

  private static func isHeading(_ line: Substring) -> Bool {
    !line.isEmpty
      && line.unicodeScalars.allSatisfy { $0.properties.isUppercase || $0 == " " }
  }
}
