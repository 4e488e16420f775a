import TerminalScreen
import Testing

@testable import NcursesTerminal

/// A terminal's input in pieces, with the time before each piece, read as ncurses passes it on.
private final class ScriptedInput: KeyInput {
  struct Piece {
    let reads: [KeyRead]
    var milliseconds: Int32 = 0

    init(_ text: String, after milliseconds: Int32 = 0) {
      self.init(text.unicodeScalars.map { .scalar($0.value) }, after: milliseconds)
    }

    init(_ reads: [KeyRead], after milliseconds: Int32 = 0) {
      (self.reads, self.milliseconds) = (reads, milliseconds)
    }
  }

  private let reads: [KeyRead]
  /// How long each of them is still on its way.
  private var delays: [Int32]
  private var place = 0
  private var handedBack: [KeyRead] = []
  private(set) var readCount = 0

  init(_ pieces: [Piece]) {
    reads = pieces.flatMap(\.reads)
    delays = pieces.flatMap { piece in
      piece.reads.indices.map { $0 == 0 ? piece.milliseconds : 0 }
    }
  }

  func read(within milliseconds: Int32) -> KeyRead? {
    readCount += 1
    if let read = handedBack.popLast() { return read }
    guard place < reads.count else { return nil }
    guard delays[place] <= milliseconds else {
      delays[place] -= milliseconds
      return nil
    }
    place += 1
    return reads[place - 1]
  }

  func putBack(_ read: KeyRead) { handedBack.append(read) }

  /// Decodes all of it, however long it takes to come.
  func events() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    while true {
      if let event = KeyDecoder(self).next() {
        events.append(event)
      } else if place < reads.count {
        delays[place] = 0
      } else {
        return events
      }
    }
  }
}

@Suite struct KeyDecoderTests {
  private static let j = TerminalEvent.key(.character("j"))

  /// Sequences that ncurses does not know are swallowed, wherever a slow line cuts them. (After the
  /// first Esc, ncurses itself waits.)
  @Test(arguments: [
    "\u{1B}[1;5Z", "\u{1B}[999999999999;1R", "\u{1B}[?1;2c", "\u{1B}OZ",
    "\u{1B}]11;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]52;c;YQ==\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\",
  ]) func aSequenceCutInTwoIsNotKeys(sequence: String) {
    let scalars = sequence.unicodeScalars.map { KeyRead.scalar($0.value) }
    for cut in 2..<scalars.count {
      let input = ScriptedInput([
        .init(Array(scalars[..<cut])), .init(Array(scalars[cut...]), after: 20),
        .init("j", after: 500),
      ])
      let events = input.events().filter { if case .answer = $0 { false } else { true } }
      #expect(events == [Self.j], "cut at \(cut)")
    }
  }

  @Test func answersOfTheTerminalAreRead() {
    let input = ScriptedInput([
      .init("\u{1B}]11;rgb:ffff/ffff/ffff\u{7}j\u{1B}]4;1;rgb:cd/00/00\u{1B}\\\u{1B}[?64;1c")
    ])
    #expect(
      input.events() == [
        .answer(.background(.white)), Self.j,
        .answer(.color(1, RGB(red: 0xCD, green: 0, blue: 0))), .answer(.attributes),
      ])
  }

  @Test func escAndAKeyAreTwoKeys() {
    #expect(ScriptedInput([.init("\u{1B}j")]).events() == [.key(.escape), Self.j])
    #expect(
      ScriptedInput([.init("\u{1B}\u{1B}j")]).events() == [.key(.escape), .key(.escape), Self.j])
    #expect(ScriptedInput([.init("\u{1B}["), .init("j", after: 500)]).events().last == Self.j)
  }

  /// Each character of a paste is read once, and only a limited number is kept.
  @Test(arguments: [1_000, 300_000]) func aPasteIsTextAndBounded(count: Int) throws {
    let input = ScriptedInput([
      .init([.code(BracketedPaste.beginCode)]), .init(String(repeating: "q", count: count)),
      .init([.code(BracketedPaste.endCode)], after: 200), .init("j"),
    ])
    let events = input.events()
    try #require(events.count == 2)
    guard case .paste(let text) = events[0] else { throw Wrong(event: events[0]) }
    #expect(text.utf8.count == min(count, BracketedPaste.maximumLength))
    #expect(events[1] == Self.j)
    #expect(input.readCount < count + 10)
  }

  /// A lost end of a paste is not waited for.
  @Test func aPasteWithoutAnEndEnds() {
    let input = ScriptedInput([
      .init([.code(BracketedPaste.beginCode)]), .init("a\rb"), .init("c", after: 200),
      .init("j", after: 2_000),
    ])
    #expect(input.events() == [.paste("a\nbc"), Self.j])
  }

  @Test func brokenMouseReportsAreNotKeys() {
    let begin = ScriptedInput.Piece([.code(MouseReport.beginCode)])
    let wrong = ["M", "0;0;0M", "0;1M", "99;1;1M", "-1;5;5M", "99999999999999999999;1;1M"]
    var pieces = (0..<3_000).flatMap { [begin, .init(wrong[$0 % wrong.count])] }
    pieces += [begin, .init("0;12"), .init(";7M", after: 20), begin, .init("0;1"), .init("j")]
    let press = MouseEvent(button: 1, action: .press, column: 11, row: 6)
    #expect(ScriptedInput(pieces).events() == [.key(.mouse(press)), Self.j])
  }

  private struct Wrong: Error {
    let event: TerminalEvent
  }
}
