import Sigma
import SourceYAML

/// Who decided what and why, where a comment has no room beside it: between brackets and in JSON.
///
///     # ap-east-1: 2026-03-01 j.doe: the CDN team works there
///     detection: {selection: {...}, filter_main_allowed_regions: {awsRegion: ['ap-east-1']}, ...}
///
/// JSON has no comments; there the same texts are a list under the key `tuning`, one of those that
/// Sigma leaves to the authors of rules:
///
///     "tuning": ["ap-east-1: 2026-03-01 j.doe: the CDN team works there"]
extension RuleDraft {
  static let notesKey = "tuning"

  /// The rule is JSON, which is YAML too, but has no comments.
  var isJSON: Bool {
    if case .mapping(_, isFlow: true) = root.content {
      layout.yaml.keyQuoting == .double
    } else {
      false
    }
  }

  /// - Parameter comment: `# 2026-03-01 j.doe: why`
  mutating func addNote(
    _ comment: String, on subject: String, above node: YAMLNode
  ) throws(EditRefusal) {
    let text = "\(subject): " + String(decoding: comment.utf8.dropFirst(2), as: UTF8.self)
    guard isJSON else {
      let line = editor.lineIndex(at: node.start.offset)
      try insertComments([editor.leadingBlanks(ofLine: line) + "# " + text], above: line)
      return
    }
    let written = YAMLText.scalar(text, preferring: .double)
    guard let entry = root.entry(Self.notesKey) else {
      guard let last = root.mapping?.last else { return }
      expected.tuning = [text]
      editor.insertFlow(
        layout.key(Self.notesKey) + ":" + layout.yaml.flowBlank + "[" + written + "]",
        behind: editor.extent(of: last))
      return
    }
    guard let texts = notes(in: entry.value), !texts.isEmpty else {
      return notes.append("the reason is not written down: \(Self.notesKey) is not a list of texts")
    }
    expected.tuning = texts + [text]
    try edit { editor throws(YAMLEditor.Refusal) in
      try editor.insertItem(written, behind: texts.count - 1, of: entry.value, comment: nil)
    }
  }

  /// Takes out what edits noted on a filter or a region.
  mutating func removeNotes(on subject: String, above node: YAMLNode) throws(EditRefusal) {
    guard isJSON else {
      let indent = editor.leadingBlanks(ofLine: editor.lineIndex(at: node.start.offset))
      var line = editor.lineIndex(at: node.start.offset) - 1
      while line >= 0, editor.isComment(line: line), editor.leadingBlanks(ofLine: line) == indent {
        let text = lines.text(editor.contentRange(ofLine: line)).utf8.dropFirst(
          indent.utf8.count + 2)
        if Self.isNote(String(decoding: text, as: UTF8.self), on: subject) {
          editor.removeLines(line...line)
        }
        line -= 1
      }
      return
    }
    guard let index = root.mapping?.firstIndex(where: { $0.key.isText(Self.notesKey) }),
      let entry = root.mapping?[index], let texts = notes(in: entry.value)
    else { return }
    let gone = texts.indices.filter { Self.isNote(texts[$0], on: subject) }
    guard !gone.isEmpty else { return }
    expected.tuning = texts.indices.filter { !gone.contains($0) }.map { texts[$0] }
    if gone.count == texts.count {
      editor.removeFlow([index], of: (root.mapping ?? []).map(editor.extent))
    } else {
      try edit { editor throws(YAMLEditor.Refusal) in
        try editor.removeItems(gone, of: entry.value)
      }
    }
  }

  private func notes(in node: YAMLNode) -> [String]? {
    guard let texts = node.sequence?.map(\.string), texts.allSatisfy({ $0 != nil }) else {
      return nil
    }
    return texts.compactMap(\.self)
  }

  /// `SUBJECT: 2026-03-01 ...`
  private static func isNote(_ text: String, on subject: String) -> Bool {
    let start = subject + ": "
    guard text.utf8.starts(with: start.utf8) else { return false }
    let date = String(decoding: text.utf8.dropFirst(start.utf8.count).prefix(10), as: UTF8.self)
    return EditStamp(date: date, author: "").hasValidDate
  }
}
