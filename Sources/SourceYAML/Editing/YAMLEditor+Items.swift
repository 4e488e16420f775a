/// Adding items to lists and taking them out, in block and in flow style.
extension YAMLEditor {
  /// Takes items out of a list. The caller leaves at least one.
  public mutating func removeItems(_ indices: [Int], of list: YAMLNode) throws(Refusal) {
    guard let elements = list.sequence else { return }
    if case .sequence(_, isFlow: true) = list.content {
      removeFlow(indices, of: elements.map(extent))
      return
    }
    let dashes = try dashes(of: list)
    var done = -1
    for index in indices where index > done {
      done = index
      if beginsLine(dashes[index]) {
        let end = contentEnd(of: elements[index]) ?? dashes[index] + 1
        let last = lastLine(endingAt: end, column: column(of: dashes[index]))
        removeLines(lineIndex(at: dashes[index])...last)
        continue
      }
      // `- - a`: the next item that stays takes the place.
      guard let next = elements.indices.first(where: { $0 > index && !indices.contains($0) }) else {
        throw Refusal(
          line: elements[index].start.line,
          reason: "this entry follows another dash; write it on a line of its own first")
      }
      replace(dashes[index]..<dashes[next], with: "")
      done = next - 1
    }
  }

  /// Adds an item. A comment is written behind it where it has a line of its own; false: it has
  /// none.
  @discardableResult
  public mutating func insertItem(
    _ text: String, behind index: Int, of list: YAMLNode, comment: String?
  ) throws(Refusal) -> Bool {
    guard let elements = list.sequence, elements.indices.contains(index) else { return true }
    let element = elements[index]
    if case .sequence(_, isFlow: true) = list.content {
      let previous = index > 0 ? extent(of: elements[index - 1]) : nil
      return insertFlow(
        text, behind: extent(of: element), previous: previous, comment: comment)
    }
    let dashes = try dashes(of: list)
    let dash = dashes[index]
    let line = lines.lines[lineIndex(at: dash)].range.lowerBound
    var prefix = String(repeating: " ", count: column(of: dash) - 1) + "- "
    if beginsLine(dash), lineIndex(at: element.start.offset) == lineIndex(at: dash) {
      prefix = lines.text(line..<element.start.offset)
    }
    let end = contentEnd(of: element) ?? dash + 1
    let last = lastLine(endingAt: end, column: column(of: dash))
    insertLines([prefix + text + (comment.map { " " + $0 } ?? "")], after: last)
    return true
  }

  private func extent(of element: YAMLNode) -> Range<Int> {
    element.start.offset..<max(element.start.offset, contentEnd(of: element) ?? 0)
  }

  /// Where the dashes of a block list stand.
  public func dashes(of list: YAMLNode) throws(Refusal) -> [Int] {
    var dashes: [Int] = []
    var at = contentStart(of: list)
    for element in list.sequence ?? [] {
      at = skippingTrivia(from: at)
      guard at < lines.bytes.count, lines.bytes[at] == UInt8(ascii: "-") else {
        throw Refusal(
          line: element.start.line, reason: "the dash of this entry is not where one is expected")
      }
      dashes.append(at)
      at = contentEnd(of: element) ?? at + 1
    }
    return dashes
  }

  /// The column of an offset, from 1, in Unicode scalars.
  private func column(of offset: Int) -> Int {
    let start = lines.lines[lineIndex(at: offset)].range.lowerBound
    return lines.text(start..<offset).unicodeScalars.count { $0 != "\u{FEFF}" } + 1
  }
}
