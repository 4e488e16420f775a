// Numbers in words, for messages, journal summaries and screens.

extension Collection {
  /// `1 hit`, `1,204 hits`.
  package func countedAs(_ noun: String) -> String { count.counting(noun) }
}

extension Int {
  /// `1 hit`, `1,204 hits`.
  package func counting(_ noun: String) -> String { grouped + " " + noun + (self == 1 ? "" : "s") }

  /// `1,234,567`
  package var grouped: String {
    let digits = String(magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return self < 0 ? "-" + text : text
  }
}

extension Int64 {
  /// `512 B`, `38 kB`, `1.2 GB`: in powers of a thousand.
  package var asBytes: String {
    var value = Double(self)
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    while value >= 999.5, unit + 1 < units.count {
      value /= 1_000
      unit += 1
    }
    let tenths = (value * 10).rounded() / 10
    let isShort = unit > 0 && tenths < 10
    return (isShort ? "\(tenths)" : "\(Int(value.rounded()))") + " " + units[unit]
  }
}
