import Testing

@testable import Sigma

/// The parts of a rule that decide about an event.
@Suite struct DecidingPartsTests {
  private static let detection = """
      sel_a:
        a: 1
        b: 2
      sel_b:
        - c: 3
        - d: 4
      filter_x:
        x: 5
      condition: (sel_a or sel_b) and not filter_x
    """

  private func parts(_ json: String) throws -> [String] {
    let matcher = try matcher(detection: Self.detection)
    return try withEvent(matcher, json) { event in
      matcher.explain(event, rule: 0).decidingParts.map { part in
        guard case .search(let name) = part.subject else { return "?" }
        let tests = part.tests.map { ($0.field ?? "") + ($0.holds ? "=" : "≠") }
        return (part.isNegated ? "not " : "") + name + " " + tests.joined(separator: ",")
      }
    }
  }

  @Test(arguments: [
    (#"{"a":1,"b":2}"#, ["sel_a a=,b=", "not filter_x x≠"]),
    (#"{"a":1,"d":4}"#, ["sel_b d=", "not filter_x x≠"]),
    (#"{"a":1,"b":2,"c":3}"#, ["sel_a a=,b=", "sel_b c=", "not filter_x x≠"]),
    (#"{"a":1}"#, ["sel_a b≠", "sel_b c≠,d≠"]),
    (#"{"a":1,"b":2,"x":5}"#, ["not filter_x x="]),
    (#"{"x":5}"#, ["sel_a a≠,b≠", "sel_b c≠,d≠", "not filter_x x="]),
  ])
  func areThoseWithTheOutcome(_ json: String, _ wanted: [String]) throws {
    #expect(try parts(json) == wanted)
  }
}
