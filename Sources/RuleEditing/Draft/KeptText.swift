import Sigma
import SourceYAML

/// What an edit replaces, kept beside the new text where its inverse could not know it otherwise.
///
///     awsRegion:                                     awsRegion:
///       - ap-east-1 # asked by the audit               # was: - ap-east-1 # asked by the audit
///       - af-south-1                           ->      - af-south-1
///
///     awsRegion: [us-east-1, ap-east-1 , 'x']  ->    # was: awsRegion: [us-east-1, ap-east-1 , 'x']
///                                                    awsRegion: [us-east-1, 'x']
///
/// Behind `# was: ` stand the author's bytes: of an entry in its own place, of whole lines above
/// the lines that took their place. A rule file needs no other memory, and other tools see a
/// comment. Whatever is taken back from such a comment is proven like any other change.
struct KeptLines {
  /// The comment lines, and the lines that stand in the place of what they say.
  let marks: ClosedRange<Int>
  let body: ClosedRange<Int>
  /// The lines as they were, without line ends.
  let content: [String]
}

extension RuleDraft {
  static let keepMark = "# was: "
  /// Lines of one kept text that are looked at. No published list has as many.
  private static let maximumKeptLines = 100

  // MARK: - Keeping

  /// Keeps whole lines as a comment above them.
  ///
  /// - Parameter start: where in the first line begins what is kept, if not at its first word.
  mutating func keep(_ body: ClosedRange<Int>, from start: Int? = nil) throws(EditRefusal) {
    let first = body.lowerBound
    let indent = editor.leadingBlanks(ofLine: first)
    var kept: [String] = []
    for index in body {
      let line = editor.contentRange(ofLine: index)
      guard lines.bytes[line].starts(with: indent.utf8) else { throw noRoom(first) }
      let begin = index == first ? start : nil
      kept.append(
        indent + Self.keepMark
          + lines.text((begin ?? line.lowerBound + indent.utf8.count)..<line.upperBound))
    }
    try insertComments(kept, above: first)
  }

  /// Whole lines above a line.
  mutating func insertComments(_ new: [String], above index: Int) throws(EditRefusal) {
    guard !isJSON else { throw noRoom(index) }
    editor.insertLines(new, above: index)
  }

  private func noRoom(_ line: Int) -> EditRefusal {
    .unsupportedLayout(
      line: line + 1, reason: "there is no room for a comment that says what was here before")
  }

  /// What a kept line says, without indentation.
  func keptText(ofLine index: Int) -> String? {
    guard lines.lines.indices.contains(index) else { return nil }
    let text = lines.bytes[editor.contentRange(ofLine: index)].drop(while: YAMLEditor.isBlank)
    guard text.starts(with: Self.keepMark.utf8) else { return nil }
    return String(decoding: text.dropFirst(Self.keepMark.utf8.count), as: UTF8.self)
  }

  // MARK: - Finding

  /// What is kept above some lines, nearest first: a comment may say more than is meant here.
  ///
  /// - Parameter start: as for `keep`.
  func kept(above body: ClosedRange<Int>, from start: Int? = nil) -> [KeptLines] {
    let head = start.map {
      lines.text(editor.contentRange(ofLine: body.lowerBound).lowerBound..<$0)
    }
    let indent = editor.leadingBlanks(ofLine: body.lowerBound)
    var last = body.lowerBound - 1
    while last >= 0, editor.isComment(line: last), keptText(ofLine: last) == nil { last -= 1 }
    var found: [KeptLines] = []
    var content: [String] = []
    var first = last
    while first >= 0, content.count < Self.maximumKeptLines, let text = keptText(ofLine: first),
      editor.leadingBlanks(ofLine: first) == indent
    {
      found.append(
        KeptLines(marks: first...last, body: body, content: [(head ?? indent) + text] + content))
      content.insert(indent + text, at: 0)
      first -= 1
    }
    return found
  }

  /// The file with the lines as they were.
  func restored(_ kept: KeptLines) -> RuleFile {
    func text(_ range: Range<Int>) -> String { lines.text(range) }
    let marks = lines.lines[kept.marks.lowerBound].range.lowerBound
    let behind = lines.lines[kept.marks.upperBound].range.upperBound
    let body = lines.lines[kept.body.lowerBound].range.lowerBound
    let end = lines.lines[kept.body.upperBound].range.upperBound
    return RuleFile(
      text: text(0..<marks) + text(behind..<body)
        + kept.content.map { $0 + layout.yaml.newline }.joined() + text(end..<lines.bytes.count),
      path: file.path)
  }

  mutating func restore(_ kept: KeptLines) {
    editor.removeLines(kept.marks)
    let start = lines.lines[kept.body.lowerBound].range.lowerBound
    let end = lines.lines[kept.body.upperBound].content.upperBound
    editor.replace(start..<end, with: kept.content.joined(separator: layout.yaml.newline))
  }

  // MARK: - Spent comments

  /// The patches, with those that remove comments whose kept text is back in place.
  func droppingSpentMarks(_ patches: [TextPatch]) -> [TextPatch] {
    guard !patches.isEmpty, let text = try? patches.applied(to: lines.text(0..<lines.bytes.count))
    else { return patches }
    let new = RuleDraft.Spent(TextLines(text))
    let old = RuleDraft.Spent(lines)
    var result = patches
    for marks in old.marks {
      let start = lines.lines[marks.lowerBound].range.lowerBound
      let end = lines.lines[marks.upperBound].range.upperBound
      guard
        !patches.contains(where: { $0.offset < end && $0.offset + $0.removed.utf8.count > start })
      else { continue }
      let shift = patches.filter { $0.offset <= start }
        .reduce(0) { $0 + $1.inserted.utf8.count - $1.removed.utf8.count }
      let place = new.lines.index(at: start + shift)
      guard let count = new.spent(place...(place + marks.count - 1)),
        old.spent(marks) == nil
      else { continue }
      let first = lines.lines[marks.upperBound - count + 1].range.lowerBound
      result.append(TextPatch(offset: first, removed: lines.text(first..<end), inserted: ""))
    }
    return result.sorted { $0.offset < $1.offset }
  }

  /// Runs of kept lines in a text.
  private struct Spent {
    let lines: TextLines
    private(set) var marks: [ClosedRange<Int>] = []

    init(_ lines: TextLines) {
      self.lines = lines
      var run: ClosedRange<Int>?
      for index in lines.lines.indices {
        if text(index) == nil {
          if let done = run { marks.append(done) }
          run = nil
        } else {
          run = (run?.lowerBound ?? index)...index
        }
      }
    }

    /// How many lines at the end of a run say just what the lines below say.
    func spent(_ run: ClosedRange<Int>) -> Int? {
      var body = run.upperBound + 1
      while lines.lines.indices.contains(body), isOtherComment(body) { body += 1 }
      for count in 1...min(run.count, RuleDraft.maximumKeptLines)
      where body + count <= lines.lines.count {
        let isSame = (0..<count).allSatisfy { step in
          let mark = run.upperBound - count + 1 + step
          let content = lines.bytes[lines.lines[mark].content]
          let indent = content.prefix(while: YAMLEditor.isBlank)
          let below = lines.bytes[lines.lines[body + step].content]
          let text = Array((text(mark) ?? "").utf8)
          // Of a condition only the value is kept.
          let head = below.dropLast(text.count).drop(while: YAMLEditor.isBlank)
          let isValue =
            step == 0 && [Array("condition: ".utf8), Array("- ".utf8)].contains(Array(head))
          return Array(indent) + text == Array(below)
            || isValue && below.suffix(text.count) == text[...]
        }
        if isSame { return count }
      }
      return nil
    }

    private func text(_ index: Int) -> String? {
      let text = lines.bytes[lines.lines[index].content].drop(while: YAMLEditor.isBlank)
      guard text.starts(with: RuleDraft.keepMark.utf8) else { return nil }
      return String(decoding: text.dropFirst(RuleDraft.keepMark.utf8.count), as: UTF8.self)
    }

    private func isOtherComment(_ index: Int) -> Bool {
      let text = lines.bytes[lines.lines[index].content].drop(while: YAMLEditor.isBlank)
      return text.first == UInt8(ascii: "#") && self.text(index) == nil
    }
  }
}
