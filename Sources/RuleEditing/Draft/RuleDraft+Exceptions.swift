import Sigma
import SourceYAML

/// Changing an exception that is there: its tests, and the day on which it expires.
///
///     filter_main_build:                                  filter_main_build:
///         userAgent: 'Jenkins/2.1'              ->            userAgent|startswith: 'Jenkins/'
///         awsRegion: 'ap-east-1'                              awsRegion: 'ap-east-1'
///
/// Tests that stay are not touched, nor are the comments; of a list only the values that come or
/// go.
extension RuleDraft {
  mutating func changeException(
    _ wanted: String, to exception: RuleException, stamp: EditStamp
  ) throws(EditRefusal) -> String {
    let name = try exceptionName(wanted)
    let new = try FilterBlock(exception, name: name, stamp: stamp)
    guard let search = detection.searchIdentifiers[name] else { return name }
    if search.value.isMerged || search.key.isMerged {
      throw .mergedText(line: search.key.start.line, what: name)
    }
    guard let old = RuleException(search), case .mapping(_, isFlow: false) = search.value.content,
      !search.value.isAlias, search.value.anchor == nil,
      search.value.start.line > search.key.start.line
    else {
      throw .unsupportedLayout(
        line: search.key.start.line,
        reason: "\(name) is more than a block of fields with literal values; change it by hand")
    }
    guard old.meaning != exception.meaning else { throw .unchanged(name: name) }
    let indent = String(repeating: " ", count: search.value.start.column - 1)
    var pending = new.entries
    var last = editor.lineIndex(at: search.key.start.offset)
    for (index, item) in search.alternatives[0].enumerated() {
      guard let key = item.key else { continue }
      last = editor.lastLine(of: (key, item.value))
      let written = key.scalar?.text ?? ""
      // A field that is asked for something else stays in its place.
      let same = pending.firstIndex { $0.key == written }
      let other = pending.firstIndex { entry in
        entry.field == item.field
          && !search.alternatives[0].contains { $0.key?.scalar?.text == entry.key }
      }
      guard let place = same ?? other else {
        try removeEntry(item, of: name)
        continue
      }
      let entry = pending.remove(at: place)
      try change(item, at: index, to: entry, of: new, indent: indent)
    }
    let lines = pending.flatMap { render($0, of: new, indent: indent) }
    if !lines.isEmpty { editor.insertLines(lines, after: last) }
    if stamp.reason?.isEmpty == false {
      editor.insertLines(
        [layout.searchIndent + stamp.comment],
        after: editor.lineIndex(at: search.key.start.offset) - 1)
    }
    expected.lists = expected.lists.filter { $0.key.search != name }
    expected.rewritten[name] = exception
    return name
  }

  /// Gives an exception the day on which it expires, another one, or none.
  mutating func setExpiry(of wanted: String, to date: String?) throws(EditRefusal) -> String {
    let name = try exceptionName(wanted)
    if let date, !EditStamp(date: date, author: "").hasValidDate { throw .invalidDate(date) }
    guard let search = detection.searchIdentifiers[name] else { return name }
    if search.key.isMerged { throw .mergedText(line: search.key.start.line, what: name) }
    let found = ExpiryComment.find(for: search, in: lines)
    guard found?.date != date else { throw .unchanged(name: name) }
    switch (found, date) {
    case (let found?, let date?): editor.replace(found.dateRange, with: date)
    case (let found?, nil): remove(found)
    case (nil, let date?):
      let line = editor.lineIndex(at: search.key.start.offset)
      guard line > 0, isAlone(search.key) else {
        throw .unsupportedLayout(
          line: search.key.start.line, reason: "\(name) does not begin on a line of its own")
      }
      let indent = String(repeating: " ", count: search.key.start.column - 1)
      editor.insertLines([indent + ExpiryComment.text(date)], after: line - 1)
    case (nil, nil): break
    }
    return name
  }

  /// The whole line if it says nothing else, or else only these words and the mark before them.
  private mutating func remove(_ comment: ExpiryComment) {
    let line = lines.lines[comment.line].content
    let marks = Set("#,;- \t".utf8)
    var start = comment.range.lowerBound
    while start > line.lowerBound, marks.contains(lines.bytes[start - 1]) { start -= 1 }
    let rest = lines.bytes[comment.range.upperBound..<line.upperBound]
    if start == line.lowerBound, rest.allSatisfy(marks.contains) {
      editor.removeLines(comment.line...comment.line)
    } else if rest.allSatisfy(YAMLEditor.isBlank) {
      editor.replace(start..<line.upperBound, with: "")
    } else {
      editor.replace(comment.range, with: "")
    }
  }

  // MARK: - Entries of a filter

  private mutating func change(
    _ item: DetectionItem, at index: Int, to entry: FilterBlock.Entry, of block: FilterBlock,
    indent: String
  ) throws(EditRefusal) {
    guard let key = item.key, let test = RuleException.FieldTest(item) else { return }
    let texts: [String] =
      switch entry.value {
      case .text(let text): [text]
      case .list(let texts): texts
      case .null, .bool: []
      }
    let old = item.values.map(\.text)
    guard key.scalar?.text == entry.key else {
      return try replace(item, with: entry, of: block, indent: indent)
    }
    guard test.relation.takesValues else { return }
    let gone = old.indices.filter { !texts.contains(old[$0]) }
    let come = texts.filter { !old.contains($0) }
    if gone.isEmpty && come.isEmpty { return }
    guard gone.count < old.count, item.value.sequence != nil else {
      return try replace(item, with: entry, of: block, indent: indent)
    }
    let list = RegionList(
      identifier: block.name, path: [index], key: key, value: item.value)
    for text in come { try append(escaped: text, to: list) }
    if !gone.isEmpty { try remove(gone, from: list) }
  }

  private mutating func replace(
    _ item: DetectionItem, with entry: FilterBlock.Entry, of block: FilterBlock, indent: String
  ) throws(EditRefusal) {
    let range = try entryLines(item, of: block.name)
    editor.removeLines(range)
    editor.insertLines(render(entry, of: block, indent: indent), after: range.lowerBound - 1)
  }

  private mutating func removeEntry(
    _ item: DetectionItem, of name: String
  ) throws(EditRefusal) {
    editor.removeLines(try entryLines(item, of: name))
  }

  private func entryLines(
    _ item: DetectionItem, of name: String
  ) throws(EditRefusal) -> ClosedRange<Int> {
    guard let key = item.key, isAlone(key), !key.isAlias, key.anchor == nil else {
      throw .unsupportedLayout(
        line: item.value.start.line,
        reason: "a field of \(name) does not have its lines for itself; change it by hand")
    }
    return editor.lineIndex(at: key.start.offset)...editor.lastLine(of: (key, item.value))
  }

  private func render(
    _ entry: FilterBlock.Entry, of block: FilterBlock, indent: String
  ) -> [String] {
    block.lines(of: entry, fieldIndent: indent, layout)
  }

  /// Nothing but blanks stand before it on its line.
  func isAlone(_ node: YAMLNode) -> Bool {
    let line = lines.lines[editor.lineIndex(at: node.start.offset)].range
    return lines.bytes[line.lowerBound..<node.start.offset].allSatisfy { $0 == UInt8(ascii: " ") }
  }
}
