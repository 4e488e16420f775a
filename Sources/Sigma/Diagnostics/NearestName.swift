/// Finds the known name that was probably meant.
///
///     NearestName.of("containz", in: ["contains", "cased"])      // "contains"
public enum NearestName {
  /// Longer names are not compared: nobody mistypes them by a letter, and cost is quadratic.
  private static let longestName = 64

  /// The nearest of the names by edit distance, if it is near enough to be meant.
  static func of(_ name: String, in known: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(longestName + 1))
    guard wanted.count <= longestName else { return nil }
    let allowed = max(1, wanted.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in known where candidate.unicodeScalars.count <= longestName {
      let distance = distance(wanted, Array(candidate.lowercased().unicodeScalars))
      if distance <= allowed, distance < best?.distance ?? Int.max {
        best = (candidate, distance)
      }
    }
    return best?.name
  }

  /// "did you mean 'contains'?", or nil when nothing is near.
  public static func advice(for name: String, in known: some Sequence<String>) -> String? {
    of(name, in: known).map { "did you mean '\($0)'?" }
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other.
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        let cost = left[i] == right[j] ? 0 : 1
        var least = min(last[j + 1] + 1, row[j] + 1, last[j] + cost)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          least = min(least, beforeLast[j - 1] + 1)
        }
        row.append(least)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
