import Foundation
import TestSupport
import Testing

@testable import Sigma

/// Correlations, events and alerts from outside the project.
@Suite struct CorrelationConformanceTests {
  @Test func correlations() throws {
    var right = 0
    for vector in try ConformanceCases.of("correlation.jsonl") {
      let id = vector["id"] as? String ?? "?"
      let text = try #require(vector["rules"] as? String)
      let events = try #require(vector["events"] as? [Any]).map { event in
        String(
          decoding: try JSONSerialization.data(
            withJSONObject: event, options: [.withoutEscapingSlashes]), as: UTF8.self)
      }
      let run: Correlating
      do {
        run = try Correlating(text, events: events)
      } catch {
        Issue.record("\(id): \(error)")
        continue
      }
      let keys = run.set.entries.reduce(into: [:]) {
        $0[$1.correlation.name ?? ""] = $1.correlation.groupBy.map(\.text)
      }
      func alerts(_ name: String) -> Set<String> {
        Set(
          (vector[name] as? [[String: Any]] ?? []).map { alert in
            let rule = alert["rule"] as? String ?? ""
            let group = alert["group"] as? [String: Any] ?? [:]
            let values = (keys[rule] ?? []).map { "\(group[$0] ?? "")" }
            return "\(rule)|\(values.joined(separator: ","))|\(alert["time"] ?? "")".lowercased()
          })
      }
      let found = Set(
        run.alerts.map {
          $0.split(separator: "|", omittingEmptySubsequences: false).prefix(3)
            .joined(separator: "|").lowercased()
        })
      let why = "\(id): \(vector["why"] ?? "")\n\(text)"
      var isRight = found.isSuperset(of: alerts("first")) && found.isSubset(of: alerts("expect"))
      #expect(found.isSuperset(of: alerts("first")), "\(why)\nmissing: \(run.alerts)")
      #expect(found.isSubset(of: alerts("expect")), "\(why)\ntoo many: \(run.alerts)")
      if let expected = vector["expect_detections"] as? [[String: Any]] {
        let names = Set(expected.map { "\($0["rule"] ?? "")/\($0["event"] ?? "")" })
        isRight = isRight && Set(run.detections) == names
        #expect(Set(run.detections) == names, "\(why)")
      }
      if isRight { right += 1 }
    }
    print("correlations: \(right) right")
  }
}
