import Foundation
import TestSupport
import Testing

@testable import Sigma

/// Rules, events and answers from outside the project.
@Suite struct ConformanceTests {
  /// Every rule that loads gives the right answers; all others are refused as unsupported.
  @Test func vectors() throws {
    var passed = 0
    var refused: [String: Int] = [:]
    for vector in try ConformanceCases.of("vectors.jsonl") {
      let id = vector["id"] as? String ?? "?"
      let text = try #require(vector["rule"] as? String)
      let event = try JSONSerialization.data(
        withJSONObject: try #require(vector["event"]), options: [.withoutEscapingSlashes])
      let json = String(decoding: event, as: UTF8.self)
      let expected = try #require(vector["match"] as? Bool)
      let placeholders = vector["placeholders"] as? [String: [String]] ?? [:]
      let file = RuleFile(text: text, path: id)
      if let error = file.diagnostics.first(where: { $0.severity == .error }) {
        #expect(error.category == .unsupported, "\(id): \(error.rendered(source: text))")
        refused[error.message, default: 0] += 1
        continue
      }
      let matcher = try RuleMatcher(rules: file.rules, placeholders: Placeholders(placeholders))
      let answer = try withEvent(matcher, json) { event in
        var any = false
        matcher.forEachMatch(event) { index in
          any = true
          if !matcher.explain(event, rule: index).matched { Issue.record("\(id): explanation") }
        }
        return any
      }
      #expect(answer == expected, "\(id): \(vector["why"] ?? "")\n\(text)\n\(json)")
      if answer == expected { passed += 1 }
    }
    print("vectors: \(passed) right; refused as unsupported: \(refused)")
  }

  @Test func malformed() throws {
    var right = 0
    var unsupported: [String] = []
    for entry in try ConformanceCases.of("malformed.jsonl") {
      let id = entry["id"] as? String ?? "?"
      let text = try #require(entry["rule"] as? String)
      let mustFail = entry["expect"] as? String == "error"
      let file = RuleFile(text: text, path: id)
      var errors = file.diagnostics.filter { $0.severity == .error }
      errors += CorrelationSet(files: [file], rules: file.rules).diagnostics
        .filter { $0.severity == .error }
      if errors.isEmpty {
        do {
          _ = try RuleMatcher(rules: file.rules)
        } catch {
          errors = error.diagnostics
        }
      }
      if mustFail {
        #expect(!errors.isEmpty, "\(id): \(entry["reason"] ?? "")\n\(text)")
        if !errors.isEmpty { right += 1 }
      } else if errors.allSatisfy({ $0.category == .unsupported }) {
        if errors.isEmpty { right += 1 } else { unsupported.append(id) }
      } else {
        Issue.record("\(id): \(entry["reason"] ?? "")\n\(errors[0].rendered(source: text))")
      }
    }
    print("malformed: \(right) right; valid but refused as unsupported: \(unsupported)")
  }

  /// Rules with filter documents: the names of those that match.
  @Test func filters() throws {
    for vector in try ConformanceCases.of("filters.jsonl") {
      let id = vector["id"] as? String ?? "?"
      let text = try #require(vector["rules"] as? String)
      let event = try JSONSerialization.data(
        withJSONObject: try #require(vector["event"]), options: [.withoutEscapingSlashes])
      let file = RuleFile(text: text, path: id)
      #expect(!file.hasErrors, "\(id): \(file.diagnostics)")
      let rules = FilteredRules(files: [file]).rules.flatMap { $0 }
      let matcher = try RuleMatcher(rules: rules)
      let names = try withEvent(matcher, String(decoding: event, as: UTF8.self)) { event in
        rules.indices.filter {
          let isMatch = matcher.matches(event, rule: $0)
          #expect(matcher.explain(event, rule: $0).matched == isMatch)
          return isMatch
        }.compactMap { rules[$0].name }
      }
      #expect(names == vector["expect"] as? [String], "\(id): \(vector["why"] ?? "")\n\(text)")
    }
  }

  /// Rules as people publish them: every one is read, and most are used.
  @Test(.enabled(if: SharedData.has("data/sigma"), "needs ../shared/data/sigma"))
  func publishedRules() throws {
    var used = 0
    var refused: [String: Int] = [:]
    for path in try RuleDiscovery.discover(SharedData.root.appending(path: "data/sigma").path) {
      let file = try RuleFile.load(path: path)
      used += file.rules.count
      for diagnostic in file.diagnostics where diagnostic.severity == .error {
        refused["\(diagnostic.category): \(diagnostic.message)", default: 0] += 1
        #expect(!diagnostic.rendered(source: file.text).isEmpty)
      }
      _ = try? RuleMatcher(rules: file.rules)
    }
    print("published rules: \(used) used; refused: \(refused.sorted { $0.value > $1.value })")
    #expect(used > 0)
  }
}
