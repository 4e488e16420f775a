import Testing

@testable import Sigma

/// The head of a rule: warnings about what other tools refuse.
@Suite struct RuleHeadTests {
  private func warnings(_ head: String, logsource: String = "{product: aws}") -> [String] {
    let text = """
      \(head)
      logsource: \(logsource)
      detection:
        selection: {eventName: X}
        condition: selection
      """
    let file = RuleFile(text: text, path: "t.yml")
    #expect(!file.hasErrors && file.rules.count == 1, "\(file.diagnostics)")
    return file.diagnostics.map(\.message)
  }

  @Test func titles() {
    #expect(warnings("title: " + String(repeating: "é", count: 256)) == [])
    #expect(
      warnings("title: " + String(repeating: "é", count: 257))
        == ["the title has 257 characters; Sigma allows 256"])
    #expect(warnings("title: ''") == ["the title is empty"])
  }

  @Test func names() {
    #expect(warnings("title: T\nname: ''") == ["the name is empty"])
    #expect(warnings("title: T\nname: t") == [])
  }

  @Test func ids() {
    #expect(warnings("title: T\nid: rule-17") == ["the id is not a UUID"])
    #expect(
      warnings("title: T\nid: 11111111-2222-4333-8444-55555555555") == ["the id is not a UUID"])
    #expect(warnings("title: T\nid: 11111111-2222-4333-8444-555555555555") == [])
  }

  @Test func logsources() {
    let message = "the logsource has no category, product or service: it applies to every log"
    #expect(warnings("title: T", logsource: "{definition: x}") == [message])
    #expect(warnings("title: T", logsource: "{product: null}") == [message])
    #expect(warnings("title: T", logsource: "{category: cloudtrail}") == [])
  }
}
