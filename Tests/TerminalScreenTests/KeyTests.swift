import Testing
import TerminalScreen

@Suite struct KeyTests {
  @Test(arguments: [
    ("j", Key.character("j")), ("G", .character("G")), ("Space", .character(" ")),
    ("^D", .control("d")),
    ("C-d", .control("d")), ("Ctrl-D", .control("d")), ("PgUp", .pageUp), ("pageup", .pageUp),
    ("Esc", .escape), ("^[", .escape), ("^I", .tab), ("^M", .enter), ("S-Tab", .backtab),
    ("F12", .function(12)), ("M-f", .alt("f")), ("↑", .up), ("^", .character("^")),
    ("F", .character("F")), ("한", .character("한")), ("/", .character("/")), ("^L", .control("l")),
  ])
  func `names are read`(name: String, key: Key) {
    #expect(Key(name: name) == key)
  }

  @Test(arguments: ["", "nokey", "F0", "F99", "C-", "^한", "\u{1B}", "\u{200B}", "M-ab"])
  func `an unknown name is refused`(name: String) {
    #expect(Key(name: name) == nil)
  }

  @Test func `each name is read back`() {
    let keys: [Key] = [
      .character("j"), .character(" "), .character("^"), .control("d"), .control("@"), .alt("x"),
      .alt(" "), .enter, .tab, .backtab, .escape, .backspace, .delete, .insert, .up, .down, .left,
      .right, .home, .end, .pageUp, .pageDown, .function(1), .function(63),
    ]
    for key in keys { #expect(Key(name: key.name) == key, "\(key.name)") }
  }
}
