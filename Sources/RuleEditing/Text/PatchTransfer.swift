import SourceYAML

/// Carries patches that were made for one text over to a later version of it, which someone else
/// has edited.
///
///     own       …  - 'ap-east-1'⏎ …          the patch: take out this line
///     now       # reviewed⏎ …  - 'ap-east-1'⏎ …   the same line, 11 bytes further on
///
/// It only finds candidates: whether one does what the patches did is for the caller to prove.
struct PatchTransfer: Sendable {
  let patches: [TextPatch]
  private let own: TextLines
  private let now: TextLines
  private let byLines: TextCorrespondence

  /// - Parameter patches: what to change in `own`.
  init(_ patches: [TextPatch], from own: String, to now: String) {
    self.patches = patches
    self.own = TextLines(own)
    self.now = TextLines(now)
    byLines = TextCorrespondence(from: self.own, to: self.now)
  }

  /// The patches for the new text, the surest way first: where nobody touched the lines; where
  /// nobody touched the words; where the same lines stand, if they stand there once.
  var candidates: [[TextPatch]] {
    let byWords = byLines.refined
    let found = [
      transferred { place($0, in: byLines) },
      transferred { place($0, in: byWords) ?? remainder($0, in: byWords) },
      transferred { placeBySurroundings($0) },
    ]
    var candidates: [[TextPatch]] = []
    for case let candidate? in found where !candidates.contains(candidate) {
      candidates.append(candidate)
    }
    return candidates
  }

  /// Some of the patches, as many as possible first: someone else may have done what the others
  /// would.
  var partialCandidates: [[TextPatch]] {
    let byWords = byLines.refined
    let places = patches.map {
      place($0, in: byLines) ?? place($0, in: byWords) ?? remainder($0, in: byWords)
        ?? placeBySurroundings($0) ?? []
    }
    let parts = patches.indices.filter { !isModified(patches[$0]) && !places[$0].isEmpty }
    guard parts.count <= Self.mostParts else { return [] }
    let choices = (0..<(1 << parts.count)).sorted {
      ($0.nonzeroBitCount, $0) > ($1.nonzeroBitCount, $1)
    }
    return choices.compactMap { choice in
      let left = parts.enumerated().filter { choice & (1 << $0.offset) == 0 }.map(\.element)
      let chosen = patches.indices.filter { !left.contains($0) }.flatMap { places[$0] }
      return fitting(chosen + left.flatMap { places[$0].compactMap(spentComment) })
    }
  }

  /// Of a patch that puts back what a comment keeps, and that someone else has put back already:
  /// the patch that takes the comment out.
  private func spentComment(_ patch: TextPatch) -> TextPatch? {
    guard patch.removed == RuleDraft.keepMark, patch.inserted.isEmpty else { return nil }
    let line = now.lines[now.index(at: patch.offset)].range
    return TextPatch(offset: line.lowerBound, removed: now.text(line), inserted: "")
  }

  /// An edit has fewer: a list, a filter, a condition, each in one place or two.
  private static let mostParts = 6

  /// The first line of the new text, from 1, that someone else changed where a patch belongs, and
  /// what is there now.
  var conflict: (line: Int, text: String)? {
    for patch in patches where !isModified(patch) {
      let range = range(of: patch)
      let around = range.isEmpty ? range.lowerBound - 1..<range.upperBound + 1 : range
      guard let change = byLines.changes(within: around).first else { continue }
      let index = now.index(at: change.new.lowerBound)
      let text = now.lines.indices.contains(index) ? now.text(now.lines[index].content) : ""
      return (index + 1, text)
    }
    return nil
  }

  // MARK: - Ways

  /// All patches in their new places; nil if one of them has none. The date of the last change is
  /// the exception: where someone else has written a later one, that one stays.
  private func transferred(_ place: (TextPatch) -> [TextPatch]?) -> [TextPatch]? {
    var result: [TextPatch] = []
    for patch in patches {
      if let placed = place(patch) {
        result += placed
      } else if !isModified(patch) {
        return nil
      }
    }
    return fitting(result)
  }

  /// The patches in their order, if the text takes them.
  private func fitting(_ patches: [TextPatch]) -> [TextPatch]? {
    let sorted = patches.sorted { $0.offset < $1.offset }
    let text = String(decoding: now.bytes, as: UTF8.self)
    return (try? sorted.applied(to: text)) == nil ? nil : sorted
  }

  private func range(of patch: TextPatch) -> Range<Int> {
    patch.offset..<patch.offset + patch.removed.utf8.count
  }

  private func place(
    _ patch: TextPatch, in correspondence: TextCorrespondence
  ) -> [TextPatch]? {
    let range = range(of: patch)
    guard correspondence.changes(within: range).isEmpty,
      let offset = range.isEmpty
        ? correspondence.place(of: range.lowerBound)
        : correspondence.placeOfByte(range.lowerBound)
    else { return nil }
    return [TextPatch(offset: offset, removed: patch.removed, inserted: patch.inserted)]
  }

  /// Of bytes to take out, those that are still there.
  private func remainder(
    _ patch: TextPatch, in correspondence: TextCorrespondence
  ) -> [TextPatch]? {
    guard patch.inserted.isEmpty, !isModified(patch) else { return nil }
    return correspondence.surviving(range(of: patch)).map { part in
      TextPatch(offset: part.new.lowerBound, removed: own.text(part.old), inserted: "")
    }
  }

  /// Lines looked at before and behind a patch to know its place again.
  private static let mostSurroundings = 3
  /// Bytes that are enough to know a place by.
  private static let fewestBytes = 8

  private func placeBySurroundings(_ patch: TextPatch) -> [TextPatch]? {
    guard !own.lines.isEmpty else { return nil }
    let range = range(of: patch)
    let first = own.index(at: range.lowerBound)
    let last = own.index(at: max(range.lowerBound, range.upperBound - 1))
    for count in (0...Self.mostSurroundings).reversed() {
      let start = own.lines[max(0, first - count)].range.lowerBound
      let end = own.lines[min(own.lines.count - 1, last + count)].range.upperBound
      guard end - start >= Self.fewestBytes,
        let place = now.bytes.onlyPlace(of: own.bytes[start..<end])
      else { continue }
      return [
        TextPatch(
          offset: place + range.lowerBound - start, removed: patch.removed,
          inserted: patch.inserted)
      ]
    }
    return nil
  }

  /// Whether it is about the date of the last change.
  private func isModified(_ patch: TextPatch) -> Bool {
    let key = "modified:"
    if patch.removed.utf8.starts(with: key.utf8) || patch.inserted.utf8.starts(with: key.utf8) {
      return true
    }
    guard !own.lines.isEmpty else { return false }
    return own.bytes[own.lines[own.index(at: patch.offset)].range].starts(with: key.utf8)
  }
}

extension [UInt8] {
  /// Where the bytes stand, if they stand in one place only.
  fileprivate func onlyPlace(of wanted: ArraySlice<UInt8>) -> Int? {
    guard let first = wanted.first, wanted.count <= count else { return nil }
    var place: Int?
    var start = startIndex
    while start <= count - wanted.count,
      let found = self[start...(count - wanted.count)].firstIndex(of: first)
    {
      if self[found..<found + wanted.count].elementsEqual(wanted) {
        if place != nil { return nil }
        place = found
      }
      start = found + 1
    }
    return place
  }
}
