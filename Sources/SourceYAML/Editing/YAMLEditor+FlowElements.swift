/// Adding to and taking from what is between brackets or braces, elements and entries alike.
///
///     [ap-east-1, af-south-1]        in the line:  `, x` behind an element
///     [
///       ap-east-1,  # Hong Kong      a line each:  a line `  x,` below an element's line
///       af-south-1
///     ]
extension YAMLEditor {
  /// - Parameters:
  ///   - element: the element behind which the text comes.
  ///   - previous: the one before it, which shows how they are set apart.
  ///   - comments: lines above the text.
  ///   - comment: goes behind the text.
  /// - Returns: false when there was no place for a comment.
  @discardableResult
  public mutating func insertFlow(
    _ text: String, behind element: Range<Int>, previous: Range<Int>? = nil,
    comments: [String] = [], comment: String? = nil
  ) -> Bool {
    guard hasOwnLines(element) else {
      var separator = "," + layout.flowBlank
      if let previous, previous.upperBound < element.lowerBound {
        let between = previous.upperBound..<element.lowerBound
        if isSeparator(between) { separator = lines.text(between) }
      }
      replace(element.upperBound..<element.upperBound, with: separator + text)
      return comments.isEmpty && comment == nil
    }
    let line = lines.lines[lineIndex(at: element.lowerBound)].content
    let indent = lines.text(line.lowerBound..<element.lowerBound)
    let hasComma = comma(behind: element) != nil
    if !hasComma { replace(element.upperBound..<element.upperBound, with: ",") }
    let last = indent + text + (hasComma ? "," : "") + (comment.map { " " + $0 } ?? "")
    insertLines(comments.map { indent + $0 } + [last], after: lineIndex(at: element.upperBound - 1))
    return true
  }

  /// Takes elements out with the commas that set them apart. At least one stays.
  public mutating func removeFlow(_ indices: [Int], of elements: [Range<Int>]) {
    let kept = elements.indices.filter { !indices.contains($0) }
    guard let lastKept = kept.last else { return }
    if indices.allSatisfy({ hasOwnLines(elements[$0]) }) {
      for index in indices {
        let first = lineIndex(at: elements[index].lowerBound)
        removeLines(first...lineIndex(at: elements[index].upperBound - 1))
      }
      if lastKept < elements.count - 1, comma(behind: elements[elements.count - 1]) == nil,
        let comma = comma(behind: elements[lastKept])
      {
        replace(comma..<comma + 1, with: "")
      }
      return
    }
    let firstKept = kept[0]
    for index in indices {
      let element = elements[index]
      // With the comma before it; what is before all that stays, with the comma behind it.
      if index > firstKept, isSeparator(elements[index - 1].upperBound..<element.lowerBound) {
        replace(elements[index - 1].upperBound..<element.upperBound, with: "")
      } else if index < lastKept,
        isSeparator(element.upperBound..<elements[index + 1].lowerBound)
      {
        replace(element.lowerBound..<elements[index + 1].lowerBound, with: "")
      } else if index < lastKept, let comma = comma(behind: element) {
        replace(element.lowerBound..<comma + 1, with: "")
      } else if index > 0, let comma = comma(behind: elements[index - 1]) {
        replace(comma..<comma + 1, with: "")
        replace(element, with: "")
      }
    }
  }

  /// Whether an element has its lines for itself, so that lines can come and go around it.
  private func hasOwnLines(_ element: Range<Int>) -> Bool {
    guard beginsLine(element.lowerBound) else { return false }
    guard let comma = comma(behind: element) else {
      return isRestOfLineFree(from: element.upperBound)
    }
    return lineIndex(at: comma) == lineIndex(at: element.upperBound - 1)
      && isRestOfLineFree(from: comma + 1)
  }

  private func comma(behind element: Range<Int>) -> Int? {
    let at = skippingTrivia(from: element.upperBound)
    return at < lines.bytes.count && lines.bytes[at] == UInt8(ascii: ",") ? at : nil
  }

  private func isSeparator(_ range: Range<Int>) -> Bool {
    let allowed = Set(", \t\r\n".utf8)
    return lines.bytes[range].allSatisfy(allowed.contains)
  }
}
