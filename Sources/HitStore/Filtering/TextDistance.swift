/// Whether two words differ by one typo: an extra, a missing or a wrong letter, or two swapped
/// letters.
///
///     regoin ─ region
enum TextDistance {
  static func isSlip(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(a), Array(b))
    guard abs(a.count - b.count) <= 1, min(a.count, b.count) >= 3, a != b else { return false }
    let start = zip(a, b).prefix { $0 == $1 }.count
    let end = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
    if a.count != b.count { return start + end >= min(a.count, b.count) }
    if start + end >= a.count - 1 { return true }
    return start + end == a.count - 2 && a[start] == b[start + 1] && a[start + 1] == b[start]
  }
}
