import Testing

@testable import TriageUI

/// `E`: the page of exceptions, from the keys to the rule's text.
@Suite struct ExceptionsPageTests {
  private static let rule = TestRule.regions.replacing(
    "    condition: selection",
    with: """
          # 2025-11-01 lee: they build there
          # expires: 2025-11-12
          filter_main_builders:
              userIdentity.arn: arn:aws:iam::111122223333:user/nobody
              eventName: DescribeInstances
          condition: selection and not filter_main_builders
      """)

  private func workbench() throws -> TestWorkbench {
    try TestWorkbench(events: TestEvent.office, rule: Self.rule)
  }

  @Test func itListsThemWithWhoWhyAndUntilWhen() throws {
    let workbench = try workbench()
    try workbench.press("E")
    let screen = workbench.screen
    #expect(screen.contains("exceptions of Calls from unusual regions"))
    #expect(screen.contains("stale      !filter_main_builders  EXPIRED 2025-11-12"))
    #expect(screen.contains("userIdentity.arn: arn:aws:iam::111122223333:user/nobody"))
    #expect(screen.contains("# 2025-11-01 lee: they build there"))
    #expect(screen.contains("Its day has passed"))
    try workbench.press("Esc")
    #expect(!workbench.screen.contains("exceptions of"))
  }

  @Test func anotherDayIsWrittenAndUndone() throws {
    let workbench = try workbench()
    try workbench.press("E", "e", "^U")
    workbench.type("soon")
    try workbench.press("Enter")
    #expect(workbench.screen.contains("is not a date"))
    try workbench.press("^U")
    workbench.type("2026-12-31")
    try workbench.press("Enter")
    #expect(
      workbench.screen.contains(
        "changes no hit: the exception is reported as expired after 2026-12-31"))
    try workbench.press("Enter")
    #expect(workbench.ruleText.contains("    # expires: 2026-12-31\n"))
    #expect(workbench.screen.contains("stale       filter_main_builders  2026-12-31"))
    #expect(!workbench.screen.contains("EXPIRED"))
    try workbench.press("e", "^U", "Enter", "Enter")
    #expect(!workbench.ruleText.contains("expires"))
    try workbench.press("u", "u")
    #expect(workbench.ruleText == Self.rule)
  }

  @Test func anExceptionIsWidenedByChoosingFields() throws {
    let workbench = try workbench()
    try workbench.press("E", "Enter")
    #expect(workbench.screen.contains("what filter_main_builders tests"))
    #expect(workbench.screen.contains("[x] userIdentity.arn"))
    #expect(
      workbench.screen.contains("[ ] userIdentity.arn|startswith  arn:aws:iam::111122223333:user/"))
    // The wider test of a field replaces the narrow one.
    try workbench.press("j", "j", "Space", "Enter")
    #expect(workbench.screen.contains("silences 5 hits"))
    try workbench.press("Enter")
    #expect(
      workbench.ruleText.contains(
        """
                userIdentity.arn|startswith: 'arn:aws:iam::111122223333:user/'
                eventName: DescribeInstances

        """))
    #expect(
      workbench.screen.contains("5        0 2025-11-02 !filter_main_builders  EXPIRED 2025-11-12"))
    try workbench.press("u")
    #expect(workbench.ruleText == Self.rule)
  }

  @Test func oneThatSilencesIsRemovedAndItsHitsComeBack() throws {
    let workbench = try workbench()
    let all = workbench.state.list.shown.count
    try workbench.press("f", "Enter", "Enter")
    #expect(workbench.state.list.shown.count < all)
    try workbench.press("E", "j")
    #expect(workbench.screen.contains("filter_main_"))
    try workbench.press("x", "Enter", "Esc")
    #expect(workbench.state.list.shown.count == all)
    try workbench.press("u", "^R")
    #expect(workbench.state.list.shown.count == all)
  }

  @Test func aRuleWithoutExceptionsSaysSo() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("E")
    #expect(workbench.screen.contains("The rule has no exceptions."))
    try workbench.press("x")
    #expect(workbench.screen.contains("there is no exception here"))
  }
}
