/// The end of a string in well-formed JSON, for reading a value a second time.
public enum JSONStringEnd {
  /// The length from after an opening quote to the closing one, or to the end of the bytes without
  /// a closing one.
  public static func find(
    in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> (close: Int, hasEscapes: Bool) {
    guard start < bytes.count, let base = bytes.baseAddress else { return (bytes.count, false) }
    let first = base.assumingMemoryBound(to: UInt8.self)
    let end = first + bytes.count
    var hasEscapes = false
    var p = first + start
    while true {
      p = ByteWords.firstSpecial(p, end: end)
      guard p < end else { return (bytes.count, hasEscapes) }
      if p.pointee == UInt8(ascii: "\"") { return (p - first, hasEscapes) }
      let isEscape = p.pointee == UInt8(ascii: "\\")
      hasEscapes = hasEscapes || isEscape
      p += isEscape ? min(2, end - p) : 1
    }
  }
}
