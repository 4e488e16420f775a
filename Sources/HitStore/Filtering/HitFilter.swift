import Basics

/// One condition on hits: a chip above the list. Several filters are combined with and.
///
///     region:ap-*                 region, with any of the values
///     -event:Describe*,List*      any other event name
///     level:>=medium              hits of rules with at least this level
///     after:2026-11-01            at that time or later
///     "kim"                       somewhere in the columns
///
/// A filter is a value: charts, keys and the filter prompt make the same ones, and `text` is how to
/// type it.
public struct HitFilter: Sendable, Hashable {
  public var field: HitField
  public var isNegated: Bool
  /// The filter holds if any of these holds.
  public var values: [Value]

  public enum Value: Sendable, Hashable {
    /// Literally, ignoring case: the whole value, or a part of an ARN between separators.
    case exactly(String)
    /// With `*` for any text and `?` for one character, for a whole value or a part of an ARN.
    case pattern(String)
    /// Anywhere in the value.
    case containing(String)
    /// A regular expression in RE2's dialect, ignoring case.
    case expression(String)
    /// Addresses of a network, as written: `198.51.100.0/24`.
    case network(String)
    /// Milliseconds since 1970, from the first and before the second; `nil` is unbounded.
    case times(from: Int64?, to: Int64?)
    case verdict(Verdict?)
    case level(LevelTest)
    /// No value at all.
    case missing
  }

  public init(_ field: HitField, isNegated: Bool = false, _ values: [Value]) {
    self.field = field
    self.isNegated = isNegated
    self.values = values
  }

  /// Hits with exactly this value at a field; an empty value means hits without one.
  public init(_ field: HitField, is value: String, isNegated: Bool = false) {
    let value: Value =
      switch field {
      case .verdict: .verdict(Verdict(rawValue: value))
      case .level: RuleLevel(value).map { .level(LevelTest(.equal, $0)) } ?? .missing
      default: value.isEmpty ? .missing : .exactly(value)
      }
    self.init(field, isNegated: isNegated, [value])
  }

  /// Hits in a span of time, in milliseconds since 1970.
  public init(times: Range<Int64>) {
    self.init(.time, [.times(from: times.lowerBound, to: times.upperBound)])
  }

  /// A comparison with a level: `>=medium`, `high`.
  public struct LevelTest: Sendable, Hashable {
    public enum Comparison: String, Sendable, Hashable, CaseIterable {
      // In this order, no written form begins with an earlier one.
      case atLeast = ">="
      case atMost = "<="
      case above = ">"
      case below = "<"
      case equal = ""
    }

    public let comparison: Comparison
    public let level: RuleLevel

    public init(_ comparison: Comparison, _ level: RuleLevel) {
      self.comparison = comparison
      self.level = level
    }

    /// Reads a comparison as written; `nil` if it names no level.
    init?(_ text: String) {
      guard let comparison = Comparison.allCases.first(where: { text.begins(with: $0.rawValue) }),
        let level = RuleLevel(String(text.dropFirst(comparison.rawValue.count)))
      else { return nil }
      self.init(comparison, level)
    }

    var text: String { comparison.rawValue + level.name }

    func holds(for other: RuleLevel) -> Bool {
      switch comparison {
      case .atLeast: other >= level
      case .atMost: other <= level
      case .above: other > level
      case .below: other < level
      case .equal: other == level
      }
    }
  }

  /// The fields that it needs, which are read from the events if they are in no column.
  public var neededField: String? { field.path }

  public var negated: HitFilter {
    var copy = self
    copy.isNegated.toggle()
    return copy
  }
}
