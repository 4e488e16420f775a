import Basics

// The texts of values: for the screen, for copying, and for their paths.

extension JSONOutline {
  /// A value's key, decoded; `nil` in an array and outermost.
  public func key(_ node: Index) -> String? {
    nodes[node].key.map { range in
      String(decoding: text[range].withUnsafeBytes { JSONEscaping.decoded($0) }, as: UTF8.self)
    }
  }

  /// A key for the screen, with its quotes.
  public func shownKey(_ node: Index) -> String? {
    nodes[node].key.map { "\"\(shown($0))\"" }
  }

  /// A value other than a container for the screen, a string with its quotes. Escapes of printable
  /// scalars are decoded, those of control characters kept. A string is cut after `limit` bytes.
  public func shownValue(_ node: Index, limit: Int = .max) -> String {
    let range = nodes[node].value
    let head = range.lowerBound..<range.lowerBound + min(range.count, max(0, limit))
    switch nodes[node].kind {
    case .string: return "\"\(shown(head))\(head == range ? "\"" : "")"
    default: return String(decoding: text[head], as: UTF8.self)
    }
  }

  private func shown(_ range: Range<Int>) -> String {
    text[range].withUnsafeBytes { ShownJSON.text($0) }
  }

  /// A value's text: decoded for a string, as written for all else.
  public func valueText(_ node: Index) -> String {
    String(decoding: valueBytes(node), as: UTF8.self)
  }

  /// A value's bytes: decoded for a string, as in the document for all else, with JSON from a
  /// string unpacked.
  public func valueBytes(_ node: Index) -> [UInt8] {
    let bytes = text[nodes[node].value]
    guard nodes[node].kind == .string else { return Array(bytes) }
    return bytes.withUnsafeBytes { JSONEscaping.decoded($0) }
  }

  /// The bytes between a string's quotes, as delivered, for an object or array that was a string.
  func packedBytes(_ node: Index) -> ArraySlice<UInt8>? { packed[node].map { text[$0] } }

  /// Whether the decoded key or value satisfies the search.
  public func isFound(_ node: Index, by matches: (UnsafeRawBufferPointer) -> Bool) -> Bool {
    if let key = nodes[node].key, decoded(key).withUnsafeBytes(matches) { return true }
    if nodes[node].isContainer { return false }
    return decoded(nodes[node].value).withUnsafeBytes(matches)
  }

  private func decoded(_ range: Range<Int>) -> ArraySlice<UInt8> {
    let bytes = text[range]
    guard bytes.contains(UInt8(ascii: "\\")) else { return bytes }
    return bytes.withUnsafeBytes { JSONEscaping.decoded($0) }[...]
  }
}

// MARK: - Where a value is

extension JSONOutline {
  /// The values around a value, outermost first, itself last.
  public func chain(_ node: Index) -> [Index] {
    var chain: [Index] = []
    var next = node
    while next >= 0 {
      chain.append(next)
      next = nodes[next].parent
    }
    return chain.reversed()
  }

  /// The path by which a rule reaches a value: keys joined by dots, without positions in arrays.
  /// Rules can't reach into a string, so a value inside one has the string's path.
  public func path(_ node: Index) -> String {
    var keys: [String] = []
    for step in chain(node) {
      if let key = key(step) { keys.append(key) }
      if nodes[step].packing != nil { break }
    }
    return keys.joined(separator: ".")
  }

  /// The exact place of a value: `requestParameters.ipPermissions.items[0].toPort`.
  public func place(_ node: Index) -> String {
    var place = ""
    for step in chain(node) {
      if let key = key(step) {
        place += place.isEmpty ? key : "." + key
      } else if nodes[step].parent >= 0 {
        place += "[\(nodes[step].ordinal)]"
      }
    }
    return place
  }

  /// The steps to a value, to find its counterpart in another document: keys, and positions in
  /// arrays.
  public func steps(_ node: Index) -> [Step] {
    chain(node).dropFirst().map { step in
      key(step).map(Step.key) ?? .ordinal(nodes[step].ordinal)
    }
  }

  public enum Step: Sendable, Hashable {
    case key(String)
    case ordinal(Int)
  }

  /// The value that the steps lead to, if there is one.
  public func node(at steps: [Step]) -> Index? {
    guard !nodes.isEmpty else { return nil }
    var node = 0
    for step in steps {
      let next = children(node).first { child in
        switch step {
        case .key(let wanted): key(child) == wanted
        case .ordinal(let wanted): nodes[child].ordinal == wanted && !nodes[child].hasKey
        }
      }
      guard let next else { return nil }
      node = next
    }
    return node
  }

  /// The values of an object or array.
  public func children(_ node: Index) -> some Sequence<Index> {
    sequence(state: node + 1) { [nodes] next in
      guard next < nodes[node].end else { return nil }
      defer { next = nodes[next].end }
      return next
    }
  }
}
