/// The part of the screen that the event takes beside the list.
///
///     hidden   third   half   twoThirds   whole      `_` smaller, `+` larger
public enum EventSize: String, Sendable, Hashable, Codable, CaseIterable {
  /// Only the list; Tab shows the event instead of it.
  case hidden
  case third, half, twoThirds
  /// Only the event; the list's keys still go from hit to hit.
  case whole

  func changed(by steps: Int) -> EventSize? {
    let all = Self.allCases
    let place = (all.firstIndex(of: self) ?? 0) + steps
    return all.indices.contains(place) ? all[place] : nil
  }

  var words: String {
    switch self {
    case .hidden: "the event is hidden"
    case .third: "the event takes a third"
    case .half: "the event takes half"
    case .twoThirds: "the event takes two thirds"
    case .whole: "the event takes the whole screen"
    }
  }

  /// Rows of the list, with the event below it.
  func listRows(of rows: Int) -> Int {
    switch self {
    case .third: rows - max(Self.minimumRows, rows / 3)
    case .twoThirds: max(Self.minimumRows, rows / 3)
    case .hidden, .half, .whole: rows / 2
    }
  }

  /// Columns of the list, with the event beside it.
  func listColumns(of columns: Int) -> Int {
    switch self {
    case .third: columns * 70 / 100
    case .twoThirds: columns * 42 / 100
    case .hidden, .half, .whole: columns * 58 / 100
    }
  }

  private static let minimumRows = 5
}
