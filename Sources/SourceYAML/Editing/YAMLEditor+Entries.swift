/// Taking entries out of maps, in block and in flow style.
extension YAMLEditor {
  /// An entry of a map.
  public typealias Entry = (key: YAMLNode, value: YAMLNode)

  /// Takes an entry out of a map, with the comment lines above it that satisfy a condition on the
  /// line and the column of the entry.
  public mutating func remove(
    _ index: Int, of map: YAMLNode, withCommentsAbove isMeant: (Int, Int) -> Bool
  ) throws(Refusal) {
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

  private static func nothingLeft(_ key: YAMLNode) -> Refusal {
    Refusal(
      line: key.start.line,
      reason: "\(key.scalar?.text ?? "") is all that is here, so it cannot be removed")
  }

  /// From its key to the end of its value.
  public func extent(of entry: Entry) -> Range<Int> {
    let start = start(of: entry).offset
    return start..<max(start, end(of: entry))
  }
}
