/// Writing a scalar again, where its text cannot be changed in place.
extension YAMLEditor {
  /// The bytes of a scalar without quotes, block header and indentation; nil for an alias, which
  /// has none of its own.
  public func writtenText(of node: YAMLNode) -> Range<Int>? {
    guard let scalar = node.scalar, !node.isAlias, let end = contentEnd(of: node) else {
      return nil
    }
    let start = contentStart(of: node)
    switch scalar.style {
    case .plain: return start..<max(start, end)
    case .singleQuoted, .doubleQuoted:
      return start + 1 < end ? start + 1..<end - 1 : nil
    case .literal, .folded: return blockScalarContent(node)
    }
  }

  /// Gives an entry another text of one line, quoted as its text was. One that has none, `theme:`,
  /// gets one.
  public mutating func setText(_ text: String, of entry: Entry) {
    if contentEnd(of: entry.value) == nil {
      let end = end(of: entry)
      replace(end..<end, with: " " + YAMLText.scalar(text, preferring: .plain))
    } else {
      rewrite(entry.value, as: text)
    }
  }

  /// Gives a scalar another text of one line, quoted as it was. An alias is replaced: what it
  /// stands for stays.
  ///
  /// - Parameter isPlain: the text needs no quotes although it looks like another type, as a date.
  public mutating func rewrite(_ node: YAMLNode, as text: String, isPlain: Bool = false) {
    guard let scalar = node.scalar else { return }
    func written(_ quoting: YAMLText.Quoting) -> String {
      isPlain && quoting == .plain ? text : YAMLText.scalar(text, preferring: quoting)
    }
    if node.isAlias {
      replace(node.start.offset..<node.end.offset, with: written(.plain))
      return
    }
    switch scalar.style {
    case .literal, .folded:
      if let range = blockScalarContent(node) { replace(range, with: text) }
    case .plain, .singleQuoted, .doubleQuoted:
      let start = contentStart(of: node)
      replace(start..<node.end.offset, with: written(YAMLText.Quoting(scalar.style)))
    }
  }
}

extension YAMLText.Quoting {
  /// As a scalar is quoted; single quotes for what is written in lines of its own, or not there.
  public init(_ style: YAMLScalar.Style?) {
    switch style {
    case .plain: self = .plain
    case .doubleQuoted: self = .double
    case .singleQuoted, .literal, .folded, nil: self = .single
    }
  }
}
