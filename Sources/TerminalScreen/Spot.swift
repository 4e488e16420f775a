/// A part of a screen that can be clicked, and what that means. Views say so where they draw:
///
///     screen.addSpot(rect, .key(.character("?")))     // `? help` in the footer
///     screen.addSpot(rect, .row(12))                  // the thirteenth row of the list
public struct Spot: Sendable, Hashable {
  public enum Meaning: Sendable, Hashable {
    /// As if the key had been pressed.
    case key(Key)
    /// A row of the list behind all dialogs.
    case row(Int)
    /// The head of a column of that list.
    case column(Int)
    /// The pane beside or below the list; which of its rows, if one. On the sign before it, the row folds or opens.
    case detail(row: Int? = nil, isSign: Bool = false)
    /// A line of what has the keys, the open dialog or page: by its number, as its cursor moves.
    case line(Int, isSign: Bool = false)
    /// A filter above the list; at its end, where it is taken off.
    case filter(Int, isEnd: Bool = false)
    /// Covers what is below: the frame of a dialog.
    case nothing
  }

  public let rect: Rect
  public let meaning: Meaning
}

extension Screen {
  /// Makes a part of the screen clickable. What was added last lies on top.
  public mutating func addSpot(_ rect: Rect, _ meaning: Spot.Meaning) {
    let visible = rect.intersection(bounds)
    if !visible.isEmpty { spots.append(Spot(rect: visible, meaning: meaning)) }
  }

  /// What is clicked at a cell; nil where nothing is.
  public func spot(column: Int, row: Int) -> Spot.Meaning? {
    spots.last { $0.rect.contains(column: column, row: row) }?.meaning
  }
}
