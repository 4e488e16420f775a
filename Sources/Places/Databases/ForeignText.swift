/// Text of a database, made fit to be shown and compared.
///
///     "\u{1B}[31mOslo "     →  "�[31mOslo"
enum ForeignText {
  /// Unicode scalars.
  private static let maximumLength = 200

  /// The text without control characters; nil if nothing is left of it.
  static func cleaned(_ text: String?) -> String? {
    guard let text else { return nil }
    var scalars = Array(text.unicodeScalars.map { isUnshowable($0) ? "\u{FFFD}" : $0 })
    scalars = Array(scalars.drop { $0 == " " }.prefix(maximumLength))
    while scalars.last == " " { scalars.removeLast() }
    return scalars.isEmpty ? nil : String(scalars: scalars)
  }

  /// C0, DEL, C1, line and paragraph separators, bidirectional controls.
  private static func isUnshowable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// A country's two letters in upper case; nil for anything else, and for `XX` and `ZZ`, which mean
  /// that there is none.
  static func countryCode(_ text: String?) -> String? {
    guard let text, text.utf8.count == 2,
      text.utf8.allSatisfy({ UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 })
    else { return nil }
    let code = text.uppercased()
    return code == "XX" || code == "ZZ" ? nil : code
  }

  /// A number in plain digits: `-45.5`. Nothing else of what `Double` reads: `nan`, `1e9`, `0x1p3`.
  static func number(_ text: String) -> Double? {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    let whole = rest.prefix { $0 &- 0x30 < 10 }
    guard 1...9 ~= whole.count else { return nil }
    rest = rest.dropFirst(whole.count)
    if !rest.isEmpty {
      guard rest.removeFirst() == UInt8(ascii: "."), 1...20 ~= rest.count,
        rest.allSatisfy({ $0 &- 0x30 < 10 })
      else { return nil }
    }
    return Double(text)
  }
}
