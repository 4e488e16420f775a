import TerminalScreen
import Testing

@testable import HitStore
@testable import TriageUI

@Suite struct CellTextTests {
  /// The highlighted part of a cell, `_` elsewhere.
  private func found(
    _ text: String, in value: String, field: String = "userAgent", width: Int
  ) -> String {
    let cell = CellText(value, field: field, width: width)
    let matcher = TextMatcher(HitFilter(.anyColumn, [.containing(text)]))
    let columns = cell.columns(found: matcher)
    return cell.shown.text.enumerated().map { place, character in
      columns.contains { $0.contains(place) } ? String(character) : "_"
    }.joined()
  }

  @Test func whatIsInSight() {
    #expect(found("CLI", in: "aws-cli/2.15", width: 20) == "____cli_____")
    #expect(found("s", in: "sos", width: 20) == "s_s")
    #expect(found("zz", in: "aws-cli", width: 20) == "_______")
  }

  /// The ellipsis is highlighted for a hidden match.
  @Test func whatIsCutOff() {
    #expect(found("2.15", in: "aws-cli/2.15", width: 6) == "_____…")
    #expect(found("cli", in: "aws-cli/2.15", width: 6) == "____c…")
    #expect(found("aws", in: "aws-cli/2.15", width: 6) == "aws___")
    #expect(found("kim", in: "arn:aws:s3:::user/kim", field: "a.arn", width: 8) == "_____kim")
    #expect(found("s3", in: "arn:aws:s3:::user/kim", field: "a.arn", width: 8) == "…_______")
    #expect(found("user", in: "arn:aws:s3:::user/kim", field: "a.arn", width: 8) == "…ser____")
  }

  /// What a cell shows in other letters is found as a whole.
  @Test func timesAndShortFormsAreFoundAsTheyAreWritten() {
    #expect(
      found("02T14", in: "2026-11-02T14:03:59Z", field: "eventTime", width: 19)
        == "2026-11-02 14:03:59")
    #expect(
      found("14:03", in: "2026-11-02T14:03:59Z", field: "eventTime", width: 19)
        == "___________14:03___")
    let arn = "arn:aws:sts::1:assumed-role/deploy/ci-7"
    #expect(found("ci-", in: arn, field: "userIdentity.arn", width: 20) == "_______ci-_")
    #expect(found("assumed", in: arn, field: "userIdentity.arn", width: 20) == "deploy/ci-7")
  }

  @Test func wideCharactersAndWhatIsMadeVisible() {
    let cell = CellText("日本kim", field: "userAgent", width: 20)
    let matcher = TextMatcher(HitFilter(.anyColumn, [.containing("kim")]))
    #expect(cell.columns(found: matcher) == [4..<7])
    // Control characters are replaced, so the whole cell is highlighted for a match in them.
    let hostile = CellText("a\u{1B}b", field: "userAgent", width: 20)
    let escape = TextMatcher(HitFilter(.anyColumn, [.containing("\u{1B}")]))
    #expect(hostile.columns(found: escape) == [0..<3])
  }
}
