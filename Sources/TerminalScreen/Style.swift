/// How a cell is drawn: its role, and attributes that also work without colour.
///
///     Style(.key, bold: true)
///     Style(.plain).reversed()     // the cursor row, readable in monochrome
public struct Style: Sendable, Hashable {
  public var role: Role
  public var isBold: Bool
  public var isUnderlined: Bool
  public var isReversed: Bool
  public var isDim: Bool
  /// The bar or line behind the text; nil on the page. A screen sets it.
  var ground: Role?

  public init(
    _ role: Role, bold: Bool = false, underlined: Bool = false, reversed: Bool = false,
    dim: Bool = false
  ) {
    self.role = role
    isBold = bold
    isUnderlined = underlined
    isReversed = reversed
    isDim = dim
  }

  public static let plain = Style(.plain)

  /// The same style, reversed.
  public func reversed(_ isReversed: Bool = true) -> Style {
    var copy = self
    copy.isReversed = isReversed
    return copy
  }

  /// The same style, bold.
  public func bold(_ isBold: Bool = true) -> Style {
    var copy = self
    copy.isBold = isBold
    return copy
  }

  /// The same attributes with another role.
  public func with(role: Role) -> Style {
    var copy = self
    copy.role = role
    return copy
  }
}
