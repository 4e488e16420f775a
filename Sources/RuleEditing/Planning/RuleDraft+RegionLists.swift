import SourceYAML
import Sigma

/// Adding to and taking from a list of regions, in the way in which the list is written.
extension RuleDraft {
  /// Takes entries out. The caller leaves at least one.
  mutating func remove(_ indices: [Int], from list: RegionList) throws(EditRefusal) {
    try checkOwn(list)
    let kept = list.entries.indices.filter { !indices.contains($0) }
      .map { text(list.entries[$0]) }
    if list.value.isAlias {
      writeOut(list, as: kept)
    } else {
      try removeItems(indices, of: list.value)
    }
    expect(list, texts: kept)
  }

  /// What `<<` merges is written elsewhere and serves other mappings too.
  private func checkOwn(_ list: RegionList) throws(EditRefusal) {
    guard list.value.isMerged else { return }
    throw .mergedText(
      line: list.value.start.line, what: "the list of regions in \(list.identifier)")
  }

  /// What an alias stands for serves other places too: where it is meant, the list is written out.
  private mutating func writeOut(_ list: RegionList, as texts: [String]) {
    let written = texts.map { YAMLText.scalar($0, preferring: layout.quoting) }
    replace(
      list.value.start.offset..<list.value.end.offset,
      with: "[" + written.joined(separator: ", ") + "]")
  }

  /// Adds an entry, quoted as its neighbour is: where the alphabet puts it in a list that is in that
  /// order, else at the end. A comment is written behind it where the entry has its line for itself.
  mutating func append(
    _ region: String, to list: RegionList, comment: String? = nil
  ) throws(EditRefusal) {
    try append(escaped: SigmaText.escaping(region), to: list, comment: comment, inOrder: true)
  }

  /// The same for a Sigma text.
  mutating func append(
    escaped: String, to list: RegionList, comment: String? = nil, inOrder: Bool = false
  ) throws(EditRefusal) {
    let entries = list.entries
    guard let last = entries.last else { return }
    try checkOwn(list)
    let written = YAMLText.scalar(escaped, preferring: quoting(of: last))
    var texts = entries.map(text)
    if list.value.sequence != nil {
      let place = inOrder ? Self.place(of: escaped, in: texts) : texts.count
      texts.insert(escaped, at: place)
      if list.value.isAlias {
        writeOut(list, as: texts)
      } else {
        let hasRoom = try insertItem(
          written, behind: place - 1, of: list.value, comment: comment)
        if !hasRoom, let comment, section != .values {
          try addNote(comment, on: escaped, above: list.value)
        }
      }
    } else {
      try makeList(of: list, adding: written, comment: comment)
      texts.append(escaped)
    }
    expect(list, texts: texts)
  }

  /// Behind at least one entry: before the first there may be a comment on all of them.
  private static func place(of region: String, in texts: [String]) -> Int {
    guard texts.count > 1, zip(texts, texts.dropFirst()).allSatisfy({ $0 < $1 }),
      texts[0] < region
    else { return texts.count }
    return texts.firstIndex { $0 > region } ?? texts.count
  }

  // MARK: - A single value

  /// A single value becomes a list of two: below its key where it stands in the key's line, else in
  /// brackets where it stands. A comment behind it stays behind the key.
  private mutating func makeList(
    of list: RegionList, adding new: String, comment: String?
  ) throws(EditRefusal) {
    let node = list.value
    if section != .values, keptList(like: list) == nil {
      try keep(lineIndex(at: node.start.offset)...lineIndex(at: node.end.offset - 1))
    }
    let end = contentEnd(of: node) ?? node.end.offset
    let line = lineIndex(at: node.start.offset)
    let style = node.scalar?.style
    let isPlainOrQuoted = style != .literal && style != .folded
    if !list.isInFlow, isPlainOrQuoted, line == lineIndex(at: list.key.start.offset),
      line == lineIndex(at: end), isRestOfLineFree(from: end), beginsLine(list.key.start.offset),
      let colon = colon(after: list.key)
    {
      let offset = layout.itemIndent.utf8.count - layout.fieldIndent.utf8.count
      let prefix = String(repeating: " ", count: list.key.start.column - 1 + offset) + "- "
      let old = lines.text(node.start.offset..<end)
      replace(colon + 1..<end, with: "")
      insertLines([prefix + old, prefix + new + (comment.map { " " + $0 } ?? "")], after: line)
      return
    }
    let start = contentStart(of: node)
    var old = lines.text(start..<end)
    if style != .singleQuoted, style != .doubleQuoted, !node.isAlias {
      old = YAMLText.scalar(text(node), preferring: isPlainOrQuoted ? .plain : .single)
    }
    replace(
      node.start.offset..<end,
      with: "[" + lines.text(node.start.offset..<start) + old + ", " + new + "]")
  }

  // MARK: - Small questions

  private func quoting(of node: YAMLNode) -> YAMLText.Quoting {
    YAMLText.Quoting(node.scalar?.style)
  }

  func text(_ node: YAMLNode) -> String { node.scalar?.text ?? "" }

  mutating func expect(_ list: RegionList, texts: [String]) {
    expected.lists[ExpectedChange.Place(search: list.identifier, path: list.path)] = texts
  }
}
