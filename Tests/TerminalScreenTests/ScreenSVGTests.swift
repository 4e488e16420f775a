import Foundation
import Testing

@testable import TerminalScreen

@Suite struct ScreenSVGTests {
  private func screen(_ text: SafeText, _ style: Style = .plain) -> Screen {
    var screen = Screen(size: Size(columns: 12, rows: 2))
    screen.put(text, column: 1, row: 1, style: style)
    return screen
  }

  @Test func `each word is at its cell and as wide as its columns`() {
    let svg = screen("ap east").svg(theme: .terminal, title: "t")
    #expect(svg.contains("<text x=\"8.4\" y=\"31.5\" textLength=\"16.8\""))
    #expect(svg.contains(">ap</text>"))
    #expect(svg.contains("<text x=\"33.6\" y=\"31.5\" textLength=\"33.6\""))
    #expect(svg.contains("width=\"100.8\" height=\"36\""))
  }

  @Test func `signs of XML are only signs`() {
    let svg = screen("<a&\"b>").svg(theme: .terminal, title: "<script>")
    #expect(svg.contains("&lt;a&amp;&quot;b&gt;</text>"))
    #expect(svg.contains("<title>&lt;script&gt;</title>"))
    #expect(!svg.contains("<script>"))
  }

  @Test func `colours are the theme's, reversed where the screen is`() throws {
    let nord = try ThemeCatalog(environment: [:]).theme(named: "nord")
    let plain = screen("a").svg(theme: nord, title: "t")
    #expect(plain.contains("<rect width=\"100%\" height=\"100%\" fill=\"#2e3440\"/>"))
    #expect(plain.contains("fill=\"#e5e9f0\">a<"))
    let selected = screen("a", Style(.selection)).svg(theme: nord, title: "t")
    #expect(selected.contains("width=\"8.4\" height=\"18\" fill=\"#e5e9f0\"/>"))
    #expect(selected.contains("fill=\"#2e3440\">a<"))
  }

  @Test func `frames, bars and braille are shapes`() {
    for sign in ["─", "┼", "▃", "█", "░", "⠿"] {
      let svg = screen(SafeText(sign)).svg(theme: .terminal, title: "t")
      #expect(!svg.contains("<text"), "\(sign)")
      #expect(svg.contains("<path") || svg.contains("<circle"), "\(sign)")
    }
  }

  @Test func `a wide character takes two columns`() {
    let svg = screen("한a").svg(theme: .terminal, title: "t")
    #expect(svg.contains("textLength=\"25.2\""))
  }

  @Test func `the same screen is the same picture`() {
    #expect(
      screen("x").svg(theme: .terminal, title: "t") == screen("x").svg(theme: .terminal, title: "t")
    )
  }
}
