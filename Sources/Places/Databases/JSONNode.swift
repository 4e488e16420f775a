import EventJSON

/// A value of a document of JSON. Of a key that occurs twice, the last one counts.
struct JSONNode {
  let outline: JSONOutline
  let index: Int

  init(_ outline: JSONOutline, at index: Int = 0) {
    (self.outline, self.index) = (outline, index)
  }

  private var node: JSONOutline.Node? {
    outline.nodes.indices.contains(index) ? outline.nodes[index] : nil
  }

  var isObject: Bool { node?.kind == .object }
  var isArray: Bool { node?.kind == .array }
  var text: String? { node?.kind == .string ? outline.valueText(index) : nil }
  var number: Double? { node?.kind == .number ? Double(outline.valueText(index)) : nil }

  /// The values of an array or object.
  var elements: [JSONNode] {
    guard let node, node.isContainer else { return [] }
    return outline.children(index).map { JSONNode(outline, at: $0) }
  }

  subscript(key: String) -> JSONNode? {
    isObject ? elements.last { outline.key($0.index) == key } : nil
  }
}
