import Testing
import Triage

@Suite struct EventTimeTests {
  @Test(
    arguments: [
      ("2025-11-02T14:03:59Z", 1_762_092_239_000),
      ("1970-01-01T00:00:00Z", 0),
      ("2024-02-29T23:59:59Z", 1_709_251_199_000),
      ("2021-01-01 00:00:00", 1_609_459_200_000),
      ("2021-01-01 00:00:00.123", 1_609_459_200_123),
      ("2021-01-01 00:00:00.123456789", 1_609_459_200_123),
      ("2021-01-01T00:00:00.5Z", 1_609_459_200_500),
      ("2025-10-21TT00:52:27Z", 1_761_007_947_000),
      ("2025-11-02", 1_762_041_600_000),
    ] as [(String, Int64)])
  func readsTimesAsFoundInTrails(text: String, milliseconds: Int64) {
    #expect(EventTime.milliseconds(text) == milliseconds)
  }

  @Test(arguments: [
    "", "-", "yesterday", "2025-13-01T00:00:00Z", "2025-11-02T25:00:00Z", "2025-11-02T14",
    "20251102",
  ])
  func readsNothingElse(text: String) {
    #expect(EventTime.milliseconds(text) == nil)
  }

  @Test func writesWhatItReads() {
    for days in stride(from: -800, through: 40_000, by: 37) {
      let time = Int64(days) * 86_400_000 + 3_723_000
      #expect(EventTime.milliseconds(EventTime.text(milliseconds: time)) == time)
    }
  }
}
