import Foundation
import Testing

@testable import TerminalScreen

@Suite struct ClipboardSequenceTests {
  @Test(arguments: [
    "", "a", "ab", "abc", "한국 \u{1B}]52;c;?\u{7}", String(repeating: "x", count: 999),
  ])
  func `the text goes in base64`(text: String) {
    let sequence = String(
      decoding: ClipboardSequence.bytes(text, environment: [:]), as: UTF8.self)
    #expect(sequence == "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}")
    #expect(ClipboardSequence.base64Count(text) == Data(text.utf8).base64EncodedString().count)
  }

  @Test func `tmux is given it wrapped, and as it is`() {
    let sequence = ClipboardSequence.bytes("a", environment: ["TMUX": "/tmp/x,1,0"])
    #expect(
      String(decoding: sequence, as: UTF8.self)
        == "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;YQ==\u{7}\u{1B}\\\u{1B}]52;c;YQ==\u{7}")
  }

  @Test func `screen is given it in pieces`() {
    let text = String(repeating: "x", count: 600)
    let sequence = ClipboardSequence.bytes(text, environment: ["STY": "1.tty"])
    let pieces = String(decoding: sequence, as: UTF8.self).components(separatedBy: "\u{1B}\\")
    #expect(pieces.count == 5 && pieces.last == "")
    let joined = pieces.dropLast().map { piece in
      #expect(piece.hasPrefix("\u{1B}P") && piece.utf8.count <= 242)
      return String(piece.dropFirst(2))
    }.joined()
    #expect(
      joined == String(decoding: ClipboardSequence.bytes(text, environment: [:]), as: UTF8.self))
  }

  @Test func `what is too long does not fit`() {
    #expect(ClipboardSequence.fits(String(repeating: "x", count: 56_244)))
    #expect(!ClipboardSequence.fits(String(repeating: "x", count: 56_247)))
  }

  @Test(arguments: [
    ("xterm-256color", true), ("tmux-256color", true), ("screen", true), ("linux", false),
    ("vt100", false), ("dumb", false), ("", false),
  ])
  func `old terminals have no clipboard`(term: String, isUnderstood: Bool) {
    #expect(ClipboardSequence.isUnderstood(term: term) == isUnderstood)
  }
}
