import Testing

@testable import RuleEditing

struct TextDiffTests {
  @Test func showsThreeLinesOfContext() {
    let before = (1...12).map { "line \($0)\n" }.joined()
    let after = before.replacing("line 6\n", with: "line six\n")
    let diff = TextDiff(before: before, after: after)
    #expect(
      diff.unified(path: "rule.yml") == """
        --- a/rule.yml
        +++ b/rule.yml
        @@ -3,7 +3,7 @@
         line 3
         line 4
         line 5
        -line 6
        +line six
         line 7
         line 8
         line 9

        """)
    #expect(diff.addedCount == 1 && diff.removedCount == 1)
    #expect(diff.lines.first { $0.kind == .added }?.newNumber == 6)
    #expect(diff.lines.first { $0.kind == .added }?.oldNumber == nil)
  }

  @Test func distantChangesAreSeparateHunksAndNearOnesAreOne() {
    let before = (1...30).map { "\($0)\n" }.joined()
    let near = before.replacing("\n5\n", with: "\nx\n").replacing("\n11\n", with: "\ny\n")
    let far = before.replacing("\n5\n", with: "\nx\n").replacing("\n20\n", with: "\n")
    #expect(TextDiff(before: before, after: near).hunks.count == 1)
    #expect(
      TextDiff(before: before, after: far).hunks.map(\.header) == [
        "@@ -2,7 +2,7 @@", "@@ -17,7 +17,6 @@",
      ])
  }

  @Test func sameTextHasNoDiff() {
    let diff = TextDiff(before: "a\nb", after: "a\nb")
    #expect(diff.isEmpty && diff.unified(path: "x").isEmpty)
  }

  @Test func aMissingLastLineEndAndAChangedLineEndAreChanges() {
    #expect(
      TextDiff(before: "a\nb", after: "a\nb\n").unified(path: "x")
        .hasSuffix(" a\n-b\n\\ No newline at end of file\n+b\n"))
    #expect(TextDiff(before: "a\r\n", after: "a\n").addedCount == 1)
    #expect(TextDiff(before: "", after: "a\n").hunks.map(\.header) == ["@@ -0,0 +1 @@"])
    #expect(TextDiff(before: "a\n", after: "").hunks.map(\.header) == ["@@ -1 +0,0 @@"])
  }
}
