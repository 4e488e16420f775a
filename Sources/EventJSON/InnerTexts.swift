/// The texts inside JSON: the strings in it, decoded, and what is inside those that hold JSON.
///
///     {"userName":"svc","policyDocument":"{\"Action\": \"*\"}"}
///
///     svc
///     {"Action": "*"}       the string, decoded: with the blanks that its writer gave it
///     *                     a string in the JSON that it holds
///
/// Names are no texts of their own. A string may hold JSON in which a string holds JSON: each level doubles the
/// backslashes, so that the record's size bounds the depth.
extension PickedEvent {
  public enum InnerTexts: Sendable {
    case all
    /// Without strings that are written as they are read: the JSON around them shows their text already.
    case escaped
  }

  /// Whether a text inside an object or array, which must be well-formed, satisfies a condition. The text is valid
  /// during the call.
  public func hasText(
    inside json: UnsafeRawBufferPointer, _ wanted: InnerTexts,
    where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    // Nearly every object: nothing in it is escaped.
    if wanted == .escaped, !ByteWords.contains(UInt8(ascii: "\\"), json) { return false }
    var index = 0
    while index < json.count {
      guard json[index] == UInt8(ascii: "\"") else {
        index += 1
        continue
      }
      let (inner, hasEscapes) = JSONString.inner(of: json, from: index + 1)
      index += inner.count + 2
      if wanted == .escaped && !hasEscapes || JSONString.isName(json, before: index) { continue }
      if hasEscapes {
        if hasText(decoding: inner, wanted, where: isWanted) { return true }
      } else if isWanted(inner) {
        return true
      }
    }
    return false
  }

  /// Whether a string's text satisfies a condition, or a text inside it.
  private func hasText(
    decoding string: UnsafeRawBufferPointer, _ wanted: InnerTexts,
    where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    withScratch { decoded in
      JSONString.appendDecoded(string, to: &decoded)
    } _: { text in
      if isWanted(text) { return true }
      guard let json = heldJSON(text) else { return false }
      return hasText(inside: json, wanted, where: isWanted)
    }
  }

  /// The object, array or string that is all of a text.
  private func heldJSON(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard let start = text.firstIndex(where: { $0 > 0x20 }) else { return nil }
    switch text[start] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""): break
    default: return nil
    }
    let rest = UnsafeRawBufferPointer(rebasing: text[start...])
    guard let length = try? skip(rest), rest[length...].allSatisfy({ $0 <= 0x20 }) else {
      return nil
    }
    return UnsafeRawBufferPointer(rebasing: rest[..<length])
  }
}
