/// Finds the known name that was probably meant.
///
///     NearestName.of("containz", in: ["contains", "cased"])      // "contains"
public enum NearestName {
  /// Longer names are not compared: nobody mistypes them by a letter, and cost is quadratic.
  private static let maximumNameLength = 64
  /// Names beyond these are not compared: files have some dozens, hostile ones thousands.
  private static let maximumNames = 200

  /// The nearest of the names by edit distance, if it is near enough to be meant.
  ///
  /// - Parameter limit: how many letters may differ; a third of them if not given.
  public static func of(
    _ name: String, in known: some Sequence<String>, atMost limit: Int? = nil
  ) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars.prefix(maximumNameLength + 1))
    guard wanted.count <= maximumNameLength else { return nil }
    var allowed = limit ?? max(1, wanted.count / 3)
    var best: String?
    var rows = Rows(for: wanted)
    for candidate in known.prefix(maximumNames) where candidate.utf8.count <= maximumNameLength * 4
    {
      let scalars = Array(candidate.lowercased().unicodeScalars)
      guard let distance = rows.distance(to: scalars, atMost: allowed) else { continue }
      best = candidate
      // The next one must be nearer still.
      allowed = distance - 1
    }
    return best
  }

  /// "did you mean 'contains'?", or nil when nothing is near.
  public static func advice(for name: String, in known: some Sequence<String>) -> String? {
    of(name, in: known).map { "did you mean '\($0)'?" }
  }

  /// The table of Wagner and Fischer, of which three rows are kept, for one name and many others.
  private struct Rows {
    private let name: [Unicode.Scalar]
    private var beforeLast: [Int]
    private var last: [Int]
    private var row: [Int]

    init(for name: [Unicode.Scalar]) {
      self.name = name
      beforeLast = Array(repeating: 0, count: name.count + 1)
      last = beforeLast
      row = beforeLast
    }

    /// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other;
    /// nil when there are more than `limit`.
    mutating func distance(to other: [Unicode.Scalar], atMost limit: Int) -> Int? {
      guard abs(name.count - other.count) <= limit else { return nil }
      for j in last.indices { last[j] = j }
      for i in other.indices {
        row[0] = i + 1
        var least = row[0]
        for j in name.indices {
          let cost = name[j] == other[i] ? 0 : 1
          row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + cost)
          if i > 0, j > 0, name[j] == other[i - 1], name[j - 1] == other[i] {
            row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
          }
          least = min(least, row[j + 1])
        }
        // No later row can have less, not by a swap either: the row before has at most one less.
        if least > limit { return nil }
        swap(&beforeLast, &last)
        swap(&last, &row)
      }
      return last[name.count] <= limit ? last[name.count] : nil
    }
  }
}
