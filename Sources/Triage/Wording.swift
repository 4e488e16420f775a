// Numbers in words, the same in messages, journals' summaries and screens.

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
