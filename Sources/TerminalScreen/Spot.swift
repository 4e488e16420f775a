/// A part of a screen that can be clicked, and what a click does. Views add spots where they draw:
///
///     screen.addSpot(rect, .key(.character("?")))     // `? help` in the footer
///     screen.addSpot(rect, .row(12))                  // the thirteenth row of the list
public struct Spot: Sendable, Hashable {
  public enum Meaning: Sendable, Hashable {
    /// Acts like the key.
    case key(Key)
    /// A row of the list behind all dialogs.
    case row(Int)
    /// The header of a column of that list.
    case column(Int)
    /// The pane beside or below the list, and its row, if any. On the sign before a row, the click
    /// folds or unfolds it.
    case detail(row: Int? = nil, isSign: Bool = false)
    /// A line of the open dialog or page that has the keys, by its number.
    case line(Int, isSign: Bool = false)
    /// A filter above the list; at its end, the place that removes it.
    case filter(Int, isEnd: Bool = false)
    /// Covers the spots below, as the frame of a dialog does.
    case nothing
  }

  public let rect: Rect
  public let meaning: Meaning
}

extension Screen {
  /// Makes a part of the screen clickable. The last one added is on top.
  public mutating func addSpot(_ rect: Rect, _ meaning: Spot.Meaning) {
    let visible = rect.intersection(bounds)
    if !visible.isEmpty { spots.append(Spot(rect: visible, meaning: meaning)) }
  }

  /// The target at a cell, if any.
  public func spot(column: Int, row: Int) -> Spot.Meaning? {
    spots.last { $0.rect.contains(column: column, row: row) }?.meaning
  }
}
