/// One key press.
///
///     Key(name: "j") == .character("j")    Key(name: "^D") == .control("d")
///     Key(name: "PgUp") == .pageUp         Key.character(" ").name == "Space"
public enum Key: Sendable, Hashable {
  case character(Character)
  /// Control and a lower-case letter (or one of `@[\]^_`), except those with their own case: ^I,
  /// ^M, ^[.
  case control(Character)
  /// Alt and a character, separate so that Alt-f is not mistaken for Escape and then `f`.
  case alt(Character)
  case enter, tab, backtab, escape, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
  case mouse(MouseEvent)
}

/// A mouse button or wheel at a cell.
public struct MouseEvent: Sendable, Hashable {
  public enum Action: Sendable, Hashable {
    case press, release, scrollUp, scrollDown
  }

  /// 1 left, 2 middle, 3 right; 0 for the wheel.
  public var button: Int
  public var action: Action
  public var column: Int
  public var row: Int
  /// 2 for the second press at the same place within a short time, and so on.
  public var clicks: Int

  public init(button: Int = 1, action: Action, column: Int, row: Int, clicks: Int = 1) {
    self.button = button
    self.action = action
    self.column = column
    self.row = row
    self.clicks = clicks
  }
}
