import Basics

/// What is known of a terminal's own colours.
///
///     TerminalColors(background: .white)              // it answered OSC 11
///     TerminalColors(environment: ["COLORFGBG": "0;15"])  // rxvt, konsole: a light background
///
/// Sources: xterm, "XTerm Control Sequences" (OSC 4, OSC 11); rxvt(1), COLORFGBG.
public struct TerminalColors: Sendable, Hashable {
  /// Nil if unknown.
  public var background: RGB?
  /// Its 16 colours; those that it does not tell are xterm's.
  public private(set) var palette: [RGB]

  public init(background: RGB? = nil) {
    self.background = background
    palette = Self.xterm
  }

  /// The background by `COLORFGBG`, whose last number is one of the 16 colours: 0 to 6 and 8 are
  /// dark.
  public init(environment: [String: String]) {
    let number = environment["COLORFGBG"]?.pieces(at: ";").last.flatMap { Int($0) }
    switch number {
    case .some(0...6), 8: self.init(background: .black)
    case 7, .some(9...15): self.init(background: .white)
    default: self.init()
    }
  }

  /// Takes an answer of the terminal.
  public mutating func take(_ answer: TerminalAnswer) {
    switch answer {
    case .background(let color): background = color
    case .color(let number, let color): if number < 16 { palette[Int(number)] = color }
    case .attributes: break
    }
  }

  var isLight: Bool? { background?.isLight }

  /// xterm's 16 colours (XTerm-col.ad).
  static let xterm = [
    "000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5",
    "7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff",
  ].compactMap { RGB(hex: $0) }
}

extension RGB {
  /// Whether dark text is better readable on it than light text.
  var isLight: Bool { contrast(with: .black) > contrast(with: .white) }
}

/// A terminal's answer to a query.
///
///     ESC ] 11 ; rgb:ffff/ffff/ffff BEL     .background(white)
///     ESC ] 4 ; 1 ; rgb:cdcd/0000/0000 BEL  .color(1, red)
///     ESC [ ? 64 ; 1 ; 2 c                  .attributes
public enum TerminalAnswer: Sendable, Hashable {
  case background(RGB)
  case color(UInt8, RGB)
  /// Its device attributes, which every terminal has: the answers to earlier queries have come.
  case attributes

  /// The queries for all of these.
  public static let queries: [UInt8] = {
    var text = "\u{1B}]11;?\u{7}"
    for number in 0..<16 { text += "\u{1B}]4;\(number);?\u{7}" }
    return Array((text + "\u{1B}[c").utf8)
  }()

  /// The answer in the text of an OSC string, such as `11;rgb:ffff/ffff/ffff`.
  public init?(operatingSystemCommand text: String) {
    let parts = text.pieces(at: ";")
    if parts.count == 2, parts[0] == "11", let color = RGB(answered: parts[1]) {
      self = .background(color)
    } else if parts.count == 3, parts[0] == "4", let number = UInt8(parts[1]),
      let color = RGB(answered: parts[2])
    {
      self = .color(number, color)
    } else {
      return nil
    }
  }
}

extension RGB {
  /// A colour as terminals answer: `rgb:cdcd/0000/0000`, with one to four digits each. An alpha, as
  /// in `rgba:…`, is ignored. Source: XParseColor(3).
  init?(answered text: some StringProtocol) {
    guard let digits = String(text).cut(at: ":"), ["rgb", "rgba"].contains(String(digits.before))
    else { return nil }
    let channels = digits.behind.pieces(at: "/").prefix(3).map { part -> UInt8? in
      guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexDigit),
        let value = Int(part, radix: 16)
      else { return nil }
      return UInt8(value * 255 / ((1 << (4 * part.utf8.count)) - 1))
    }
    guard channels.count == 3, let red = channels[0], let green = channels[1],
      let blue = channels[2]
    else { return nil }
    self.init(red: red, green: green, blue: blue)
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
  }
}
