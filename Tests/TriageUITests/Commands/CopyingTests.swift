import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct CopyingTests {
  private func event() throws -> TestWorkbench {
    let workbench = try TestWorkbench(events: [.rich], rows: 50)
    try workbench.press("Tab")
    return workbench
  }

  private func go(_ workbench: TestWorkbench, to text: String) throws {
    try workbench.press("/")
    workbench.type(text)
    try workbench.press("Enter")
  }

  @Test func inTheListTheCellOrThoseOfTheMarked() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("y")
    #expect(workbench.copies.last == CopiedText("ap-east-1", what: "awsRegion"))
    try workbench.press("Space", "j", "j", "Space", "y")
    #expect(
      workbench.copies.last == CopiedText("ap-east-1\nme-south-1", what: "awsRegion of 2 hits"))
  }

  @Test func inTheEventTheValueAndItsPath() throws {
    let workbench = try event()
    try workbench.press("y", "p")
    #expect(
      workbench.copies.map(\.text) == ["arn:aws:iam::111122223333:user/kim", "userIdentity.arn"])
    try go(workbench, to: "s3:*")
    try workbench.press("y", "p")
    #expect(workbench.copies.suffix(2).map(\.text) == ["s3:*", "requestParameters.policy"])
    try go(workbench, to: "tags")
    try workbench.press("y", "p")
    #expect(
      workbench.copies.suffix(2).map(\.text)
        == [#"[{"key":"a","value":"b"}]"#, "requestParameters.tags"])
    #expect(workbench.copies.last { $0.what != "the path" }?.what == "requestParameters.tags")
  }

  @Test func theWholeEventIsAsDelivered() throws {
    let workbench = try event()
    try workbench.press("U", "Y")
    #expect(workbench.copies.last?.text == TestEvent.rich.json)
    try workbench.press("U", "Y")
    let copy = try #require(workbench.copies.last)
    #expect(copy.masked == 1 && copy.what == "the event")
    #expect(
      copy.text
        == TestEvent.rich.json.replacing("IQoJb3JpZ2luX2VjEXAMPLE", with: "(masked)"))
  }

  @Test func markedEventsAreLines() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("Space", "Space", "Y")
    let copy = try #require(workbench.copies.last)
    #expect(copy.what == "2 events")
    #expect(copy.text.split(separator: "\n").count == 2 && copy.text.hasPrefix(#"{"eventVersion""#))
  }

  @Test func whereItWentIsSaid() throws {
    let workbench = try event()
    let text = CopiedText("ü", what: "userAgent", masked: 1)
    let words: [(CopyOutcome.Place, String)] = [
      (
        .program("wl-copy"),
        "copied userAgent, 2 bytes, to the clipboard by wl-copy; 1 secret masked"
      ),
      (.terminal, "sent userAgent, 2 bytes, to the terminal's clipboard (OSC 52); may not arrive"),
      (
        .file("/x/copied.txt", because: "too long"),
        "userAgent, 2 bytes, written to /x/copied.txt: too long"
      ),
      (
        .nowhere(because: "the clipboard is switched off"),
        "not copied: the clipboard is switched off"
      ),
    ]
    for (place, said) in words {
      workbench.send(.copy(.done(CopyOutcome(text, place))))
      #expect(workbench.screen.contains(said), "\(said)")
    }
    workbench.send(.copy(.fallsToTerminal(text)))
    #expect(
      workbench.effects.contains {
        if case .terminal(.copyThroughTerminal(text)) = $0 { true } else { false }
      }
    )
  }

  @Test func nothingToCopyIsSaid() throws {
    let workbench = try TestWorkbench(events: [])
    for key in ["y", "Y", "Tab"] {
      try workbench.press(key)
      #expect(workbench.screen.contains("there is no hit here"))
    }
  }
}
