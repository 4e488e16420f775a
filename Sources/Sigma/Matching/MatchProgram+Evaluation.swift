import Basics
import EventJSON

extension MatchProgram {
  /// Whether the condition below a node holds for an event.
  func holds(_ index: Int32, _ event: PickedEvent) -> Bool {
    let node = nodes[index]
    switch node.operation {
    case .test: return holds(tests[node.first], event)
    case .not: return !holds(children[node.first], event)
    case .and:
      for child in node.first..<node.first + node.count where !holds(children[child], event) {
        return false
      }
      return true
    case .or:
      for child in node.first..<node.first + node.count where holds(children[child], event) {
        return true
      }
      return false
    }
  }

  func holds(_ test: Test, _ event: PickedEvent) -> Bool {
    let all = test.firstPattern..<test.firstPattern + test.patternCount
    if test.slot == Test.keyword {
      var found = false
      event.forEachScalar { value in
        found = holds(all, test.needs, value, event)
        return !found
      }
      return found
    }
    if test.needs.contains(.presence), holdsByPresence(all, event.isPresent(Int(test.slot))) {
      return true
    }
    if test.constants != Test.none { return holdsByConstants(test, event) }
    for value in event.values(at: Int(test.slot)) where holds(all, test.needs, value, event) {
      return true
    }
    return false
  }

  private func holdsByConstants(_ test: Test, _ event: PickedEvent) -> Bool {
    let set = constantSets[test.constants]
    let others = test.firstOther..<test.firstOther + test.otherCount
    for value in event.values(at: Int(test.slot)) {
      if test.otherCount > 0, holds(others, test.needs, value, event) { return true }
      guard value.kind != .array, value.kind != .null else { continue }
      let isConstant = event.withText(of: value) { contains(set, $0) }
      if let isConstant {
        if isConstant { return true }
      } else {
        let all = test.firstPattern..<test.firstPattern + test.patternCount
        if holds(all, test.needs, value, event) { return true }
      }
    }
    return false
  }

  /// What made a test hold, for explanations.
  struct Match {
    let pattern: Int32
    /// `nil` for a test of presence.
    var value: JSONValue?
    /// The text inside the value, if it was not the value itself.
    var innerText: String?
  }

  /// The first value at which the test holds, and its pattern.
  func firstMatch(_ test: Test, _ event: PickedEvent) -> Match? {
    for pattern in test.firstPattern..<test.firstPattern + test.patternCount {
      let one = pattern..<pattern + 1
      if test.slot == Test.keyword {
        var found: JSONValue?
        event.forEachScalar { value in
          if holds(one, test.needs, value, event) { found = value }
          return found == nil
        }
        if let found { return Match(pattern: pattern, value: found) }
        continue
      }
      if test.needs.contains(.presence), holdsByPresence(one, event.isPresent(Int(test.slot))) {
        return Match(pattern: pattern)
      }
      for value in event.values(at: Int(test.slot)) {
        if holds(one, test.needs.subtracting(.innerText), value, event) {
          return Match(pattern: pattern, value: value)
        }
        guard !value.isScalar, test.needs.contains(.innerText) else { continue }
        var text: String?
        _ = hasInnerMatch(one, value, event) { text = String(decoding: $0, as: UTF8.self) }
        if let text { return Match(pattern: pattern, value: value, innerText: text) }
      }
    }
    return nil
  }

  private func holdsByPresence(_ range: Range<Int32>, _ isPresent: Bool) -> Bool {
    for index in range {
      switch patterns[index].kind {
      case .present where isPresent, .absent where !isPresent, .null where !isPresent: return true
      default: continue
      }
    }
    return false
  }

  /// Whether any of the patterns holds for one value. An array has no text: its elements, which
  /// follow it in the event's values, are tested, and the JSON inside them.
  private func holds(
    _ range: Range<Int32>, _ needs: Needs, _ value: JSONValue, _ event: PickedEvent
  ) -> Bool {
    switch value.kind {
    case .array: return needs.contains(.innerText) && hasInnerMatch(range, value, event)
    case .null: return needs.contains(.null) && patterns(range, have: .null)
    case .true where patterns(range, have: .isTrue): return true
    case .false where patterns(range, have: .isFalse): return true
    case .number, .string:
      guard !needs.isDisjoint(with: [.number, .text]) else { return false }
    case .object, .true, .false:
      guard needs.contains(.text) else { return false }
    }
    let isMatch = event.withText(of: value) { text in
      for index in range where holds(patterns[index], text, value.kind, event) { return true }
      return false
    }
    guard !isMatch, value.kind == .object, needs.contains(.innerText) else { return isMatch }
    return hasInnerMatch(range, value, event)
  }

  /// Whether any of the patterns holds for a text inside an object or array.
  ///
  ///     requestParameters|contains: '"Action":"*"'      {"policyDocument":"{\"Action\":\"*\"}"}
  ///
  /// - Parameter found: called with the text.
  @inline(never)
  func hasInnerMatch(
    _ range: Range<Int32>, _ value: JSONValue, _ event: PickedEvent,
    found: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) -> Bool {
    var deepest = Inner.none
    for index in range where patterns[index].inner.rawValue > deepest.rawValue {
      deepest = patterns[index].inner
    }
    guard deepest != .none else { return false }
    return event.hasText(
      inside: event.rawBytes(of: value), deepest == .all ? .all : .escaped
    ) { text in
      for index in range
      where patterns[index].inner != .none && holds(patterns[index], text, .object, event) {
        found(text)
        return true
      }
      return false
    }
  }

  private func patterns(_ range: Range<Int32>, have kind: Pattern.Kind) -> Bool {
    for index in range where patterns[index].kind == kind { return true }
    return false
  }

  private func holds(
    _ pattern: Pattern, _ text: UnsafeRawBufferPointer, _ kind: JSONValue.Kind,
    _ event: PickedEvent
  ) -> Bool {
    switch pattern.kind {
    case .text:
      return TextMatching.matches(
        pattern.shape, isCased: pattern.isCased,
        literal: bytes.slice(pattern.firstByte, pattern.byteCount),
        tokens: tokens.slice(pattern.firstToken, pattern.tokenCount), text: text)
    case .isTrue, .isFalse:
      // The text "True" is true as well.
      return kind == .string
        && TextMatching.matches(
          .equals, isCased: false, literal: bytes.slice(pattern.firstByte, pattern.byteCount),
          tokens: tokens.slice(pattern.firstToken, pattern.tokenCount), text: text)
    case .comparison:
      guard kind == .number || kind == .string, let number = SigmaNumber(jsonText: text) else {
        return false
      }
      let comparison = comparisons[pattern.extra]
      return number.isRelated(comparison.relation, to: comparison.number)
    case .network:
      guard kind == .string, let address = IPNetwork(address: text) else { return false }
      return networks[pattern.extra].contains(address)
    case .timePart:
      guard kind == .string || kind == .number, let time = Timestamp.milliseconds(text) else {
        return false
      }
      let comparison = comparisons[pattern.extra]
      return SigmaNumber.int(Int64(pattern.part.value(in: CivilTime(milliseconds: time))))
        .isRelated(comparison.relation, to: comparison.number)
    case .fieldReference:
      for other in event.values(at: Int(pattern.extra))
      where other.kind != .array && other.kind != .null {
        let isMatch = event.withText(of: other) {
          FieldComparison.matches(text, $0, pattern.openEnds)
        }
        if isMatch { return true }
      }
      return false
    case .expression: return expressions[Int(pattern.extra)].isMatch(text)
    case .null, .present, .absent: return false
    }
  }
}
