import SourceYAML
import Sigma

/// Writing entries into maps and taking them out, in block and in flow style.
extension RuleDraft {
  typealias Entry = (key: YAMLNode, value: YAMLNode)

  /// Writes a filter behind an entry of the detection.
  mutating func insert(_ block: FilterBlock, behind entry: Entry) throws(EditRefusal) {
    guard case .mapping(_, isFlow: true) = detection.content else {
      insertLines(block.lines(layout), after: lastLine(of: entry))
      return
    }
    let comments = isJSON ? [] : block.comments + [block.itemComment].compactMap(\.self)
    let hasRoom = insertFlow(
      block.flow(layout), behind: extent(of: entry), comments: comments)
    guard !hasRoom || isJSON else { return }
    for comment in block.comments { try addNote(comment, on: block.name, above: entry.key) }
    if let comment = block.itemComment, case .list(let texts)? = block.entries.first?.value {
      for text in texts { try addNote(comment, on: text, above: entry.key) }
    }
  }

  /// Takes an entry out of a map, with the comment lines above it that satisfy a condition.
  mutating func remove(
    _ index: Int, of map: YAMLNode, withCommentsAbove isMeant: (Int, Int) -> Bool
  ) throws(EditRefusal) {
    guard let entries = map.mapping, entries.indices.contains(index) else { return }
    let entry = entries[index]
    let start = start(of: entry)
    var first = lineIndex(at: start.offset)
    if case .mapping(_, isFlow: true) = map.content {
      guard entries.count > 1 else { throw Self.nothingLeft(entry.key) }
      let isFirst = beginsLine(start.offset)
      removeFlow([index], of: entries.map(extent))
      if isFirst {
        let below = first
        while first > 0, isMeant(first - 1, start.column) { first -= 1 }
        if first < below { removeLines(first...below - 1) }
      }
      return
    }
    guard beginsLine(start.offset) else {
      guard entries.indices.contains(index + 1) else { throw Self.nothingLeft(entry.key) }
      replace(start.offset..<self.start(of: entries[index + 1]).offset, with: "")
      return
    }
    while first > 0, isMeant(first - 1, start.column) { first -= 1 }
    removeLines(first...lastLine(of: entry))
  }

  private static func nothingLeft(_ key: YAMLNode) -> EditRefusal {
    .unsupportedLayout(
      line: key.start.line,
      reason: "\(key.scalar?.text ?? "") is all that stands here, so it cannot be taken out")
  }

  func extent(of entry: Entry) -> Range<Int> {
    let start = start(of: entry).offset
    return start..<max(start, end(of: entry))
  }
}
