import Basics

/// Turns hostile scalars into visible ones; the rules are those of `SafeText`.
///
/// It reads scalar by scalar and stops after `limit` columns, so that showing the beginning of a
/// long text is cheap.
struct TextSanitizer {
  private(set) var text = ""
  private(set) var width = 0

  /// Whether it stopped at the limit, with scalars left over.
  private(set) var isFull = false

  private let limit: Int
  private var marks = 0
  private var base = Base.none

  /// The kind of the scalar before, as far as it matters for the next one.
  private enum Base {
    /// `emojiStyled` has had its one variation selector; `emojiJoined` waits for the scalar that it
    /// joins.
    case none, ordinary, emoji, emojiStyled, emojiJoined
    case leadingConsonant(UInt32)
    case openSyllable(UInt32)
  }

  /// ncurses keeps five scalars in a cell (`CCHARW_MAX`): a base and four marks.
  static let marksPerBase = 4

  init(limit: Int) {
    self.limit = limit
  }

  mutating func append(_ scalars: String.UnicodeScalarView) {
    for scalar in scalars {
      if width >= limit {
        // Marks still belong to the last column; anything else is beyond the limit.
        guard TextWidth.isMark(scalar), marks < Self.marksPerBase else {
          isFull = true
          return
        }
      }
      append(scalar)
    }
    if case .emojiJoined = base { putNumber(Self.joiner) }
  }

  private static let joiner: Unicode.Scalar = "\u{200D}"

  private mutating func append(_ scalar: Unicode.Scalar) {
    if case .emojiJoined = base, !Self.isEmoji(scalar) { putNumber(Self.joiner) }
    switch scalar.value {
    case 0x20...0x7E: put(scalar, width: 1, as: .ordinary)
    case 0x00...0x1F: putPicture(0x2400 + scalar.value)
    case 0x7F: putPicture(0x2421)
    case 0x1F1E6...0x1F1FF: putPicture(0x24B6 + scalar.value - 0x1F1E6)
    case 0x1F3FB...0x1F3FF: putSkinTone(scalar)
    case 0x1100...0x11FF: putConjoining(scalar)
    case 0x200D, 0xFE0E, 0xFE0F: putJoiner(scalar)
    default: putOther(scalar)
    }
  }

  private mutating func putOther(_ scalar: Unicode.Scalar) {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return putNumber(scalar) }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark:
      putMark(scalar)
    case .spaceSeparator:
      put(
        scalar.value == 0x3000 ? scalar : " ", width: scalar.value == 0x3000 ? 2 : 1, as: .ordinary)
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      putNumber(scalar)
    default:
      let kind = Self.isEmoji(scalar) ? Base.emoji : .ordinary
      put(scalar, width: TextWidth.width(of: scalar), as: kind)
    }
  }

  /// Unicode counts digits as emoji too, but not here.
  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xA9 && scalar.properties.isEmoji
  }

  private mutating func put(_ scalar: Unicode.Scalar, width columns: Int, as kind: Base) {
    text.unicodeScalars.append(scalar)
    width += columns
    marks = 0
    base = kind
  }

  /// A replacement glyph. No mark may change its look.
  private mutating func putPicture(_ value: UInt32) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    put(scalar, width: TextWidth.width(of: scalar), as: .none)
  }

  private mutating func putNumber(_ scalar: Unicode.Scalar) {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let number = "‹U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "›"
    text += number
    width += number.unicodeScalars.count
    marks = 0
    base = .none
  }

  private mutating func putMark(_ scalar: Unicode.Scalar) {
    if case .none = base { put("◌", width: 1, as: .ordinary) }
    guard marks < Self.marksPerBase else { return putNumber(scalar) }
    text.unicodeScalars.append(scalar)
    marks += 1
    base = .ordinary
  }

  private mutating func putSkinTone(_ scalar: Unicode.Scalar) {
    let shade: Unicode.Scalar = "▒"
    switch base {
    case .emoji, .emojiStyled, .emojiJoined:
      put(shade, width: TextWidth.width(of: shade), as: .emoji)
    default: put(scalar, width: 2, as: .none)
    }
  }

  private mutating func putJoiner(_ scalar: Unicode.Scalar) {
    // One of them after an emoji says how it is joined or drawn; a second one would hide something.
    switch (base, scalar == Self.joiner) {
    case (.emoji, true), (.emojiStyled, true): base = .emojiJoined
    case (.emoji, false): base = .emojiStyled
    default: putNumber(scalar)
    }
  }
}

extension TextSanitizer {
  private static let firstSyllable: UInt32 = 0xAC00
  private static let vowels: UInt32 = 21
  private static let tails: UInt32 = 28

  /// Hangul written as consonant, vowel, consonant (as macOS writes file names) becomes one
  /// syllable by the arithmetic of the Unicode Standard, section 3.12. Other jamo become their
  /// number, since terminals draw a lone vowel over the character before it.
  private mutating func putConjoining(_ scalar: Unicode.Scalar) {
    switch (scalar.value, base) {
    case (0x1100...0x1112, _):
      put(scalar, width: 2, as: .leadingConsonant(scalar.value - 0x1100))
    case (0x1113...0x115E, _):
      put(scalar, width: 2, as: .ordinary)
    case (0x1161...0x1175, .leadingConsonant(let lead)):
      let index = (lead * Self.vowels + scalar.value - 0x1161) * Self.tails
      replaceLast(with: Self.firstSyllable + index)
      base = .openSyllable(Self.firstSyllable + index)
    case (0x11A8...0x11C2, .openSyllable(let syllable)):
      replaceLast(with: syllable + scalar.value - 0x11A7)
      base = .ordinary
    default:
      putNumber(scalar)
    }
  }

  private mutating func replaceLast(with value: UInt32) {
    text.unicodeScalars.removeLast()
    text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
  }
}
