/// Where the parts of a text begin and end.
///
///     awsRegion: &home !!str 'us-east-1'   # why
///                ^node.start ^contentStart ^contentEnd
extension YAMLEditor {
  private static let blanksAndLineEnds = Set(" \t\r\n".utf8)

  /// Behind blanks, line ends and comments. Meant for places between tokens, where `#` begins a
  /// comment.
  public func skippingTrivia(from offset: Int) -> Int {
    var at = offset
    while at < lines.bytes.count {
      if Self.blanksAndLineEnds.contains(lines.bytes[at]) {
        at += 1
      } else if lines.bytes[at] == UInt8(ascii: "#") {
        at = lines.lines[lineIndex(at: at)].range.upperBound
      } else {
        break
      }
    }
    return at
  }

  /// Behind the anchor and the tag of a scalar, a list or a flow map.
  public func contentStart(of node: YAMLNode) -> Int {
    var at = node.start.offset
    if node.isAlias { return at }
    let marks = Set("&!".utf8)
    while at < node.end.offset, marks.contains(lines.bytes[at]) {
      while at < node.end.offset, !Self.blanksAndLineEnds.contains(lines.bytes[at]) { at += 1 }
      at = min(skippingTrivia(from: at), node.end.offset)
    }
    return at
  }

  /// Just behind the last character of a node's content; nil for a value that is not written. For
  /// a block scalar that keeps its last line ends (`|+`), these are content.
  public func contentEnd(of node: YAMLNode) -> Int? {
    if node.isAlias { return node.end.offset }
    switch node.content {
    case .scalar(let scalar):
      switch scalar.style {
      case .literal, .folded: return blockScalarEnd(node)
      case .plain where scalar.text.isEmpty: return nil
      case .plain, .singleQuoted, .doubleQuoted: return node.end.offset
      }
    case .sequence(_, isFlow: true), .mapping(_, isFlow: true):
      return node.end.offset
    case .sequence(let elements, isFlow: false):
      guard let last = elements.last else { return nil }
      return contentEnd(of: last) ?? last.start.offset
    case .mapping(let entries, isFlow: false):
      let own = entries.filter { !$0.key.isMerged }
      guard own.count < entries.count else { return entries.last.map(end) }
      // What `<<` merges is written elsewhere, and the line of the `<<` may be the last.
      return max(own.map(end).max() ?? 0, endOfText(before: node.end.offset))
    }
  }

  /// The end of the last line before an offset that is not blank and not a comment.
  private func endOfText(before offset: Int) -> Int {
    var at = offset
    while at > 1, Self.blanksAndLineEnds.contains(lines.bytes[at - 1]) { at -= 1 }
    var line = lineIndex(at: max(at - 1, 0))
    while line > 0, isBlank(line: line) || isComment(line: line) { line -= 1 }
    return lines.lines[line].content.upperBound
  }

  /// Just behind the value of an entry, or behind its colon.
  public func end(of entry: (key: YAMLNode, value: YAMLNode)) -> Int {
    contentEnd(of: entry.value) ?? colon(after: entry.key).map { $0 + 1 } ?? entry.key.end.offset
  }

  /// Where the colon behind a key is.
  public func colon(after key: YAMLNode) -> Int? {
    let at = skippingTrivia(from: contentEnd(of: key) ?? key.end.offset)
    return at < lines.bytes.count && lines.bytes[at] == UInt8(ascii: ":") ? at : nil
  }

  /// The first character of an entry, and its column: of the key, or of the `?` before it.
  public func start(of entry: (key: YAMLNode, value: YAMLNode)) -> (offset: Int, column: Int) {
    let key = entry.key.start
    var at = key.offset - 1
    while at >= 0, Self.isBlank(lines.bytes[at]) { at -= 1 }
    guard at >= 0, at < key.offset - 1, lines.bytes[at] == UInt8(ascii: "?") else {
      return (key.offset, key.column)
    }
    return (at, key.column - (key.offset - at))
  }

  // MARK: - Block scalars

  /// From the first to the last character of a `|` or `>` scalar, indentation and final line end
  /// left out; nil when it is empty.
  public func blockScalarContent(_ node: YAMLNode) -> Range<Int>? {
    let first = lineIndex(at: contentStart(of: node)) + 1
    var content: Range<Int>?
    var depth: Int?
    for index in first..<max(first, lines.lines.count) {
      let line = lines.lines[index]
      guard line.range.lowerBound < node.end.offset else { break }
      if isBlank(line: index) { continue }
      let depthHere = indent(ofLine: index)
      if depth == nil { depth = depthHere }
      guard depthHere >= depth ?? 0 else { break }
      let start = line.content.lowerBound + depthHere
      content = (content?.lowerBound ?? start)..<line.content.upperBound
    }
    return content
  }

  private func blockScalarEnd(_ node: YAMLNode) -> Int {
    let start = contentStart(of: node)
    let header = lines.lines[lineIndex(at: start)].content
    let end = blockScalarContent(node)?.upperBound ?? header.upperBound
    let keeps = lines.bytes[start..<header.upperBound].prefix { !Self.isBlank($0) }
      .contains(UInt8(ascii: "+"))
    guard keeps else { return end }
    var line = lineIndex(at: end - 1)
    while line + 1 < lines.lines.count, isBlank(line: line + 1) { line += 1 }
    return lines.lines[line].range.upperBound
  }

  // MARK: - Lines

  /// The last line of a map's entry: its content and the comments below that are indented deeper
  /// than its key, which belong to it.
  public func lastLine(of entry: (key: YAMLNode, value: YAMLNode)) -> Int {
    lastLine(endingAt: end(of: entry), column: start(of: entry).column)
  }

  /// The same for what ends at an offset and begins in a column.
  public func lastLine(endingAt end: Int, column: Int) -> Int {
    var last = lineIndex(at: max(end - 1, 0))
    var next = last + 1
    while next < lines.lines.count {
      if isComment(line: next), indent(ofLine: next) >= column {
        last = next
      } else if !isBlank(line: next) {
        break
      }
      next += 1
    }
    return last
  }

  /// Whether only blanks stand before an offset in its line.
  public func beginsLine(_ offset: Int) -> Bool {
    let line = lines.lines[lineIndex(at: offset)].range
    let mark = line.lowerBound == 0 && lines.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    return lines.bytes[(line.lowerBound + mark)..<max(offset, line.lowerBound + mark)]
      .allSatisfy(Self.isBlank)
  }

  /// Whether only blanks and a comment are between an offset and the end of its line.
  public func isRestOfLineFree(from offset: Int) -> Bool {
    let end = lines.lines[lineIndex(at: offset)].content.upperBound
    guard offset < end else { return true }
    let rest = lines.bytes[offset..<end].drop(while: Self.isBlank)
    return rest.isEmpty || rest.first == UInt8(ascii: "#")
  }
}
