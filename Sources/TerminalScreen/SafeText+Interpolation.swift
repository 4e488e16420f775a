// Interpolation sanitises its values: `"region \(event.region) has \(count) hits" as SafeText`.

extension SafeText: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) {
    self.init(value)
  }

  public init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.result
  }

  /// Collects the pieces of an interpolated text. Each value becomes `SafeText`.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var result = SafeText.empty

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) {
      result += SafeText(stringLiteral: literal)
    }

    public mutating func appendInterpolation(_ text: SafeText) {
      result += text
    }

    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      result += SafeText(value.description)
    }
  }
}
