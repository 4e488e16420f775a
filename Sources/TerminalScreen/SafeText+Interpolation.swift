// Interpolation sanitises what is put in: `"region \(event.region) has \(count) hits" as SafeText`.
//
// What a program writes as a literal is its own, not an event's: where frames and bars would take two columns each
// (`TextWidth.isAmbiguousWide`), their stand-ins of ASCII stand there, one column wide as ever.

extension SafeText: ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) {
    self.init(TextWidth.isAmbiguousWide ? ASCIISigns.inASCII(value) : value)
  }

  public init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.result
  }

  /// Collects the pieces of an interpolated text. Whatever is no `SafeText` yet becomes one.
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
