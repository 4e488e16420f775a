import Basics

extension LanguagePage {
  /// Every modifier, with its values, its effect and examples.
  ///
  ///     contains  (texts, fieldref)
  ///         The text occurs anywhere.
  ///         userAgent|contains: kali
  static var modifiers: String {
    let head = """
      They stand behind the field, several in the order in which they apply:
      field|modifier|modifier: value. What each takes is in brackets.
      """
    let entries = ModifierCatalog.modifiers.map { modifier in
      let documentation = modifier.documentation
      return
        (["  \(modifier.names.joined(separator: ", "))  (\(documentation.takes))"]
        + folded(documentation.summary, indent: 6)
        + documentation.examples.map { "        " + $0.item })
        .joined(separator: "\n")
    }
    return ([head] + entries).joined(separator: "\n\n")
  }

  /// Words in indented lines of at most `columns`.
  private static func folded(_ text: String, indent: Int) -> [String] {
    let blanks = String(repeating: " ", count: indent)
    var lines: [String] = []
    for word in text.words {
      if let last = lines.last, last.count + 1 + word.count <= columns {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(blanks + word)
      }
    }
    return lines
  }
}
