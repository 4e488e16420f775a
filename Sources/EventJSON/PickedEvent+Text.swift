/// The text of a value, which rules compare and columns show.
///
/// | in the record | text |
/// |---|---|
/// | `"caf\u00e9"` | `café` |
/// | `1.50` | `1.50` (numbers as written) |
/// | `true`, `null` | the word |
/// | `{ "a" : [1] }` | `{"a":[1]}` (compact JSON) |
extension PickedEvent {
  /// Calls `body` with the UTF-8 text of a value, valid during the call. A string without escapes
  /// is not copied, so bytes that are not UTF-8 are passed unchanged.
  ///
  /// `body` may call `withText` again, for another value.
  @inlinable
  public func withText<R>(of value: JSONValue, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    if value.isScalar, !value.hasEscapes { return body(rawBytes(of: value)) }
    return withScratch({ appendDecodedText(of: value, to: &$0) }, body)
  }

  /// Calls `body` with the bytes that `write` wrote, valid during the call.
  @inlinable
  func withScratch<R>(
    _ write: (inout [UInt8]) -> Void, _ body: (UnsafeRawBufferPointer) -> R
  ) -> R {
    var text: [UInt8] = []
    // Taken out while in use, so that a nested call makes its own.
    swap(&text, &scratch)
    write(&text)
    defer {
      text.removeAll(keepingCapacity: true)
      swap(&text, &scratch)
    }
    return text.withUnsafeBytes(body)
  }

  /// Whether the slot's first value is a string without escapes and with exactly these bytes.
  public func isString(_ word: StaticString, at slot: Int) -> Bool {
    var index = found.first(of: slot)
    guard let value = found.value(at: &index), value.kind == .string,
      value.range.count == word.utf8CodeUnitCount
    else { return false }
    let bytes = rawBytes(of: value)
    for index in 0..<bytes.count where bytes[index] != word.utf8Start[index] { return false }
    return true
  }

  /// The text of a value. Bytes that are not UTF-8 and lone surrogates become U+FFFD.
  public func text(of value: JSONValue) -> String {
    withText(of: value) { String(decoding: $0, as: UTF8.self) }
  }

  /// Decodes a string's escapes, or writes an object or array as compact JSON.
  @usableFromInline
  func appendDecodedText(of value: JSONValue, to output: inout [UInt8]) {
    switch value.kind {
    case .string: JSONString.appendDecoded(rawBytes(of: value), to: &output)
    case .object, .array: CompactJSON.append(rawBytes(of: value), to: &output)
    case .number, .true, .false, .null: output.append(contentsOf: rawBytes(of: value))
    }
  }
}
