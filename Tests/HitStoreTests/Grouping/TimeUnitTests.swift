import Basics
import Testing

@testable import HitStore

@Suite struct TimeUnitTests {
  private func start(_ unit: TimeUnit, _ text: String) -> String {
    let time = Timestamp.milliseconds(text) ?? 0
    return Timestamp.text(milliseconds: unit.start(ofIndex: unit.index(of: time)))
  }

  @Test func piecesBeginAtBoundariesOfUTC() {
    // A Sunday.
    let time = "2025-11-02T14:38:59Z"
    #expect(start(.minute, time) == "2025-11-02T14:38:00Z")
    #expect(start(.fiveMinutes, time) == "2025-11-02T14:35:00Z")
    #expect(start(.quarterHour, time) == "2025-11-02T14:30:00Z")
    #expect(start(.hour, time) == "2025-11-02T14:00:00Z")
    #expect(start(.sixHours, time) == "2025-11-02T12:00:00Z")
    #expect(start(.day, time) == "2025-11-02T00:00:00Z")
    #expect(start(.week, time) == "2025-10-27T00:00:00Z")
    #expect(start(.month, time) == "2025-11-01T00:00:00Z")
  }

  @Test func monthsHaveTheirOwnLengths() {
    let january = TimeUnit.month.index(of: Timestamp.milliseconds("2024-01-31T23:59:59Z") ?? 0)
    let starts = (0..<15).map {
      Timestamp.text(milliseconds: TimeUnit.month.start(ofIndex: january + $0)).prefix(7)
    }
    #expect(starts.first == "2024-01")
    #expect(starts[1] == "2024-02")
    #expect(starts[2] == "2024-03")
    #expect(starts.last == "2025-03")
  }

  /// Every time is in its unit, also before 1970.
  @Test(arguments: TimeUnit.allCases) func everyTimeIsInItsPiece(unit: TimeUnit) {
    for step in -400..<400 {
      let time = Int64(step) * 7_654_321_987
      let index = unit.index(of: time)
      #expect(unit.start(ofIndex: index) <= time)
      #expect(time < unit.start(ofIndex: index + 1))
      #expect(unit.index(of: unit.start(ofIndex: index)) == index)
    }
  }
}
