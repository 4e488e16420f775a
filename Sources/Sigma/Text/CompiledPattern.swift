import Basics

/// A compiled `TextPattern`: its shape, the literal bytes to compare with, and the code points for
/// texts that are not ASCII.
///
///     Create*     prefix    "create"
///     *us*er      wildcard  * u s * e r
public struct CompiledPattern: Sendable, Hashable {
  public enum Shape: UInt8, Sendable {
    /// `*`: any text, the empty one too.
    case anything
    case equals, prefix, suffix, contains
    /// Anything else.
    case wildcard
  }

  /// `?` and `*` in `tokens`; they are not code points.
  static let one: UInt32 = 0xFFFF_FFFE
  static let many: UInt32 = 0xFFFF_FFFF

  public private(set) var shape: Shape
  let isCased: Bool
  /// UTF-8 of the literal, for all shapes but `wildcard`; folded unless cased.
  public private(set) var literal: [UInt8]
  /// The whole pattern, wildcards included, folded unless cased.
  let tokens: [UInt32]

  /// Whether it begins and ends with `*`, and so matches anywhere.
  public var isOpen: Bool { tokens.first == Self.many && tokens.last == Self.many }

  public init(_ text: TextPattern, isCased: Bool) {
    self.isCased = isCased
    var tokens: [UInt32] = []
    for part in text.parts {
      switch part {
      case .literal(let literal):
        for scalar in literal.unicodeScalars {
          tokens.append(isCased ? scalar.value : CaseFolding.fold(scalar.value))
        }
      case .one: tokens.append(Self.one)
      case .many: if tokens.last != Self.many { tokens.append(Self.many) }
      case .placeholder: break
      }
    }
    self.tokens = tokens
    let isOpenBefore = tokens.first == Self.many
    let isOpenAfter = tokens.last == Self.many
    let inner = tokens.dropFirst(isOpenBefore ? 1 : 0).dropLast(
      isOpenAfter && tokens.count > 1 ? 1 : 0)
    if inner.contains(where: { $0 >= Self.one }) {
      shape = .wildcard
      literal = []
      return
    }
    literal = inner.flatMap { value in
      Unicode.Scalar(value).map { Array(String($0).utf8) } ?? []
    }
    shape =
      switch (isOpenBefore, isOpenAfter) {
      case (true, _) where inner.isEmpty: .anything
      case (true, true): .contains
      case (true, false): .suffix
      case (false, true): .prefix
      case (false, false): .equals
      }
  }

  /// Whether it matches the UTF-8 of a text.
  public func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    literal.withUnsafeBufferPointer { literal in
      tokens.withUnsafeBufferPointer { tokens in
        TextMatching.matches(shape, isCased: isCased, literal: literal, tokens: tokens, text: text)
      }
    }
  }

  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
  }
}
