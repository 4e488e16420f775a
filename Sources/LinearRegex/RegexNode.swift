/// A regular expression as a tree. Capturing groups are ordinary groups: a rule only asks whether
/// there is a match, so captures and greediness do not matter.
///
///     ^a(b|c)+      concatenation [assertion textStart, a, repeat (alternation [b, c]) 1...]
package indirect enum RegexNode {
  case empty
  /// One code point of a set.
  case set(ScalarSet)
  case assertion(RegexAssertion)
  case concatenation([RegexNode])
  case alternation([RegexNode])
  /// nil for no upper bound.
  case repetition(RegexNode, least: Int, most: Int?)
}

/// What must hold between two code points.
package enum RegexAssertion: UInt8, Sendable {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, noWordBoundary
}
