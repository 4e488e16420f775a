import Basics

extension RuleException {
  /// Longest slug: with `filter_main_` before it, a name still fits a line of 80 columns.
  static let longestSlug = 40

  /// The name that the exception gets after `filter_main_`: lower-case letters, digits, `_`.
  ///
  /// Taken from `name`, else from the first test's most telling value: the last part of
  /// `arn:aws:iam::111122223333:role/Build-Nightly` gives `build_nightly`. Falls back on the field.
  public var slug: String {
    if let name {
      let bare = String(name.without(prefix: Self.prefix) ?? name[...])
      let slug = Self.slug(of: bare)
      if !slug.isEmpty { return slug }
    }
    for test in tests where test.relation.takesValues {
      guard let value = test.values.first else { continue }
      let slug = Self.slug(of: test.field == "awsRegion" ? value : Self.lastPart(of: value))
      if slug.unicodeScalars.contains(where: \.properties.isAlphabetic) { return slug }
    }
    let fields = tests.prefix(2).map { Self.lastPart(of: $0.field, separators: ".") }
    let slug = Self.slug(of: fields.joined(separator: "_"))
    return slug.isEmpty ? "exception" : slug
  }

  /// What SigmaHQ's convention puts before the name of a filter.
  static let prefix = "filter_main_"

  private static func lastPart(of text: String, separators: String = "/:") -> String {
    text.unicodeScalars.split { separators.has($0) }.last.map { String($0) } ?? text
  }

  private static func slug(of text: String) -> String {
    var slug = ""
    for byte in text.utf8 {
      guard slug.utf8.count < longestSlug else { break }
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        slug.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        slug.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
      default:
        if !slug.isEmpty && !slug.ends(with: "_") { slug += "_" }
      }
    }
    while slug.ends(with: "_") { slug.removeLast() }
    return slug
  }
}
