import Testing

@testable import TerminalScreen

@Suite struct ThemeLoadingTests {
  private static func scheme(_ change: (inout [String]) -> Void = { _ in }) -> String {
    var lines = ["system: \"base16\"", "name: \"Test Scheme\"", "author: \"A\"", "palette:"]
    lines += (0..<16).map { number in
      "  base0\(String(number, radix: 16, uppercase: true)): \"aabbcc\""
    }
    change(&lines)
    return lines.joined(separator: "\n")
  }

  private func error(_ yaml: String) -> String? {
    do {
      _ = try Theme(yaml: yaml, file: "x.yaml")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a scheme is read`() throws {
    let theme = try Theme(yaml: Self.scheme(), file: "x.yaml")
    #expect(theme.name == "Test Scheme")
    #expect(theme.slug == "test-scheme")
    #expect(theme.palette.count == 16)
  }

  @Test func `a base24 scheme has 24 colours`() throws {
    let theme = try ThemeCatalog(environment: [:]).theme(named: "dracula")
    #expect(theme.palette.count == 24)
    #expect(theme.variant == .dark)
  }

  @Test func `the form without a palette is read`() throws {
    let old = "scheme: \"Old\"\n" + Self.scheme { $0.removeFirst(4) }.replacingSpaces()
    #expect(try Theme(yaml: old, file: "x.yaml").name == "Old")
  }

  @Test func `errors say what and where`() {
    #expect(
      error(Self.scheme { $0[7] = "  base03: \"4C566\"" })
        == "x.yaml:8:11: base03 is not a colour: \"4C566\": six hexadecimal digits are needed, "
        + "as in \"4c566a\"")
    #expect(error(Self.scheme { $0.remove(at: 9) }) == "x.yaml:5:3: the palette has no base05")
    #expect(
      error(Self.scheme { $0[0] = "system: base99" })
        == "x.yaml:1:9: the system \"base99\" is not supported: base16 and base24 are")
    #expect(error("a: [1")?.hasPrefix("x.yaml:") == true)
    #expect(error("a: [1")?.contains("not YAML") == true)
    #expect(error("- 1")?.contains("not a base16 or base24 scheme") == true)
    #expect(error("")?.contains("not a base16 or base24 scheme") == true)
    #expect(error("palette: 7")?.contains("not a base16 or base24 scheme") == true)
    #expect(error(String(repeating: "#", count: 70_000))?.contains("larger than 65536") == true)
  }

  @Test func `errors are safe to print`() {
    let message = error(Self.scheme { $0[7] = "  base03: \"\\e]52;c;QQ==\\a\"" })
    #expect(message?.contains("␛]52") == true)
  }
}

extension String {
  fileprivate func replacingSpaces() -> String {
    split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
  }
}
