/// Holds single texts against a filter's values, for a screen that shows where something was found.
public struct TextMatcher: Sendable {
  private let tests: [ValueTest]

  public init(_ filter: HitFilter) { tests = filter.values.compactMap(ValueTest.init) }

  public func matches(_ text: String) -> Bool { tests.contains { $0.matches(text) } }
}
