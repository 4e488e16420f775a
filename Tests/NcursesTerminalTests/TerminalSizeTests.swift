import TerminalScreen
import Testing

@testable import NcursesTerminal

/// The size with which ncurses starts.
@Suite struct TerminalSizeTests {
  private func start(_ reported: Size?, _ columns: String?, _ lines: String?) -> Size? {
    var environment: [String: String] = [:]
    environment["COLUMNS"] = columns
    environment["LINES"] = lines
    return TerminalType.startSize(reported: reported, environment: environment)
  }

  /// The environment may be that of another terminal, or of none.
  @Test(arguments: ["99999", "1", "0", "-5", "", "many"]) func theTerminalsOwnSizeCounts(
    value: String
  ) {
    let own = Size(columns: 120, rows: 36)
    #expect(start(own, value, value) == own)
    #expect(start(Size(columns: 60_000, rows: 24), value, value) == Size(columns: 800, rows: 24))
  }

  @Test func withoutOneTheEnvironmentsIsTakenIfAScreenCanHaveIt() {
    #expect(start(nil, "99999", "99999") == Size(columns: 800, rows: 300))
    #expect(start(nil, "132", "43") == Size(columns: 132, rows: 43))
    for value in ["0", "-5", "", "many", "99999999999999999999"] {
      #expect(start(nil, value, "24") == nil)
    }
    #expect(start(nil, nil, nil) == nil)
  }
}
