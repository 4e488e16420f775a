import Basics

extension ScalarSet {
  static let digits = ScalarSet([0x30...0x39])
  /// `\w`: ASCII letters, digits and `_`, as in RE2.
  static let wordCharacters = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// `\s`: tab, line feed, form feed, carriage return, space.
  static let blanks = ScalarSet([0x09...0x0A, 0x0C...0x0D, 0x20...0x20])

  /// The set of the letter in `\d`, `\s`, `\w`; capital letters are the complements.
  static func perl(_ letter: Unicode.Scalar) -> ScalarSet? {
    switch letter {
    case "d", "D": digits
    case "s", "S": blanks
    case "w", "W": wordCharacters
    default: nil
    }
  }

  /// The set of the name in `[[:alpha:]]`.
  static func posix(_ name: String) -> ScalarSet? {
    switch name {
    case "alnum": ScalarSet([0x30...0x39, 0x41...0x5A, 0x61...0x7A])
    case "alpha": ScalarSet([0x41...0x5A, 0x61...0x7A])
    case "ascii": ScalarSet([0x00...0x7F])
    case "blank": ScalarSet([0x09...0x09, 0x20...0x20])
    case "cntrl": ScalarSet([0x00...0x1F, 0x7F...0x7F])
    case "digit": digits
    case "graph": ScalarSet([0x21...0x7E])
    case "lower": ScalarSet([0x61...0x7A])
    case "print": ScalarSet([0x20...0x7E])
    case "punct": ScalarSet([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])
    case "space": ScalarSet([0x09...0x0D, 0x20...0x20])
    case "upper": ScalarSet([0x41...0x5A])
    case "word": wordCharacters
    case "xdigit": ScalarSet([0x30...0x39, 0x41...0x46, 0x61...0x66])
    default: nil
    }
  }

  /// The set of `\p{Lu}`: a general category of Unicode, one or two letters; nil for others.
  static func category(_ name: String) -> ScalarSet? {
    if name == "Any" { return all }
    let ranges = categories.filter { $0.key.begins(with: name) }.flatMap(\.value)
    let isName = (1...2).contains(name.utf8.count)
    return isName && !ranges.isEmpty ? ScalarSet(ranges) : nil
  }

  /// Every assigned code point's category. Read once: it takes some hundredths of a second.
  private static let categories: [String: [ClosedRange<UInt32>]] = {
    var found: [String: [ClosedRange<UInt32>]] = [:]
    var start: UInt32 = 0
    var current: String?
    for value in 0...highest + 1 {
      let name = Unicode.Scalar(value).flatMap { abbreviation($0.properties.generalCategory) }
      guard name != current else { continue }
      if let current { found[current, default: []].append(start...(value - 1)) }
      start = value
      current = name
    }
    return found
  }()

  private static func abbreviation(_ category: Unicode.GeneralCategory) -> String? {
    switch category {
    case .uppercaseLetter: "Lu"
    case .lowercaseLetter: "Ll"
    case .titlecaseLetter: "Lt"
    case .modifierLetter: "Lm"
    case .otherLetter: "Lo"
    case .nonspacingMark: "Mn"
    case .spacingMark: "Mc"
    case .enclosingMark: "Me"
    case .decimalNumber: "Nd"
    case .letterNumber: "Nl"
    case .otherNumber: "No"
    case .connectorPunctuation: "Pc"
    case .dashPunctuation: "Pd"
    case .openPunctuation: "Ps"
    case .closePunctuation: "Pe"
    case .initialPunctuation: "Pi"
    case .finalPunctuation: "Pf"
    case .otherPunctuation: "Po"
    case .mathSymbol: "Sm"
    case .currencySymbol: "Sc"
    case .modifierSymbol: "Sk"
    case .otherSymbol: "So"
    case .spaceSeparator: "Zs"
    case .lineSeparator: "Zl"
    case .paragraphSeparator: "Zp"
    case .control: "Cc"
    case .format: "Cf"
    case .surrogate: "Cs"
    case .privateUse: "Co"
    case .unassigned: nil
    @unknown default: nil
    }
  }
}
