/// Why a line is not a filter, and the place in scalars from its start.
public struct FilterProblem: Error, Sendable, Hashable {
  public let message: String
  public let range: Range<Int>

  public init(_ message: String, at range: Range<Int>) {
    self.message = message
    self.range = range
  }
}
