import Sigma

/// Adding to and taking from a list of regions, in the way in which the list is written.
extension RuleDraft {
  /// Takes entries out. The caller leaves at least one.
  mutating func remove(_ indices: [Int], from list: RegionList) throws(EditRefusal) {
    try checkEditable(list)
    let entries = list.entries
    for index in indices {
      if case .sequence(_, isFlow: true) = list.value.content {
        try removeFlowEntry(index, of: entries, removing: indices)
      } else {
        let line = try lineOfBlockEntry(entries[index])
        removeLines(line...line)
      }
    }
    expect(list, texts: entries.indices.filter { !indices.contains($0) }.map { text(entries[$0]) })
  }

  /// Adds an entry at the end, quoted as its neighbour is. A comment is written behind it where the
  /// entry has its line for itself.
  mutating func append(
    _ region: String, to list: RegionList, comment: String? = nil
  ) throws(EditRefusal) {
    try append(escaped: SigmaText.escaping(region), to: list, comment: comment)
  }

  /// The same for a Sigma text.
  mutating func append(
    escaped: String, to list: RegionList, comment: String? = nil
  ) throws(EditRefusal) {
    try checkEditable(list)
    let entries = list.entries
    guard let last = entries.last else { return }
    let written = YAMLText.scalar(escaped, preferring: quoting(of: last))
    let line = written + (comment.map { " " + $0 } ?? "")
    switch list.value.content {
    case .sequence(_, isFlow: true):
      var separator = ", "
      if entries.count > 1 {
        let between = entries[entries.count - 2].end.offset..<last.start.offset
        if isSeparator(between) { separator = lines.text(between) }
      }
      replace(last.end.offset..<last.end.offset, with: separator + written)
    case .sequence(_, isFlow: false):
      let index = try lineOfBlockEntry(last)
      let prefix = lines.text(lines.lines[index].range.lowerBound..<last.start.offset)
      insertLines([prefix + line], after: index)
    default:
      try makeList(of: list, adding: line)
    }
    expect(list, texts: entries.map { text($0) } + [escaped])
  }

  // MARK: - Ways of writing

  /// A single value becomes a list of two; a comment behind it stays behind the key.
  private mutating func makeList(of list: RegionList, adding new: String) throws(EditRefusal) {
    let node = list.value
    let line = lineIndex(at: node.start.offset)
    let gap = list.key.end.offset..<node.start.offset
    guard node.start.line == list.key.start.line, node.end.line == node.start.line,
      let colon = lines.bytes[gap].firstIndex(of: UInt8(ascii: ":")),
      lines.bytes[gap].allSatisfy({ Self.isBlank($0) || $0 == UInt8(ascii: ":") })
    else {
      throw .unsupportedLayout(
        line: node.start.line,
        reason: "this single region is written in an unusual way; write it "
          + "as a list first")
    }
    let rest = node.end.offset..<lines.lines[line].content.upperBound
    guard isBlankOrComment(rest) else {
      throw .unsupportedLayout(
        line: node.start.line, reason: "this region stands in braces; write it as a list first")
    }
    let offset = layout.itemIndent.utf8.count - layout.fieldIndent.utf8.count
    let prefix = String(repeating: " ", count: list.key.start.column - 1 + offset) + "- "
    let old = lines.text(node.start.offset..<node.end.offset)
    replace(colon + 1..<node.end.offset, with: "")
    insertLines([prefix + old, prefix + new], after: line)
  }

  private mutating func removeFlowEntry(
    _ index: Int, of entries: [YAMLNode], removing indices: [Int]
  ) throws(EditRefusal) {
    // With the separator behind it; the entries at the end go with the separator before them.
    let hasKeptBehind = entries.indices.contains { $0 > index && !indices.contains($0) }
    let range: Range<Int>
    let separator: Range<Int>
    if hasKeptBehind {
      range = entries[index].start.offset..<entries[index + 1].start.offset
      separator = entries[index].end.offset..<range.upperBound
    } else {
      range = entries[index - 1].end.offset..<entries[index].end.offset
      separator = range.lowerBound..<entries[index].start.offset
    }
    guard isSeparator(separator) else {
      throw .unsupportedLayout(
        line: entries[index].start.line,
        reason: "there is a comment between these regions; write them as a block list first")
    }
    replace(range, with: "")
  }

  /// The line of an entry that has it for itself: blanks, a dash, the value, perhaps a comment.
  private func lineOfBlockEntry(_ node: YAMLNode) throws(EditRefusal) -> Int {
    let index = lineIndex(at: node.start.offset)
    let line = lines.lines[index].content
    let before = lines.bytes[line.lowerBound..<node.start.offset]
    let indented = before.drop { $0 == UInt8(ascii: " ") }
    guard node.end.line == node.start.line, indented.first == UInt8(ascii: "-"),
      indented.dropFirst().allSatisfy(Self.isBlank),
      isBlankOrComment(node.end.offset..<line.upperBound)
    else {
      throw .unsupportedLayout(
        line: node.start.line,
        reason: "this entry does not have its line for itself; write one region a line first")
    }
    return index
  }

  private func checkEditable(_ list: RegionList) throws(EditRefusal) {
    guard !list.isShared else {
      throw .unsupportedLayout(
        line: list.key.start.line,
        reason: "this list of regions is used in several places (anchor, alias or merge); change "
          + "it by hand")
    }
    let entries = list.entries
    for entry in entries {
      let style = entry.scalar?.style
      guard style != .literal, style != .folded,
        !["!", "&"].contains(lines.text(entry.start.offset..<entry.start.offset + 1))
      else {
        throw .unsupportedLayout(
          line: entry.start.line,
          reason: "this region is written in an unusual way; write it in "
            + "quotes first")
      }
    }
  }

  // MARK: - Small questions

  private func isSeparator(_ range: Range<Int>) -> Bool {
    let allowed = Set(", \t\r\n".utf8)
    return lines.bytes[range].allSatisfy(allowed.contains)
  }

  private func isBlankOrComment(_ range: Range<Int>) -> Bool {
    let rest = lines.bytes[range].drop(while: Self.isBlank)
    return rest.isEmpty || (rest.first == UInt8(ascii: "#") && rest.startIndex > range.lowerBound)
  }

  private func quoting(of node: YAMLNode) -> YAMLText.Quoting {
    switch node.scalar?.style {
    case .plain: .plain
    case .doubleQuoted: .double
    default: .single
    }
  }

  private func text(_ node: YAMLNode) -> String { node.scalar?.text ?? "" }

  private mutating func expect(_ list: RegionList, texts: [String]) {
    expected.lists[ExpectedChange.Place(search: list.identifier, path: list.path)] = texts
  }
}
