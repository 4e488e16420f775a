import Basics
import Sigma
import SourceYAML

/// Taking a region out of a selection's list so that it can be put back as it was, and putting it
/// back.
///
/// An entry with lines of its own becomes a comment in its place. Of a list between brackets, and
/// of an alias, the lines are kept above.
extension RuleDraft {
  mutating func setAside(_ indices: [Int], from list: RegionList) throws(EditRefusal) {
    if case .sequence(_, isFlow: false) = list.value.content, !list.value.isAlias {
      try commentOut(indices, of: list)
    } else {
      if keptList(like: list) == nil {
        try keep(
          editor.lineIndex(
            at: list.value.start.offset)...editor.lineIndex(at: list.value.end.offset - 1))
      }
      try remove(indices, from: list)
    }
  }

  private mutating func commentOut(
    _ indices: [Int], of list: RegionList
  ) throws(EditRefusal) {
    let elements = list.entries
    let dashes = try edit { editor throws(YAMLEditor.Refusal) in
      try editor.dashes(of: list.value)
    }
    for index in indices {
      let dash = dashes[index]
      guard editor.beginsLine(dash), !isJSON else {
        throw .unsupportedLayout(
          line: elements[index].start.line, reason: "this entry does not begin its line")
      }
      let column = dash - lines.lines[editor.lineIndex(at: dash)].range.lowerBound
      let end = editor.contentEnd(of: elements[index]) ?? dash + 1
      for line in editor.lineIndex(at: dash)...editor.lineIndex(at: end - 1)
      where !editor.isBlank(line: line) {
        let place = lines.lines[line].range.lowerBound + column
        editor.replace(place..<place, with: Self.keepMark)
      }
    }
    expect(
      list, texts: elements.indices.filter { !indices.contains($0) }.map { text(elements[$0]) })
  }

  // MARK: - Putting back

  /// Puts a region back into the lists of searches that it was set aside from. False if it is kept
  /// nowhere.
  mutating func putBack(_ region: String, except filters: Set<String>) throws(EditRefusal) -> Bool {
    var isFound = false
    for search in detection.searchIdentifiers.values where !filters.contains(search.name) {
      for list in RegionList.lists(in: search) where list.indices(of: region).isEmpty {
        if case .sequence(_, isFlow: false) = list.value.content, !list.value.isAlias {
          if putBackEntries(region, in: list) { isFound = true }
        } else if let kept = keptList(like: list), !kept.list.indices(of: region).isEmpty {
          let current = Set(list.entries.map(text))
          let wanted = kept.list.entries.indices.filter {
            current.contains(text(kept.list.entries[$0]))
              || kept.list.indices(of: region).contains($0)
          }
          try write(wanted, of: kept, in: list)
          isFound = true
        }
      }
    }
    return isFound
  }

  /// Entries that stand as comments among the lines of a list.
  private mutating func putBackEntries(_ region: String, in list: RegionList) -> Bool {
    guard let end = editor.contentEnd(of: list.value) else { return false }
    var texts = list.entries.map { (line: $0.start.line - 1, text: text($0)) }
    var line = editor.lineIndex(at: list.key.start.offset) + 1
    let last = editor.lineIndex(at: end - 1)
    var isFound = false
    while line < lines.lines.count,
      line <= last || editor.isComment(line: line) || editor.isBlank(line: line)
    {
      guard let first = keptText(ofLine: line), first.begins(with: "-") else {
        line += 1
        continue
      }
      var group = [line]
      while let next = keptText(ofLine: group[group.count - 1] + 1), !next.begins(with: "-") {
        group.append(group[group.count - 1] + 1)
      }
      let content = group.compactMap(keptText(ofLine:)).joined(separator: "\n")
      if let items = YAMLFile(text: content, path: "").root?.sequence, items.count == 1,
        let text = items[0].string,
        TextPattern(parsing: text).literal?.lowercased() == region.lowercased()
      {
        for line in group {
          let start =
            editor.contentRange(ofLine: line).lowerBound
            + editor.leadingBlanks(ofLine: line).utf8.count
          editor.replace(start..<start + Self.keepMark.utf8.count, with: "")
        }
        texts.insert((line, text), at: texts.firstIndex { $0.line > line } ?? texts.count)
        isFound = true
      }
      line = group[group.count - 1] + 1
    }
    if isFound { expect(list, texts: texts.map(\.text)) }
    return isFound
  }

  // MARK: - Lists that are kept above

  struct KeptList {
    let lines: KeptLines
    /// The list as it was, in `file`.
    let list: RegionList
    let file: RuleFile
  }

  /// The list as it was before edits, where the lines above say so and what it holds now follows
  /// from it.
  func keptList(like list: RegionList) -> KeptList? {
    guard !list.key.isAlias else { return nil }
    let key = editor.lineIndex(at: list.key.start.offset)
    let value = editor.lineIndex(at: list.value.start.offset)
    let end = editor.lineIndex(at: (editor.contentEnd(of: list.value) ?? list.value.end.offset) - 1)
    for first in Set([key, value]).sorted(by: >) where first <= end {
      for kept in kept(above: first...end) {
        let file = restored(kept)
        guard let old = siteInVersion(file)?.subject(in: file, isAfter: false),
          let search = old.detection.searchIdentifiers[list.identifier],
          let found = RegionList.lists(in: search).first(where: {
            $0.path == list.path && $0.part == list.part
          })
        else { continue }
        return KeptList(lines: kept, list: found, file: file)
      }
    }
    return nil
  }

  /// The site of this draft in another version of the file, whose documents are the same.
  private func siteInVersion(_ file: RuleFile) -> EditSite? {
    switch site {
    case .rule: file.rules.firstIndex { $0.documentIndex == document }.map(EditSite.rule)
    case .filter:
      file.filters.firstIndex { $0.documentIndex == document }
        .map { .filter(before: $0, after: $0) }
    case .placeholder: nil
    }
  }

  /// Writes entries of a kept list, in the way in which it was written, in the place of the list.
  mutating func write(
    _ indices: [Int], of kept: KeptList, in list: RegionList
  ) throws(EditRefusal) {
    let old = kept.list
    let texts = indices.map { text(old.entries[$0]) }
    let bytes = Array(kept.file.text.utf8)
    let range = old.value.start.offset..<old.value.end.offset
    var written = String(decoding: bytes[range], as: UTF8.self)
    if indices.count < old.entries.count {
      guard case .sequence(_, isFlow: true) = old.value.content, !old.value.isAlias,
        let site = siteInVersion(kept.file)
      else { throw .unsupportedLayout(line: list.value.start.line, reason: "the list is an alias") }
      var draft = try RuleDraft(file: kept.file, site: site)
      try draft.edit { editor throws(YAMLEditor.Refusal) in
        try editor.removeItems(
          old.entries.indices.filter { !indices.contains($0) }, of: old.value)
      }
      let patches = draft.editor.orderedPatches.map {
        TextPatch(
          offset: $0.offset - range.lowerBound, removed: $0.removed, inserted: $0.inserted)
      }
      guard let text = try? patches.applied(to: written) else {
        throw .unsupportedLayout(line: list.value.start.line, reason: "the list is over lines")
      }
      written = text
    }
    editor.replace(list.value.start.offset..<list.value.end.offset, with: written)
    expect(list, texts: texts)
  }

  /// Gives a list of one value the form back that it had as a single value; false where it is not
  /// known.
  mutating func restoreSingle(_ list: RegionList, without indices: [Int]) throws(EditRefusal)
    -> Bool
  {
    let rest = list.entries.indices.filter { !indices.contains($0) }.map { text(list.entries[$0]) }
    guard let kept = keptList(like: list), kept.list.entries.map(text) == rest else { return false }
    if case .sequence(_, isFlow: false) = list.value.content {
      // The key and an entry a line, nothing else that would be lost.
      guard kept.lines.body.count == list.entries.count + 1,
        editor.lineIndex(at: list.key.start.offset) == kept.lines.body.lowerBound
      else { return false }
      restore(kept.lines)
      expect(list, texts: rest)
    } else {
      try write(Array(kept.list.entries.indices), of: kept, in: list)
    }
    return true
  }
}
