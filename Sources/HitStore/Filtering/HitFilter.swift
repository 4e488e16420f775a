/// One condition on hits: a chip above the list. Several hold together when each of them does.
///
///     region:ap-*                 region, with any of the values
///     -event:Describe*,List*      any other event name
///     after:2026-11-01            at that time or later
///     "kim"                       somewhere in the columns
///
/// A filter is a value: charts, keys and the line where it is typed make the same ones, and `text` is what would be typed.
public struct HitFilter: Sendable, Hashable {
  public var field: HitField
  public var isNegated: Bool
  /// Any of them is enough.
  public var values: [Value]

  public enum Value: Sendable, Hashable {
    /// Literally, upper and lower case alike: the whole value, or a part of an ARN between its separators.
    case exactly(String)
    /// With `*` for any text and `?` for one character, in a whole value or a part of an ARN.
    case pattern(String)
    /// Anywhere in the value.
    case containing(String)
    /// A regular expression in RE2's dialect, upper and lower case alike.
    case expression(String)
    /// Addresses of a network, as written: `198.51.100.0/24`.
    case network(String)
    /// Milliseconds since 1970, from and up to but not including; `nil` is unbounded.
    case times(from: Int64?, to: Int64?)
    case verdict(Verdict?)
    /// No value at all.
    case missing
  }

  public init(_ field: HitField, isNegated: Bool = false, _ values: [Value]) {
    self.field = field
    self.isNegated = isNegated
    self.values = values
  }

  /// Hits with exactly this value at a field; an empty one is that of hits without any.
  public init(_ field: HitField, is value: String, isNegated: Bool = false) {
    let value: Value =
      switch field {
      case .verdict: .verdict(Verdict(rawValue: value))
      default: value.isEmpty ? .missing : .exactly(value)
      }
    self.init(field, isNegated: isNegated, [value])
  }

  /// Hits of a span of time, in milliseconds since 1970.
  public init(times: Range<Int64>) {
    self.init(.time, [.times(from: times.lowerBound, to: times.upperBound)])
  }

  /// What it must be told before it can be asked: fields that are read from the events when they are in no column.
  public var neededField: String? { field.path }

  public var negated: HitFilter {
    var copy = self
    copy.isNegated.toggle()
    return copy
  }
}
