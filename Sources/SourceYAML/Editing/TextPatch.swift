import Basics

/// One replacement in a text: at a byte offset, these bytes go and those come.
///
/// A list of patches is a change that can be applied and taken back:
///
///     let undo = patches.inverted
///     try undo.applied(to: patches.applied(to: text))   // text, byte for byte
///
/// In a journal: `{"offset":1684,"removed":"      - 'ap-east-1'\n","inserted":""}`.
public struct TextPatch: Sendable, Codable {
  /// Where, in UTF-8 bytes from the start of the text *before* the whole list is applied.
  public var offset: Int
  /// What is there now.
  public var removed: String
  /// What is there afterwards.
  public var inserted: String

  public init(offset: Int, removed: String, inserted: String) {
    self.offset = offset
    self.removed = removed
    self.inserted = inserted
  }
}

/// Equal means equal bytes: Swift's own `==` of strings takes `é` and `e` + accent for the same.
extension TextPatch: Hashable {
  public static func == (left: TextPatch, right: TextPatch) -> Bool {
    left.offset == right.offset && left.removed.hasSameBytes(as: right.removed)
      && left.inserted.hasSameBytes(as: right.inserted)
  }
}

/// Why patches do not fit a text.
public enum TextPatchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The patch at this index is not ordered, overlaps the one before, or lies outside the text.
  case misplaced(index: Int)
  /// The text has other bytes at the offset than the patch at this index removes.
  case differs(index: Int, offset: Int)
  /// The result would not be UTF-8: an offset lies within a character.
  case notText

  public var description: String {
    switch self {
    case .misplaced(let index):
      "change \(index + 1) does not fit: it lies outside the text or overlaps another"
    case .differs(let index, let offset):
      "change \(index + 1) does not fit: the text at byte \(offset) is another than it replaces"
    case .notText:
      "the changes do not fit: the result would not be valid UTF-8"
    }
  }
}

extension [TextPatch] {
  /// The text with all patches applied. Patches are ordered by offset and do not overlap.
  public func applied(to text: String) throws(TextPatchError) -> String {
    let source = [UInt8](text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    var done = 0
    for (index, patch) in enumerated() {
      let removed = [UInt8](patch.removed.utf8)
      guard patch.offset >= done, patch.offset <= source.count - removed.count else {
        throw .misplaced(index: index)
      }
      guard source[patch.offset..<(patch.offset + removed.count)].elementsEqual(removed) else {
        throw .differs(index: index, offset: patch.offset)
      }
      result += source[done..<patch.offset]
      result += patch.inserted.utf8
      done = patch.offset + removed.count
    }
    result += source[done...]
    guard let text = String(validating: result, as: UTF8.self) else { throw .notText }
    return text
  }

  /// The patches that take these back, for the text after them.
  public var inverted: [TextPatch] {
    var shift = 0
    return map { patch in
      defer { shift += patch.inserted.utf8.count - patch.removed.utf8.count }
      return TextPatch(
        offset: patch.offset + shift, removed: patch.inserted, inserted: patch.removed)
    }
  }
}
