// A screen as an SVG picture, for documentation.
//
// Each word is placed at its cell and stretched to its columns (`textLength`), so that columns are
// straight in every viewer's font. Frames, bars and braille are drawn as shapes: fonts leave gaps
// between them.

extension Screen {
  /// The screen in a theme's colours. A theme without its own colours gets those of a common dark
  /// terminal.
  ///
  ///     <svg xmlns="http://www.w3.org/2000/svg" width="840" height="540" …>
  ///     <text x="8.4" y="13.5" textLength="33.6" …>help</text>
  public func svg(theme: Theme, title: SafeText) -> String {
    var picture = Picture(screen: self, theme: theme)
    picture.draw()
    let (width, height) = (
      Double(size.columns) * Picture.columnWidth, Double(size.rows) * Picture.rowHeight
    )
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Picture.text(width))" \
      height="\(Picture.text(height))" viewBox="0 0 \(Picture.text(width)) \(Picture.text(height))" \
      role="img" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" \
      font-size="\(Picture.text(Picture.fontSize))">
      <title>\(Picture.escaped(title.text))</title>
      <rect width="100%" height="100%" fill="\(picture.page.hex)"/>
      \(picture.elements.joined(separator: "\n"))
      </svg>

      """
  }
}

/// The parts of a screen drawn so far.
private struct Picture {
  static let fontSize = 14.0
  static let columnWidth = 8.4
  static let rowHeight = 18.0
  private static let baseline = 13.5

  let screen: Screen
  let theme: Theme
  private(set) var elements: [String] = []
  private var looks: [Style: Look] = [:]

  struct Look {
    var foreground: RGB
    var background: RGB
    var attributes: String
  }

  init(screen: Screen, theme: Theme) {
    self.screen = screen
    var theme = theme
    theme.own.background = theme.own.background ?? Self.terminalBackground
    self.theme = theme
  }

  /// The background of most of the picture.
  var page: RGB { theme.palette.first ?? Self.terminalBackground }

  mutating func draw() {
    for row in 0..<screen.size.rows {
      drawBackgrounds(row)
      drawTexts(row)
    }
    guard let cursor = screen.cursor, screen.bounds.contains(column: cursor.column, row: cursor.row)
    else { return }
    rectangle(
      cursor.column, cursor.row, columns: 1, color(.terminal, else: foreground),
      " fill-opacity=\"0.5\"")
  }

  private mutating func drawBackgrounds(_ row: Int) {
    var column = 0
    while column < screen.size.columns {
      let background = look(screen[row, column].style).background
      var end = column + 1
      while end < screen.size.columns, look(screen[row, end].style).background == background {
        end += 1
      }
      if background != page { rectangle(column, row, columns: end - column, background) }
      column = end
    }
  }

  /// Words of one style. A shape is separate.
  private mutating func drawTexts(_ row: Int) {
    var column = 0
    while column < screen.size.columns {
      let cell = screen[row, column]
      if cell.text == " " || cell.isContinuation {
        if cell.style.isUnderlined { underline(column, row, look(cell.style)) }
        column += 1
        continue
      }
      if let shape = CellShape(of: cell.text) {
        draw(shape, column, row, look(cell.style).foreground)
        column += 1
        continue
      }
      var end = column
      var word = ""
      while end < screen.size.columns {
        let next = screen[row, end]
        if next.text == " " || next.style != cell.style || CellShape(of: next.text) != nil { break }
        word += next.text
        end += 1
      }
      text(word, column, row, columns: end - column, look(cell.style))
      column = end
    }
  }

  // MARK: - Elements

  private mutating func rectangle(
    _ column: Int, _ row: Int, columns: Int, _ color: RGB, _ more: String = ""
  ) {
    elements.append(
      "<rect x=\"\(Self.text(x(column)))\" y=\"\(Self.text(y(row)))\" "
        + "width=\"\(Self.text(Double(columns) * Self.columnWidth))\" height=\"\(Self.text(Self.rowHeight))\" "
        + "fill=\"\(color.hex)\"\(more)/>")
  }

  private mutating func text(
    _ text: String, _ column: Int, _ row: Int, columns: Int, _ look: Look
  ) {
    elements.append(
      "<text x=\"\(Self.text(x(column)))\" y=\"\(Self.text(y(row) + Self.baseline))\" "
        + "textLength=\"\(Self.text(Double(columns) * Self.columnWidth))\" lengthAdjust=\"spacingAndGlyphs\" "
        + "fill=\"\(look.foreground.hex)\"\(look.attributes)>\(Self.escaped(text))</text>")
  }

  private mutating func underline(_ column: Int, _ row: Int, _ look: Look) {
    elements.append(
      "<rect x=\"\(Self.text(x(column)))\" y=\"\(Self.text(y(row) + Self.baseline + 1.5))\" "
        + "width=\"\(Self.text(Self.columnWidth))\" height=\"1\" fill=\"\(look.foreground.hex)\"/>")
  }

  private mutating func draw(_ shape: CellShape, _ column: Int, _ row: Int, _ color: RGB) {
    let (left, top) = (x(column), y(row))
    func place(_ x: Double, _ y: Double) -> String {
      "\(Self.text(left + x * Self.columnWidth)) \(Self.text(top + y * Self.rowHeight))"
    }
    for part in shape.rectangles {
      elements.append(
        "<path d=\"M\(place(part.left, part.top))L\(place(part.right, part.top))"
          + "L\(place(part.right, part.bottom))L\(place(part.left, part.bottom))Z\" "
          + "fill=\"\(color.hex)\"\(part.opacity < 1 ? " fill-opacity=\"\(part.opacity)\"" : "")/>")
    }
    if !shape.lines.isEmpty {
      let path = shape.lines.map { "M\(place($0.0, $0.1))L\(place($0.2, $0.3))" }.joined()
      elements.append("<path d=\"\(path)\" stroke=\"\(color.hex)\" fill=\"none\"/>")
    }
    for dot in shape.dots {
      elements.append(
        "<circle cx=\"\(Self.text(left + dot.0 * Self.columnWidth))\" "
          + "cy=\"\(Self.text(top + dot.1 * Self.rowHeight))\" r=\"1.2\" fill=\"\(color.hex)\"/>")
    }
  }

  private func x(_ column: Int) -> Double { Double(column) * Self.columnWidth }
  private func y(_ row: Int) -> Double { Double(row) * Self.rowHeight }

  // MARK: - Colours

  private mutating func look(_ style: Style) -> Look {
    if let known = looks[style] { return known }
    let appearance = theme.appearance(of: style, depth: .truecolor)
    var foreground = color(appearance.foreground, else: self.foreground)
    var background = color(appearance.background, else: page)
    if appearance.isReversed { swap(&foreground, &background) }
    var attributes = ""
    if appearance.isBold { attributes += " font-weight=\"bold\"" }
    if appearance.isUnderlined { attributes += " text-decoration=\"underline\"" }
    if appearance.isDim { attributes += " opacity=\"0.7\"" }
    let look = Look(foreground: foreground, background: background, attributes: attributes)
    looks[style] = look
    return look
  }

  private var foreground: RGB {
    theme.palette.count > 5 ? theme.palette[5] : Self.terminalForeground
  }

  private func color(_ color: Color, else own: RGB) -> RGB {
    switch color {
    case .terminal: own
    case .ansi(let number): Self.ansi[Int(number) % Self.ansi.count]
    case .rgb(let color): color
    }
  }

  private static let terminalBackground = RGB(red: 0x1A, green: 0x1B, blue: 0x1E)
  private static let terminalForeground = RGB(red: 0xD4, green: 0xD4, blue: 0xD4)

  /// Black, red, green, yellow, blue, magenta, cyan, white of a common dark terminal, light enough
  /// to be read.
  private static let ansi = [
    RGB(red: 0x5A, green: 0x5A, blue: 0x5A), RGB(red: 0xF2, green: 0x77, blue: 0x7A),
    RGB(red: 0x99, green: 0xCC, blue: 0x99), RGB(red: 0xE6, green: 0xC4, blue: 0x5C),
    RGB(red: 0x6C, green: 0xA8, blue: 0xE6), RGB(red: 0xCC, green: 0x99, blue: 0xCC),
    RGB(red: 0x66, green: 0xCC, blue: 0xCC), RGB(red: 0xD4, green: 0xD4, blue: 0xD4),
  ]

  // MARK: - XML

  /// At most two decimals, without trailing zeros.
  static func text(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    let (whole, rest) = (hundredths / 100, hundredths % 100)
    if rest == 0 { return "\(whole)" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Safe text has no control characters; only XML's signs have to be escaped.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}

extension RGB {
  /// `#2e3440`
  public var hex: String {
    let digits = String(packed, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }
}
