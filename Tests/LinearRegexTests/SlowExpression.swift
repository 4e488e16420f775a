import TestSupport

/// A regular expression that tries all possibilities: slow, and evidently right.
indirect enum SlowExpression {
  case letters([Unicode.Scalar])
  case assertion(String)
  case both(SlowExpression, SlowExpression)
  case either(SlowExpression, SlowExpression)
  case times(SlowExpression, Int, Int?)

  static let letters: [Unicode.Scalar] = ["a", "é", "\n", "-"]

  static func random(_ random: inout SmallRandom, depth: Int) -> SlowExpression {
    switch depth == 0 ? random.next(4) : random.next(10) {
    case 0...2: return .letters([letters[random.next(4)]])
    case 3:
      if random.next(2) == 0 { return .letters(letters.filter { _ in random.next(2) == 0 }) }
      return .assertion(["^", "$", "\\b", "\\B", "(?m:^)", "(?m:$)"][random.next(6)])
    case 4...6: return .both(.random(&random, depth: depth - 1), .random(&random, depth: depth - 1))
    case 7: return .either(.random(&random, depth: depth - 1), .random(&random, depth: depth - 1))
    default:
      let least = random.next(3)
      let most = random.next(2) == 0 ? nil : least + random.next(3)
      return .times(.random(&random, depth: depth - 1), least, most)
    }
  }

  var pattern: String {
    switch self {
    case .letters(let letters):
      // No letter at all: an empty class.
      if letters.isEmpty { return #"[^\x00-\x{10FFFF}]"# }
      let text = letters.map { $0 == "-" ? #"\-"# : $0 == "\n" ? #"\n"# : String($0) }.joined()
      return letters.count == 1 ? text : "[\(text)]"
    case .assertion(let text): return text
    case .both(let left, let right): return left.pattern + right.pattern
    case .either(let left, let right): return "(\(left.pattern)|\(right.pattern))"
    case .times(let inner, let least, let most):
      let bounds = most.map { "{\(least),\($0)}" } ?? (least == 0 ? "*" : "{\(least),}")
      return "(?:\(inner.pattern))\(bounds)"
    }
  }

  /// Every place at which a match from `start` on can end.
  func ends(_ text: [Unicode.Scalar], from start: Int) -> Set<Int> {
    switch self {
    case .letters(let letters):
      return start < text.count && letters.contains(text[start]) ? [start + 1] : []
    case .assertion(let name): return Self.holds(name, text, start) ? [start] : []
    case .both(let left, let right):
      return left.ends(text, from: start).reduce(into: []) {
        $0.formUnion(right.ends(text, from: $1))
      }
    case .either(let left, let right):
      return left.ends(text, from: start).union(right.ends(text, from: start))
    case .times(let inner, let least, let most):
      var found: Set<Int> = least == 0 ? [start] : []
      var last: Set<Int> = [start]
      // More repetitions than this add nothing: each takes a character or changes nothing.
      for turn in 1..<(most ?? least + text.count + 1) + 1 {
        last = last.reduce(into: []) { $0.formUnion(inner.ends(text, from: $1)) }
        if turn >= least { found.formUnion(last) }
      }
      return found
    }
  }

  private static func holds(_ name: String, _ text: [Unicode.Scalar], _ at: Int) -> Bool {
    let isWord = { (index: Int) in text.indices.contains(index) && text[index] == "a" }
    return switch name {
    case "^": at == 0
    case "$": at == text.count
    case "(?m:^)": at == 0 || text[at - 1] == "\n"
    case "(?m:$)": at == text.count || text[at] == "\n"
    case "\\b": isWord(at - 1) != isWord(at)
    default: isWord(at - 1) == isWord(at)
    }
  }
}
