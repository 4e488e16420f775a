// The colour of a scheme for each role, after the styling guidelines of base16 and base24
// (github.com/tinted-theming/home, styling.md): 00 background, 01 lighter background, 02 selection,
// 03 comments, 04 dark foreground, 05 foreground, 08 red, 09 orange, 0A yellow, 0B green, 0C cyan,
// 0D blue, 0E magenta.

extension Role {
  /// The numbers of a role's colours in a base16 palette.
  var slots: (foreground: Int, background: Int) {
    switch self {
    case .plain, .selection, .dialog: return (0x05, 0x00)
    case .muted: return (0x03, 0x00)
    case .title, .borderFocused, .barFill, .dialogTitle, .dialogBorder: return (0x0D, 0x00)
    case .accent: return (0x0C, 0x00)
    case .key: return (0x0A, 0x00)
    case .border: return (0x03, 0x00)
    case .header, .footer: return (0x05, 0x01)
    case .progress, .input: return (0x05, 0x02)
    case .marked: return (0x0A, 0x00)
    case .searchMatch: return (0x00, 0x0A)
    case .error, .truePositive, .levelCritical, .diffRemoved: return (0x08, 0x00)
    case .warning, .levelHigh, .jsonNumber: return (0x09, 0x00)
    case .levelMedium: return (0x0A, 0x00)
    case .success, .falsePositive, .jsonString, .diffAdded: return (0x0B, 0x00)
    case .allowed, .levelLow: return (0x0C, 0x00)
    case .benignTruePositive, .jsonKey: return (0x0D, 0x00)
    case .jsonLiteral, .diffHunk, .tag: return (0x0E, 0x00)
    case .jsonPunctuation: return (0x04, 0x00)
    }
  }

  /// Whether it differs from plain text by its colour.
  var hasOwnColor: Bool {
    slots.background == 0x00 && (slots.foreground == 0x03 || slots.foreground >= 0x08)
  }

  /// The role's colour among the terminal's own; nil if there is none. Blue is avoided: many
  /// terminals show it too dark on black.
  var ansi: UInt8? {
    switch slots.foreground {
    case 0x08: return 1
    case 0x0B: return 2
    case 0x09, 0x0A: return 3
    case 0x0E: return 5
    case 0x0C, 0x0D: return 6
    default: return nil
    }
  }

  /// Whether it has its own background, on which other roles are written: a bar, a line of text
  /// being typed.
  var isGround: Bool { slots.background != 0x00 && self != .searchMatch }
}
