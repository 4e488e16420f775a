import EventJSON
import Foundation
import Sigma
import TestSupport

@testable import RuleEditing

/// Events made for a rule and an edit: each field has a value that some test asks for, one that
/// nearly does, or none.
///
///     awsRegion: [ap-east-1]   ->   {"awsRegion":"ap-east-1"}  {"awsRegion":"ap-east-1x"}  {}  ...
struct SyntheticEvents {
  private var fields: [(path: [String], values: [Any])] = []

  init(for rule: Rule, tests: [RuleException.FieldTest] = [], region: String? = nil) {
    var values: [String: [Any]] = [:]
    func add(_ field: String, _ text: String) {
      values[field, default: []] += [text, text + "x", "x" + text, text.uppercased()]
    }
    for search in rule.detection.searchIdentifiers.values {
      for item in search.alternatives.joined() {
        for value in item.values.prefix(20) {
          let text =
            TextPattern(parsing: value.text).literal ?? value.text.replacing("*", with: "any")
          add(item.field ?? "keyword", text)
          if case .bool(let bool) = value.scalar.resolved { values[item.field ?? ""]?.append(bool) }
          if case .int(let int) = value.scalar.resolved { values[item.field ?? ""]?.append(int) }
        }
      }
    }
    for test in tests {
      values[test.field, default: []].append("other")
      for value in test.values { add(test.field, value) }
    }
    if let region { add("awsRegion", region) }
    // A path through another field's value cannot be had together with it.
    let paths = values.keys.sorted()
    for path in paths where !path.isEmpty && !paths.contains(where: { $0.hasPrefix(path + ".") }) {
      fields.append((path.split(separator: ".").map(String.init), values[path] ?? []))
    }
  }

  /// One event as JSON. The first are those in which every field has what a test asks for.
  func event(using generator: inout SeededGenerator, isFull: Bool) -> [UInt8] {
    var root: [String: Any] = [:]
    for (path, values) in fields {
      if !isFull, Int.random(in: 0..<5, using: &generator) == 0 { continue }
      guard var value = values.randomElement(using: &generator) else { continue }
      if Int.random(in: 0..<20, using: &generator) == 0 { value = [value, "more"] as [Any] }
      if Int.random(in: 0..<40, using: &generator) == 0 { value = NSNull() }
      Self.set(value, at: path[...], in: &root)
    }
    let data = try? JSONSerialization.data(withJSONObject: root, options: .sortedKeys)
    return Array(data ?? Data("{}".utf8))
  }

  private static func set(_ value: Any, at path: ArraySlice<String>, in map: inout [String: Any]) {
    guard let first = path.first else { return }
    if path.count == 1 {
      map[first] = value
    } else {
      var inner = map[first] as? [String: Any] ?? [:]
      set(value, at: path.dropFirst(), in: &inner)
      map[first] = inner
    }
  }
}

/// Runs the old and the new rule of a plan over made events; throws what the verifier finds.
func verify(_ plan: EditPlan, count: Int = 200, seed: Int = 1) throws -> [EditOutcome: Int] {
  guard let before = plan.ruleBefore, let after = plan.ruleAfter else { return [:] }
  var placeholders = Placeholders()
  for rule in [before, after] {
    for item in rule.detection.searchIdentifiers.values.flatMap({ $0.alternatives.joined() }) {
      for value in item.values where item.modifiers.contains(where: { $0.name == "expand" }) {
        placeholders.define(value.text)
      }
    }
  }
  var verifier = try EditVerifier(
    plan: plan, before: (before, placeholders), after: (after, placeholders))
  let event = PickedEvent(trie: FieldTrie(fields: verifier.fields))
  var generator = SeededGenerator(seed: UInt64(seed))
  let events =
    switch plan.edit {
    case .allowRegion(let region), .disallowRegion(let region):
      SyntheticEvents(for: before, region: region)
    case .addException(let exception): SyntheticEvents(for: before, tests: exception.tests)
    default: SyntheticEvents(for: before)
    }
  for index in 0..<count {
    let bytes = events.event(using: &generator, isFull: index % 2 == 0)
    try bytes.withUnsafeBytes { bytes in
      _ = try event.read(bytes)
      try verifier.check(event, id: String(decoding: bytes, as: UTF8.self))
    }
  }
  return verifier.counts
}

extension Placeholders {
  /// Gives every placeholder in a text a value.
  fileprivate mutating func define(_ text: String) {
    for (index, name) in text.split(separator: "%", omittingEmptySubsequences: false).enumerated()
    where index % 2 == 1 {
      values[String(name)] = ["known"]
    }
  }
}
