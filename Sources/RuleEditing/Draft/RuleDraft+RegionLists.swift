import Sigma
import SourceYAML

/// Adding to and taking from the list of a search: the text, and what the proof is to find in it.
extension RuleDraft {
  /// Takes entries out. The caller leaves at least one.
  mutating func remove(_ indices: [Int], from list: RegionList) throws(EditRefusal) {
    try checkOwn(list)
    try edit { editor throws(YAMLEditor.Refusal) in
      try editor.removeTexts(indices, from: list.value)
    }
    expect(
      list,
      texts: list.entries.indices.filter { !indices.contains($0) }.map { text(list.entries[$0]) })
  }

  /// What `<<` merges is written elsewhere and serves other mappings too.
  private func checkOwn(_ list: RegionList) throws(EditRefusal) {
    guard list.value.isMerged else { return }
    throw .mergedText(
      line: list.value.start.line, what: "the list of regions in \(list.identifier)")
  }

  /// Adds a region where the alphabet puts it in a list that is in that order, else at the end. A
  /// comment is written behind it where the entry has its line for itself.
  mutating func append(
    _ region: String, to list: RegionList, comment: String? = nil
  ) throws(EditRefusal) {
    try append(escaped: TextPattern.escaping(region), to: list, comment: comment, inOrder: true)
  }

  /// The same for a Sigma text, at the end.
  mutating func append(
    escaped: String, to list: RegionList, comment: String? = nil, inOrder: Bool = false
  ) throws(EditRefusal) {
    try checkOwn(list)
    let value = list.value
    if value.sequence == nil, keptList(like: list) == nil {
      try keep(
        editor.lineIndex(at: value.start.offset)...editor.lineIndex(at: value.end.offset - 1))
    }
    let added = try edit { editor throws(YAMLEditor.Refusal) in
      try editor.addText(
        escaped, to: (list.key, value), isInFlow: list.isInFlow, comment: comment,
        inOrder: inOrder)
    }
    if !added.hasRoom, let comment { try addNote(comment, on: escaped, above: value) }
    expect(list, texts: added.texts)
  }

  func text(_ node: YAMLNode) -> String { node.scalar?.text ?? "" }

  mutating func expect(_ list: RegionList, texts: [String]) {
    expected.lists[ExpectedChange.Place(search: list.identifier, path: list.path)] = texts
  }
}
