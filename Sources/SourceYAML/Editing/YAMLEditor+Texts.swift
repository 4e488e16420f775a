/// Adding to and taking from a list of texts, in the way in which the list is written. A single
/// text counts as a list of one.
///
///     home: [a, b]       home: a          home:
///                                           - a # why
extension YAMLEditor {
  /// Takes entries out. The caller leaves at least one.
  public mutating func removeTexts(_ indices: [Int], from list: YAMLNode) throws(Refusal) {
    let kept = list.texts.enumerated().filter { !indices.contains($0.offset) }.map(\.element)
    if list.isAlias {
      writeOut(list, as: kept)
    } else {
      try removeItems(indices, of: list)
    }
  }

  /// What an alias stands for serves other places too: where it is meant, the list is written out.
  private mutating func writeOut(_ list: YAMLNode, as texts: [String]) {
    let written = texts.map { YAMLText.scalar($0, preferring: layout.quoting) }
    replace(
      list.start.offset..<list.end.offset, with: "[" + written.joined(separator: ", ") + "]")
  }

  /// Adds a text, quoted as its neighbour is.
  ///
  /// - Parameters:
  ///   - isInFlow: the entry is between braces.
  ///   - comment: goes behind the text where that has a line of its own.
  ///   - inOrder: where the alphabet puts it in a list that is in that order; else at the end.
  /// - Returns: the texts that the list has then, and whether there was a place for the comment.
  @discardableResult
  public mutating func addText(
    _ text: String, to list: Entry, isInFlow: Bool = false, comment: String? = nil,
    inOrder: Bool = false
  ) throws(Refusal) -> (texts: [String], hasRoom: Bool) {
    let value = list.value
    var texts = value.texts
    let last = value.sequence?.last ?? value
    let written = YAMLText.scalar(text, preferring: YAMLText.Quoting(last.scalar?.style))
    guard value.sequence != nil else {
      makeList(of: list, isInFlow: isInFlow, adding: written, comment: comment)
      return (texts + [text], true)
    }
    let place = inOrder ? Self.place(of: text, in: texts) : texts.count
    texts.insert(text, at: place)
    if value.isAlias {
      writeOut(value, as: texts)
      return (texts, true)
    }
    return (texts, try insertItem(written, behind: place - 1, of: value, comment: comment))
  }

  /// Behind at least one entry: before the first there may be a comment on all of them.
  private static func place(of text: String, in texts: [String]) -> Int {
    guard texts.count > 1, zip(texts, texts.dropFirst()).allSatisfy({ $0 < $1 }), texts[0] < text
    else { return texts.count }
    return texts.firstIndex { $0 > text } ?? texts.count
  }

  // MARK: - A single value

  /// A single value becomes a list of two: below its key where it is in the key's line, else in
  /// brackets where it is. A comment behind it stays behind the key.
  private mutating func makeList(
    of list: Entry, isInFlow: Bool, adding new: String, comment: String?
  ) {
    let node = list.value
    let end = contentEnd(of: node) ?? node.end.offset
    let line = lineIndex(at: node.start.offset)
    let style = node.scalar?.style
    let isPlainOrQuoted = style != .literal && style != .folded
    if !isInFlow, isPlainOrQuoted, line == lineIndex(at: list.key.start.offset),
      line == lineIndex(at: end), isRestOfLineFree(from: end), beginsLine(list.key.start.offset),
      let colon = colon(after: list.key)
    {
      let prefix =
        String(repeating: " ", count: list.key.start.column - 1 + layout.itemOffset) + "- "
      let old = lines.text(node.start.offset..<end)
      replace(colon + 1..<end, with: "")
      insertLines([prefix + old, prefix + new + (comment.map { " " + $0 } ?? "")], after: line)
      return
    }
    let start = contentStart(of: node)
    var old = lines.text(start..<end)
    if style != .singleQuoted, style != .doubleQuoted, !node.isAlias {
      old = YAMLText.scalar(
        node.scalar?.text ?? "", preferring: isPlainOrQuoted ? .plain : .single)
    }
    replace(
      node.start.offset..<end,
      with: "[" + lines.text(node.start.offset..<start) + old + ", " + new + "]")
  }
}

extension YAMLNode {
  /// The texts of a list; a single text counts as a list of one. What is not a scalar is empty.
  public var texts: [String] { (sequence ?? [self]).map { $0.scalar?.text ?? "" } }
}
