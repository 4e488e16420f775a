/// Finds a character of a scalar's meaning in the file.
public enum ScalarPlace {
  /// The place of the scalar with this index in the text of a node; the start of the node when
  /// the text in the file differs from what it means (escapes, folding, aliases).
  public static func position(of index: Int, in node: YAMLNode, _ source: SourceText)
    -> SourcePosition
  {
    guard let scalar = node.scalar, !node.isAlias else { return node.start }
    let quote = scalar.style == .plain ? 0 : 1
    let first = node.start.offset + quote
    let text = Array(scalar.text.utf8)
    guard first + text.count <= source.bytes.count,
      source.bytes[first..<first + text.count].elementsEqual(text)
    else { return node.start }
    let before = scalar.text.unicodeScalars.prefix(index).reduce(0) { $0 + $1.utf8.count }
    return source.position(offset: first + before)
  }
}
