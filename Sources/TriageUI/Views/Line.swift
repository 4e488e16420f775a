import Basics
import HitStore
import TerminalScreen

/// A line of text in several styles, for pages and dialogs.
struct Line: Sendable, Hashable {
  struct Span: Sendable, Hashable {
    let text: SafeText
    let style: Style
  }

  private(set) var spans: [Span] = []

  init() {}

  init(_ text: SafeText, _ role: Role = .plain, bold: Bool = false) {
    append(text, role, bold: bold)
  }

  mutating func append(_ text: SafeText, _ role: Role = .plain, bold: Bool = false) {
    spans.append(Span(text: text, style: Style(role, bold: bold)))
  }

  mutating func append(_ line: Line) { spans += line.spans }

  func appending(_ text: SafeText, _ role: Role = .plain, bold: Bool = false) -> Line {
    var line = self
    line.append(text, role, bold: bold)
    return line
  }

  /// Its text, without styles.
  var text: String { spans.map(\.text.text).joined() }

  var width: Int { spans.reduce(0) { $0 + $1.text.width } }

  func draw(on screen: inout Screen, column: Int, row: Int, width: Int) {
    var used = 0
    for span in spans where used < width {
      used += screen.put(
        span.text, column: column + used, row: row, width: width - used, style: span.style)
    }
  }

  /// Appends spaces up to a column.
  mutating func fill(to column: Int) {
    let missing = column - width
    if missing > 0 { append(SafeText.blanks(missing)) }
  }

  func filled(to column: Int) -> Line {
    var line = self
    line.fill(to: column)
    return line
  }

  /// Gives some of its columns another style.
  mutating func restyle(_ columns: Range<Int>, _ style: Style) {
    let (before, rest) = (
      prefix(columns: columns.lowerBound), dropping(columns: columns.upperBound)
    )
    let inside = dropping(columns: columns.lowerBound).prefix(columns: columns.count)
    spans =
      before.spans + inside.spans.map { Span(text: $0.text, style: style) } + rest.spans
  }

  /// Its first columns.
  func prefix(columns: Int) -> Line {
    var line = Line()
    for span in spans {
      let left = columns - line.width
      guard left > 0 else { break }
      line.spans.append(
        span.text.width <= left
          ? span : Span(text: span.text.prefix(columns: left), style: span.style))
    }
    return line
  }

  /// The line in at most `columns` columns; the last one is `…` if it was cut.
  func truncated(to columns: Int) -> Line {
    guard width > columns, columns > 0 else { return self }
    var line = prefix(columns: columns - 1)
    line.append("…", .muted)
    return line
  }

  /// The line without the columns scrolled away on the left.
  func dropping(columns: Int) -> Line {
    var line = Line()
    var start = 0
    for span in spans {
      let end = start + span.text.width
      if end > columns {
        let text = start < columns ? span.text.dropping(columns: columns - start) : span.text
        line.spans.append(Span(text: text, style: span.style))
      }
      start = end
    }
    return line
  }

  /// The line with search matches highlighted.
  func highlighted(by matcher: TextMatcher?) -> Line {
    guard let matcher else { return self }
    var line = Line()
    for span in spans {
      let text = span.text.text
      var start = text.startIndex
      func add(upTo end: String.Index, _ style: Style) {
        guard start < end else { return }
        line.spans.append(Span(text: SafeText(text[start..<end]), style: style))
        start = end
      }
      for range in matcher.ranges(in: text) {
        add(upTo: text.utf8.index(text.startIndex, offsetBy: range.lowerBound), span.style)
        add(
          upTo: text.utf8.index(text.startIndex, offsetBy: range.upperBound), Style(.searchMatch))
      }
      add(upTo: text.endIndex, span.style)
    }
    return line
  }

  /// Draws the lines from `top` on into a rectangle.
  static func draw(_ lines: [Line], top: Int, on screen: inout Screen, in rect: Rect) {
    for (offset, line) in lines.dropFirst(top).prefix(rect.rows).enumerated() {
      line.draw(on: &screen, column: rect.column, row: rect.row + offset, width: rect.columns)
    }
  }

  /// The line wrapped to a width. All but the first line are indented by two more columns.
  func folded(width: Int) -> [Line] {
    let blanks = spans.first?.text.text.unicodeScalars.prefix { $0 == " " }.count ?? 0
    let indent = min(blanks + 2, width / 2)
    guard self.width > width, width > 2 else { return [self] }
    var lines: [Line] = []
    var current = Line()
    for span in spans {
      let pieces = span.text.pieces(first: width - current.width, then: width - indent)
      for (index, piece) in pieces.enumerated() {
        if index > 0 {
          lines.append(current)
          current = Line(SafeText.blanks(indent))
        }
        if !piece.isEmpty { current.spans.append(Span(text: piece, style: span.style)) }
      }
    }
    return lines + [current]
  }

  /// Words of a text in lines of at most `width` columns. A longer word is cut.
  static func wrapped(_ text: String, width: Int, _ role: Role = .plain) -> [Line] {
    var lines: [Line] = []
    var current = ""
    for word in text.words {
      let longer = current.isEmpty ? String(word) : current + " " + word
      if SafeText(longer).width > width && !current.isEmpty {
        lines.append(Line(SafeText(current), role))
        current = String(word)
      } else {
        current = longer
      }
    }
    return current.isEmpty ? lines : lines + [Line(SafeText(current), role)]
  }
}
