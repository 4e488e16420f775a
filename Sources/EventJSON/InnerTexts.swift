/// The texts inside JSON: its decoded strings, and the texts inside those that contain JSON.
///
///     {"userName":"svc","policyDocument":"{\"Action\": \"*\"}"}
///
///     svc
///     {"Action": "*"}       the string, decoded, with its spaces
///     *                     a string in that JSON
///
/// Names are not texts. A string may contain JSON in which a string contains JSON. Each level
/// doubles the backslashes, so the record's size bounds the depth.
extension PickedEvent {
  public enum InnerTexts: Sendable {
    case all
    /// Without strings that have no escapes: the JSON around them already contains their text.
    case escaped
  }

  /// Whether a text inside a well-formed object or array satisfies a condition. The text is valid
  /// during the call.
  public func hasText(
    inside json: UnsafeRawBufferPointer, _ wanted: InnerTexts,
    where isWanted: (UnsafeRawBufferPointer) -> Bool
  ) -> Bool {
    // Almost every object: nothing in it is escaped.
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

  /// The object, array or string that makes up the whole text.
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
