import Testing

@testable import TerminalScreen

/// A small terminal reads the output, and shows the same screen.
@Suite struct ANSIWriterTests {
  /// The part of a terminal that the writer needs: clears, moves, attributes, text. Anything else
  /// is a failure.
  struct Reader {
    var cells: [[String]]
    var codes: [[String]]
    var isCursorShown = true
    private(set) var place = (row: 0, column: 0)
    private var code = "0"

    init(size: Size) {
      cells = Array(repeating: Array(repeating: " ", count: size.columns), count: size.rows)
      codes = cells.map { $0.map { _ in "" } }
    }

    mutating func read(_ text: String) {
      var scalars = text.unicodeScalars[...]
      while let scalar = scalars.popFirst() {
        guard scalar == "\u{1B}" else {
          write(scalar)
          continue
        }
        #expect(scalars.popFirst() == "[")
        var parameters = ""
        while let next = scalars.first, "0123456789;?".unicodeScalars.contains(next) {
          parameters.unicodeScalars.append(next)
          scalars.removeFirst()
        }
        control(parameters, scalars.popFirst() ?? " ")
      }
    }

    private mutating func control(_ parameters: String, _ final: Unicode.Scalar) {
      switch (parameters, final) {
      case ("2", "J"):
        cells = cells.map { $0.map { _ in " " } }
        codes = codes.map { $0.map { _ in "" } }
      case (_, "H"):
        let numbers = parameters.split(separator: ";").compactMap { Int($0) }
        #expect(numbers.count == 2)
        place = (numbers[0] - 1, numbers[1] - 1)
      case (_, "m"):
        #expect(parameters.hasPrefix("0"))
        code = parameters
      case ("?7", "l"): break
      case ("?25", "l"): isCursorShown = false
      case ("?25", "h"): isCursorShown = true
      default: Issue.record("unexpected control sequence \(parameters)\(final)")
      }
    }

    private mutating func write(_ scalar: Unicode.Scalar) {
      #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
      let width = TextWidth.width(of: scalar)
      if TextWidth.isMark(scalar) {
        cells[place.row][place.column - 1].unicodeScalars.append(scalar)
        return
      }
      // Overwriting half of a wide character blanks its other half, as terminals do.
      if cells[place.row][place.column].isEmpty { cells[place.row][place.column - 1] = " " }
      let next = place.column + width
      if next < cells[place.row].count, cells[place.row][next].isEmpty {
        cells[place.row][next] = " "
      }
      cells[place.row][place.column] = String(scalar)
      codes[place.row][place.column] = code
      if width == 2 {
        cells[place.row][place.column + 1] = ""
        codes[place.row][place.column + 1] = code
      }
      place.column += width
    }

    func text(_ row: Int) -> String { cells[row].joined() }
  }

  private let size = Size(columns: 24, rows: 5)

  private func screen(_ texts: [String], _ style: Style = .plain) -> Screen {
    var screen = Screen(size: size)
    for (row, text) in texts.enumerated() {
      screen.put(SafeText(text), column: row, row: row, style: style)
    }
    return screen
  }

  @Test func whatIsWrittenIsTheScreen() {
    var writer = ANSIWriter(theme: .terminal(on: .black), depth: .ansi16)
    var reader = Reader(size: size)
    let screens = [
      screen(["hello", "한국어 text", "e\u{301}tude", "", "\u{1B}[31m\u{202E}"]),
      screen(["hellish", "한x어", "etude", "a wide 字 at the edge字", "x"], Style(.key, bold: true)),
      screen([]),
      screen(["한국어 text", "hello 한", "", "字字字字字字字字字字字字字"], Style(.selection)),
    ]
    for screen in screens {
      reader.read(writer.frame(screen))
      for row in 0..<size.rows { #expect(reader.text(row) == screen.line(row)) }
      #expect(!reader.isCursorShown)
    }
  }

  @Test func randomScreensComeOverWhole() {
    var random = UInt64(11)
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % bound
    }
    let words = ["a", "한", "text", "字字", "e\u{301}", "│", "  ", "…", "▰▱", "\u{7}"]
    let roles = Role.allCases
    var writer = ANSIWriter(theme: .terminal(on: .black), depth: .ansi16)
    var reader = Reader(size: size)
    var screen = Screen(size: size)
    var known: [Style: String] = [:]
    for _ in 0..<400 {
      for _ in 0...next(6) {
        let style = Style(roles[next(roles.count)], bold: next(2) == 0, reversed: next(5) == 0)
        screen.put(
          SafeText(words[next(words.count)]), column: next(26) - 1, row: next(5), style: style)
      }
      reader.read(writer.frame(screen))
      for row in 0..<size.rows {
        #expect(reader.text(row) == screen.line(row))
        for (column, style) in screen.styles(row).enumerated() {
          let code = reader.codes[row][column]
          // A space that was never written looks like the cleared screen.
          if code.isEmpty || screen[row, column].text == " " { continue }
          #expect(known[style, default: code] == code)
          known[style] = code
        }
      }
    }
    #expect(Set(known.values).count > 20)
  }

  @Test func nothingNewIsNothingWritten() {
    var writer = ANSIWriter(theme: .terminal(on: .black), depth: .ansi16)
    let one = screen(["hello"])
    #expect(!writer.frame(one).isEmpty)
    #expect(writer.frame(one).isEmpty)
  }

  @Test func onlyWhatChangedIsWritten() {
    var writer = ANSIWriter(theme: .terminal(on: .black), depth: .ansi16)
    _ = writer.frame(screen(["hello", "world"]))
    let bytes = writer.frame(screen(["hello", "worse"]))
    #expect(bytes.hasSuffix("\u{1B}[2;5Hse"))
    #expect(!bytes.contains("hello"))
  }

  @Test func coloursAreThoseOfTheDepth() throws {
    let nord = try ThemeCatalog().theme(named: "nord")
    let text = screen(["x"], Style(.error))
    var sixteen = ANSIWriter(theme: .terminal(on: .black), depth: .ansi16)
    #expect(sixteen.frame(text).contains(";91m"))
    var true24 = ANSIWriter(theme: nord, depth: .truecolor)
    #expect(true24.frame(text).contains(";38;2;"))
    var indexed = ANSIWriter(theme: nord, depth: .ansi256)
    #expect(indexed.frame(text).contains(";38;5;"))
    var none = ANSIWriter(theme: nord, depth: .monochrome)
    #expect(!none.frame(text).contains("38;"))
  }

  @Test func theCursorIsPlacedWhereTextIsTyped() {
    var writer = ANSIWriter(theme: .terminal(on: .black), depth: .ansi16)
    _ = writer.frame(screen(["x"]))
    var typing = screen(["x"])
    typing.cursor = .init(column: 3, row: 2)
    #expect(writer.frame(typing).hasSuffix("\u{1B}[3;4H\u{1B}[?25h"))
    #expect(writer.frame(screen(["x"])) == "\u{1B}[?25l")
  }
}
