import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct ShowSecretsTests {
  @Test func secretsAreMaskedUntilAskedFor() throws {
    let workbench = try TestWorkbench(events: [.rich], rows: 100)
    #expect(workbench.screen.contains(#""sessionToken": masked: 23 characters, U shows them"#))
    #expect(!workbench.screen.contains("IQoJ"))
    // Values that analysts search for are not secrets.
    #expect(workbench.screen.contains("ASIAIOSFODNN7EXAMPLE"))
    try workbench.press("U")
    #expect(workbench.screen.contains(#""sessionToken": "IQoJb3JpZ2luX2VjEXAMPLE""#))
    #expect(
      workbench.screen.contains("secrets are shown, and copied as they are; U masks them again"))
    try workbench.press("U")
    #expect(!workbench.screen.contains("IQoJ"))
  }

  /// A rule that tests a secret shows the field without the value.
  @Test func theReasonMasksThemToo() throws {
    let rule = TestRule.regions.replacing(
      "awsRegion:\n",
      with: "responseElements.credentials.sessionToken|contains: 'IQoJ'\n        awsRegion:\n")
    let workbench = try TestWorkbench(events: [.rich], rule: rule, columns: 240, rows: 100)
    #expect(workbench.screen.contains("sessionToken|contains = (masked)"))
    #expect(!workbench.screen.contains("IQoJb3"))
    try workbench.press("U")
    #expect(workbench.screen.contains("sessionToken|contains = IQoJb3"))
  }
}
