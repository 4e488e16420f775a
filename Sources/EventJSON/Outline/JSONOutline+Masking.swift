import Basics

// Documents with secrets masked, for the clipboard.

extension JSONOutline {
  /// Replaces a masked value in a copy.
  public static let mask = "(masked)"

  /// A value's JSON as delivered, with secret strings, numbers and literals in it replaced by a
  /// mask, also in strings that contain JSON.
  ///
  /// - Returns: the JSON, and the number of masked values.
  public func masked(_ node: Index, isSecret: (Index) -> Bool) -> (json: [UInt8], count: Int) {
    var output: [UInt8] = []
    let count = appendMasked(node, isSecret, to: &output)
    return (output, count)
  }

  private func appendMasked(
    _ node: Index, _ isSecret: (Index) -> Bool, to output: inout [UInt8]
  ) -> Int {
    let range = nodes[node].value
    var count = 0
    var copied = range.lowerBound
    func replace(_ place: Range<Int>, by bytes: some Sequence<UInt8>) {
      output += text[copied..<place.lowerBound]
      output += bytes
      copied = place.upperBound
    }
    var next = node + 1
    while next < nodes[node].end {
      let child = nodes[next]
      if let source = packed[next] {
        var inner: [UInt8] = []
        let found = appendMasked(next, isSecret, to: &inner)
        if found > 0 {
          count += found
          let string = JSONEscaping.quoted(String(decoding: inner, as: UTF8.self))
          replace(source, by: string.utf8.dropFirst().dropLast())
        }
        next = child.end
        continue
      }
      if !child.isContainer, child.kind != .broken, isSecret(next) {
        count += 1
        replace(child.value, by: (child.kind == .string ? Self.mask : "\"\(Self.mask)\"").utf8)
      }
      next += 1
    }
    output += text[copied..<range.upperBound]
    return count
  }
}
