// Searching, cutting and replacing by Unicode scalar, for text that a stranger may have written:
// events, rules, file names, arguments, pasted text.
//
//     "a,\u{301}b".contains(",")     // false: Swift's own searches go by Character, and a mark joins the comma
//     "a,\u{301}b".has(",")          // true
//     "a\r\nb".contains("\n")        // false: CR LF is one Character
//     "a\r\nb".has("\n")             // true
//
// Search for separators, quotes and escapes with these, or in `utf8` or `unicodeScalars`.
// `.ci/scalars` finds places that do not.

extension StringProtocol where SubSequence == Substring {
  /// Whether a scalar is anywhere in the text.
  public func has(_ scalar: Unicode.Scalar) -> Bool { unicodeScalars.contains(scalar) }

  /// Whether one of the scalars of `set` is anywhere in the text.
  public func has(anyOf set: String) -> Bool {
    let set = set.unicodeScalars
    return unicodeScalars.contains { set.contains($0) }
  }

  /// Whether the bytes of `text` are anywhere in the text.
  public func has(text: some StringProtocol) -> Bool { place(of: text) != nil }

  /// Whether the text begins with the bytes of `start`.
  public func begins(with start: some StringProtocol) -> Bool { utf8.starts(with: start.utf8) }

  /// Whether the text ends with the bytes of `end`.
  public func ends(with end: some StringProtocol) -> Bool {
    utf8.count >= end.utf8.count && utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
  }

  /// The text after `start`; nil if it does not begin with it.
  public func without(prefix start: some StringProtocol) -> Substring? {
    guard begins(with: start) else { return nil }
    return self[utf8.index(startIndex, offsetBy: start.utf8.count)...]
  }

  /// The text before `end`; nil if it does not end with it.
  public func without(suffix end: some StringProtocol) -> Substring? {
    guard ends(with: end) else { return nil }
    return self[..<utf8.index(endIndex, offsetBy: -end.utf8.count)]
  }

  /// The pieces between the separators, including empty ones: `"a,,b"` has three.
  public func pieces(at separator: Unicode.Scalar, most: Int = .max) -> [Substring] {
    unicodeScalars.split(
      separator: separator, maxSplits: most - 1, omittingEmptySubsequences: false
    )
    .map { self[$0.startIndex..<$0.endIndex] }
  }

  /// The pieces between separators of several bytes: `"a · b"` has two at `" · "`.
  public func pieces(atText separator: String) -> [Substring] {
    var pieces: [Substring] = []
    var rest = self[...]
    while !separator.isEmpty, let place = rest.place(of: separator) {
      pieces.append(rest[..<place])
      rest = rest[utf8.index(place, offsetBy: separator.utf8.count)...]
    }
    return pieces + [rest]
  }

  /// The pieces between runs of spaces, without empty pieces.
  public var words: [Substring] {
    unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
      .map { self[$0.startIndex..<$0.endIndex] }
  }

  /// The text before and after the first `separator`; nil without one.
  public func cut(at separator: Unicode.Scalar) -> (before: Substring, behind: Substring)? {
    unicodeScalars.firstIndex(of: separator).map(cut)
  }

  /// The text before and after the last `separator`; nil without one.
  public func cut(atLast separator: Unicode.Scalar) -> (before: Substring, behind: Substring)? {
    unicodeScalars.lastIndex(of: separator).map(cut)
  }

  private func cut(at place: Index) -> (before: Substring, behind: Substring) {
    (self[..<place], self[unicodeScalars.index(after: place)...])
  }

  /// The last part of a path: `rule.yml` of `rules/rule.yml`, and the text itself if it has no `/`.
  public var lastPathPart: Substring { cut(atLast: "/")?.behind ?? self[...] }

  /// The text with `old` replaced.
  public func replacing(text old: String, by new: String) -> String {
    guard !old.isEmpty, var place = place(of: old) else { return String(self) }
    var result = ""
    var start = startIndex
    while true {
      result.unicodeScalars += self[start..<place].unicodeScalars
      result.unicodeScalars += new.unicodeScalars
      start = utf8.index(place, offsetBy: old.utf8.count)
      guard let next = self[start...].place(of: old) else { break }
      place = next
    }
    result.unicodeScalars += self[start...].unicodeScalars
    return result
  }

  /// The text without spaces and line ends at both ends.
  public var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(self[first..<scalars.index(after: last)])
  }

  /// Equality of bytes. With `==`, `é` equals `e\u{301}`.
  public func hasSameBytes(as other: some StringProtocol) -> Bool {
    utf8.elementsEqual(other.utf8)
  }

  fileprivate func place(of wanted: some StringProtocol) -> Index? {
    let wanted = wanted.utf8
    guard let first = wanted.first else { return startIndex }
    var rest = self[...].utf8
    while let place = rest.firstIndex(of: first) {
      rest = rest[place...]
      if rest.starts(with: wanted) { return place }
      rest = rest.dropFirst()
    }
    return nil
  }
}

extension String {
  public init(scalars: some Sequence<Unicode.Scalar>) {
    self.init()
    unicodeScalars.append(contentsOf: scalars)
  }
}
