import EventJSON

/// Evaluates a rule once more, part by part, in the order in which it is written.
struct Explainer {
  let program: MatchProgram
  let event: PickedEvent

  func explain(_ rule: CompiledRule) -> Explanation {
    let root = node(rule.condition)
    return Explanation(matched: root.holds, root: root)
  }

  private func node(_ condition: CompiledCondition) -> Explanation.Node {
    let kind: Explanation.Node.Kind
    var children = condition.children.map(node)
    switch condition.kind {
    case .and: kind = .and
    case .or: kind = .or
    case .not: kind = .not
    case .oneOf(let target): kind = .oneOf(target)
    case .allOf(let target): kind = .allOf(target)
    case .filter(let index, let title): kind = .filter(index, title: title)
    case .search(let name, let alternatives, let nodes):
      kind = .search(name)
      children =
        alternatives.count == 1
        ? tests(of: alternatives[0], in: name)
        : zip(alternatives, nodes).map { items, node in
          Explanation.Node(
            kind: .and, holds: program.holds(node, event), children: tests(of: items, in: name))
        }
    }
    return Explanation.Node(
      kind: kind, holds: program.holds(condition.node, event), children: children)
  }

  private func tests(of items: [CompiledItem], in search: String) -> [Explanation.Node] {
    items.flatMap { item in
      item.tests.indices.map { index in
        let test = test(item, index, in: search)
        return Explanation.Node(kind: .test(test), holds: test.holds, children: [])
      }
    }
  }

  private func test(
    _ item: CompiledItem, _ index: Int, in search: String
  ) -> Explanation.FieldTest {
    let test = program.tests[item.tests[index]]
    let texts = item.item.values.map(\.text)
    let isSplit = item.tests.count > 1
    let match = program.firstMatch(test, event)
    let value = match.flatMap(\.value) ?? firstValue(of: test)
    // Values with several patterns can't be identified by number: none is named.
    let isOneToOne = Int(test.patternCount) == texts.count
    let matched: String? = match.flatMap { match in
      if isSplit { return texts[index] }
      return isOneToOne ? texts[Int(match.pattern - test.firstPattern)] : texts.first
    }
    // Under `all` one value that fails makes a negated item hold as a whole.
    let holds = item.isNegated ? program.holds(item.node, event) : match != nil
    return Explanation.FieldTest(
      search: search, field: item.item.field, modifiers: item.item.modifiers.map(\.name),
      patterns: isSplit ? [texts[index]] : texts, matchedPattern: matched,
      seen: match?.innerText ?? value.map { event.text(of: $0) }, holds: holds)
  }

  private func firstValue(of test: MatchProgram.Test) -> JSONValue? {
    guard test.slot != MatchProgram.Test.keyword else { return nil }
    return event.values(at: Int(test.slot)).first { $0.kind != .array }
      ?? event.values(at: Int(test.slot)).first { _ in true }
  }
}
