// Cutting and joining: the results are safe text too, and their width is known without measuring.

extension SafeText {
  public static func + (left: SafeText, right: SafeText) -> SafeText {
    SafeText(unchecked: left.text + right.text, width: left.width + right.width)
  }

  public static func += (left: inout SafeText, right: SafeText) {
    left = left + right
  }

  /// The text in at most `columns` columns; the last one is `…` if it was cut. The cost depends on
  /// `columns`, not on the length of the text.
  public func truncated(to columns: Int) -> SafeText {
    guard width > columns else { return self }
    guard columns > 0 else { return .empty }
    return cut(to: columns)
  }

  /// As `truncated`, but keeps the end: `…nalyst/kim`. For paths and ARNs.
  public func truncatedAtStart(to columns: Int) -> SafeText {
    guard width > columns else { return self }
    guard columns > 0 else { return .empty }
    return SafeText.ellipsis + dropping(columns: width - columns + 1)
  }

  /// The first columns, without a sign that there is more. A wide character that does not fit is
  /// left out, so the result may be narrower.
  public func prefix(columns: Int) -> SafeText {
    guard columns > 0 else { return .empty }
    guard width > columns else { return self }
    if isASCII {
      return SafeText(unchecked: String(text.utf8.prefix(columns)) ?? "", width: columns)
    }
    var taken = 0
    var end = text.startIndex
    for cluster in Clusters(text) {
      if taken + cluster.width > columns { break }
      taken += cluster.width
      end = cluster.text.endIndex
    }
    return SafeText(unchecked: String(text[..<end]), width: taken)
  }

  /// The text without its first columns, for scrolling sideways. A wide character cut in half
  /// leaves a space, so the result is exactly `columns` narrower.
  public func dropping(columns: Int) -> SafeText {
    guard columns > 0 else { return self }
    guard columns < width else { return .empty }
    if isASCII {
      return SafeText(
        unchecked: String(text.utf8.dropFirst(columns)) ?? "", width: width - columns)
    }
    let scalars = text.unicodeScalars
    var dropped = 0
    var start = scalars.startIndex
    while start < scalars.endIndex {
      let scalarWidth = TextWidth.width(of: scalars[start])
      if dropped >= columns, scalarWidth > 0 { break }
      dropped += scalarWidth
      start = scalars.index(after: start)
    }
    let half = String(repeating: " ", count: dropped - columns)
    return SafeText(unchecked: half + String(scalars[start...]), width: width - columns)
  }

  /// The text cut into pieces of at most the given columns, the first one and all others, in one
  /// pass: after a blank, `/` or `-` if there is one near the end of a piece. The first is empty if
  /// the text is better begun on the next line.
  public func pieces(first: Int, then: Int) -> [SafeText] {
    guard width > first else { return [self] }
    let then = max(2, then)
    var pieces: [SafeText] = []
    var limit = max(0, first)
    if isASCII {
      var rest = Substring(text).utf8
      while rest.count > limit {
        let piece = rest.prefix(limit)
        let window = min(SafeText.breakWindow, limit / 2)
        let cut = piece.suffix(window).lastIndex(where: SafeText.isBreak)
          .map { piece[...$0] }
        // A short word that has little room left goes to the next line as a whole.
        let isBetterBelow = cut == nil && pieces.isEmpty && first < then && rest.count <= then
        let taken = isBetterBelow ? piece.prefix(0) : cut ?? piece
        pieces.append(SafeText(unchecked: String(taken) ?? "", width: taken.count))
        rest = rest.dropFirst(taken.count)
        limit = then
      }
      return pieces + [SafeText(unchecked: String(rest) ?? "", width: rest.count)]
    }
    var piece = ""
    var taken = 0
    for cluster in Clusters(text, widest: min(then, Clusters.maximumWidth)) {
      if taken + cluster.width > limit {
        pieces.append(SafeText(unchecked: piece, width: taken))
        (piece, taken, limit) = ("", 0, then)
      }
      piece += cluster.text
      taken += cluster.width
    }
    return pieces + [SafeText(unchecked: piece, width: taken)]
  }

  /// The maximum number of columns that are left blank at the end of a line.
  private static let breakWindow = 30

  private static func isBreak(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-")
  }

  /// The text, padded with spaces or truncated to exactly `columns`.
  public func padded(to columns: Int, alignRight: Bool = false) -> SafeText {
    let text = truncated(to: columns)
    let blanks = SafeText.blanks(columns - text.width)
    return alignRight ? blanks + text : text + blanks
  }

  public static func blanks(_ columns: Int) -> SafeText {
    let count = max(0, columns)
    return SafeText(unchecked: String(repeating: " ", count: count), width: count)
  }

  /// The text repeated: `SafeText("─").repeated(40)`.
  public func repeated(_ count: Int) -> SafeText {
    let count = max(0, count)
    return SafeText(unchecked: String(repeating: text, count: count), width: width * count)
  }

  /// At least one column, the last of them `…`.
  func cut(to columns: Int) -> SafeText {
    let kept = prefix(columns: columns - 1)
    // If a wide character was left out, a space keeps the width.
    let gap = String(repeating: " ", count: columns - 1 - kept.width)
    return SafeText(unchecked: kept.text + gap + SafeText.ellipsis.text, width: columns)
  }
}

extension Sequence where Element == SafeText {
  public func joined(separator: SafeText = .empty) -> SafeText {
    var result = SafeText.empty
    for (index, text) in enumerated() {
      if index > 0 { result += separator }
      result += text
    }
    return result
  }
}
