/// Simple case folding, code point by code point: `Ä` reads `ä`, `ß` stays `ß`.
///
/// A code point whose lower case is several code points stays unchanged, so texts keep their length
/// in code points and `?` matches one of them.
public enum CaseFolding {
  @inlinable @inline(__always)
  public static func fold(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }

  @inlinable @inline(__always)
  public static func fold(_ scalar: UInt32) -> UInt32 {
    scalar < 0x80 ? UInt32(fold(UInt8(scalar))) : foldBeyondASCII(scalar)
  }

  @usableFromInline
  static func foldBeyondASCII(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return value }
    let lower = scalar.properties.lowercaseMapping.unicodeScalars
    guard let first = lower.first, lower.count == 1 else { return value }
    return first.value
  }

  public static func fold(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      folded.append(Unicode.Scalar(fold(scalar.value)) ?? scalar)
    }
    return String(folded)
  }
}
