/// From the steps to patches of the text as it is.
extension YAMLEditor {
  /// The patches in the order of the text.
  public var orderedPatches: [TextPatch] {
    patches.enumerated().sorted { Self.place($0) < Self.place($1) }.map(\.element)
  }

  /// The patches in the order of the text, and the text after them.
  ///
  /// The lines that steps work on all have line ends. Where the text's last line has none, the new
  /// text's last line has none either, so the patches at the end become one that says so.
  ///
  /// - Parameter patches: the ordered patches, with what else is to change.
  public func finished(
    _ patches: [TextPatch]? = nil
  ) throws(TextPatchError) -> (patches: [TextPatch], text: String) {
    var patches = patches ?? orderedPatches
    let source = Array(text.utf8)
    if source.count < lines.bytes.count {
      let ending = lines.bytes[source.count...]
      var target = Array(try patches.applied(to: lines.text(0..<lines.bytes.count)).utf8)
      if target.suffix(ending.count) == ending { target.removeLast(ending.count) }
      patches = Self.joiningEnd(of: patches, from: source, to: target)
    }
    return (patches, try patches.applied(to: text))
  }

  /// By offset; at one place insertions come before removals, else in the order made.
  private static func place(_ patch: (offset: Int, element: TextPatch)) -> (Int, Int, Int) {
    (patch.element.offset, patch.element.removed.isEmpty ? 0 : 1, patch.offset)
  }

  /// The patches with all that reach the end of `source` made one.
  private static func joiningEnd(
    of patches: [TextPatch], from source: [UInt8], to target: [UInt8]
  ) -> [TextPatch] {
    var kept = Array(patches.prefix { $0.offset + $0.removed.utf8.count < source.count })
    guard kept.count < patches.count else { return patches }
    var start = 0
    var shift = 0
    while true {
      shift = kept.reduce(0) { $0 + $1.inserted.utf8.count - $1.removed.utf8.count }
      start = min(patches[kept.count].offset, source.count, target.count - shift)
      guard let last = kept.last, start < last.offset + last.removed.utf8.count else { break }
      // The line end to leave out was put in by this one.
      kept.removeLast()
    }
    return kept + [
      TextPatch(
        offset: start, removed: String(decoding: source[start...], as: UTF8.self),
        inserted: String(decoding: target[(start + shift)...], as: UTF8.self))
    ]
  }
}
