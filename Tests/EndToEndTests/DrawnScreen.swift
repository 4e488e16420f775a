import TerminalScreen

/// What a terminal shows of the bytes that it is sent, by the sequences that the terminfo entry `screen` has; with its own
/// idea of how wide a scalar is, which no terminal at hand would take from a test.
struct DrawnScreen {
  private(set) var rows: [[String]]
  private var column = 0
  private var row = 0
  private let width: (Unicode.Scalar) -> Int
  /// Sequences that were not understood.
  private(set) var unknown: Set<String> = []

  init(columns: Int, rows: Int, width: @escaping (Unicode.Scalar) -> Int) {
    self.rows = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    self.width = width
  }

  var lines: [String] { rows.map { $0.joined() } }

  mutating func take(_ text: String) {
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\u{1B}": escape(&scalars)
      case "\r": column = 0
      case "\n": row = min(row + 1, rows.count - 1)
      case "\u{8}": column = max(0, column - 1)
      case "\u{0F}", "\u{0E}", "\u{7}": break
      default: put(scalar)
      }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let columns = width(scalar)
    guard columns > 0, column < rows[row].count else {
      if column > 0 { rows[row][column - 1].unicodeScalars.append(scalar) }
      return
    }
    rows[row][column] = String(scalar)
    if columns == 2, column + 1 < rows[row].count { rows[row][column + 1] = "" }
    column += columns
  }

  private mutating func escape(_ scalars: inout Substring.UnicodeScalarView) {
    guard let kind = scalars.popFirst() else { return }
    guard kind == "[" else {
      if "()".unicodeScalars.contains(kind) { scalars = scalars.dropFirst() }
      return
    }
    var parameters = ""
    while let scalar = scalars.popFirst() {
      guard (0x40...0x7E).contains(scalar.value) else {
        parameters.unicodeScalars.append(scalar)
        continue
      }
      return control(scalar, parameters)
    }
  }

  private mutating func control(_ final: Unicode.Scalar, _ text: String) {
    let numbers = text.split(separator: ";").map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    switch final {
    case "H":
      row = min(count, rows.count) - 1
      column = max(1, numbers.count > 1 ? numbers[1] : 1) - 1
    case "d": row = min(count, rows.count) - 1
    case "G": column = count - 1
    case "@":
      for _ in 0..<count where column < rows[row].count {
        rows[row].insert(" ", at: column)
        rows[row].removeLast()
      }
    case "P":
      for _ in 0..<count where column < rows[row].count {
        rows[row].remove(at: column)
        rows[row].append(" ")
      }
    case "A": row = max(0, row - count)
    case "B": row = min(rows.count - 1, row + count)
    case "C": column += count
    case "D": column = max(0, column - count)
    case "J" where text.isEmpty || text == "0":
      erase(row, from: column)
      for below in rows.indices.dropFirst(row + 1) { erase(below, from: 0) }
    case "K" where text.isEmpty || text == "0": erase(row, from: column)
    case "K" where text == "1": for place in 0...column { rows[row][place] = " " }
    case "m", "h", "l", "r": break
    default: unknown.insert("\(text)\(final)")
    }
  }

  private mutating func erase(_ row: Int, from column: Int) {
    for place in rows[row].indices.dropFirst(column) { rows[row][place] = " " }
  }
}
