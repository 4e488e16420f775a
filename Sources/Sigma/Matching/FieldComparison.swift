import Basics

/// Compares the texts of two fields, ignoring case, for `fieldref`.
enum FieldComparison {
  static func matches(
    _ own: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer, _ reference: OpenEnds
  ) -> Bool {
    switch reference {
    case .none: return isPrefix(other, of: own, whole: true)
    case .after: return isPrefix(other, of: own, whole: false)
    case .before, .both:
      // Every place at which the other text could begin in this field's text.
      var start = 0
      while true {
        let rest = UnsafeRawBufferPointer(rebasing: own[start...])
        if isPrefix(other, of: rest, whole: reference == .before) { return true }
        if start == own.count { return false }
        _ = UTF8Reading.next(own, &start)
      }
    }
  }

  /// Where this field's text may extend beyond the other's.
  enum OpenEnds: UInt8 { case none, before, after, both }

  private static func isPrefix(
    _ prefix: UnsafeRawBufferPointer, of text: UnsafeRawBufferPointer, whole: Bool
  ) -> Bool {
    var index = 0
    var at = 0
    while index < prefix.count {
      guard at < text.count else { return false }
      let wanted = UTF8Reading.next(prefix, &index)
      let scalar = UTF8Reading.next(text, &at)
      if wanted != scalar, CaseFolding.fold(wanted) != CaseFolding.fold(scalar) { return false }
    }
    return !whole || at == text.count
  }
}
