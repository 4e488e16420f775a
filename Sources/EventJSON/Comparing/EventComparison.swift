/// Two events side by side, field by field.
///
///       userIdentity
///         arn              same
///     ~   accessKeyId      AKIA…1 → AKIA…2
///     + errorCode          only in the second
///
/// Members of objects are paired by name, elements of arrays by position, counted from the end that
/// has more in common. JSON in strings is compared as JSON.
public struct EventComparison: Sendable {
  public enum Sign: Sendable, Hashable {
    case same, changed, added, removed
  }

  public struct Entry: Sendable, Hashable {
    public let sign: Sign
    /// The value in the first event and in the second.
    public let first: JSONOutline.Index?
    public let second: JSONOutline.Index?
    public let depth: Int
    /// The first entry after it and all its descendants.
    public fileprivate(set) var end: Int
    /// The number of values in it that differ, including itself.
    public fileprivate(set) var differences: Int
    /// Whether it is an object or array whose values are entries too.
    public fileprivate(set) var isOpened = false
  }

  public let first: JSONOutline
  public let second: JSONOutline
  public private(set) var entries: [Entry] = []

  /// Values deeper than this are compared as a whole. AWS stays below 30.
  private static let maximumDepth = 200

  public init(_ first: JSONOutline, _ second: JSONOutline) {
    self.first = first
    self.second = second
    guard !first.nodes.isEmpty, !second.nodes.isEmpty else { return }
    _ = compare(0, 0, depth: 0)
  }

  /// The number of values that differ.
  public var differences: Int { entries.first?.differences ?? 0 }

  private mutating func compare(_ a: Int, _ b: Int, depth: Int) -> Int {
    let (left, right) = (first.nodes[a], second.nodes[b])
    guard left.isContainer, left.kind == right.kind, depth < Self.maximumDepth else {
      let isSame =
        left.kind == right.kind
        && (left.isContainer
          ? first.valueBytes(a) == second.valueBytes(b)
          : first.valueText(a) == second.valueText(b))
      return add(isSame ? .same : .changed, a, b, depth)
    }
    let entry = entries.count
    _ = add(.same, a, b, depth)
    entries[entry].isOpened = true
    var differences = 0
    for (a, b) in left.kind == .object ? members(a, b) : elements(a, b) {
      switch (a, b) {
      case (let a?, let b?): differences += compare(a, b, depth: depth + 1)
      case (let a?, nil): differences += add(.removed, a, nil, depth + 1)
      case (nil, let b?): differences += add(.added, nil, b, depth + 1)
      case (nil, nil): break
      }
    }
    entries[entry].differences = differences
    entries[entry].end = entries.count
    return differences
  }

  private mutating func add(_ sign: Sign, _ a: Int?, _ b: Int?, _ depth: Int) -> Int {
    let differences = sign == .same ? 0 : 1
    entries.append(
      Entry(
        sign: sign, first: a, second: b, depth: depth, end: entries.count + 1,
        differences: differences))
    return differences
  }

  private typealias Pair = (Int?, Int?)

  /// Pairs members of the two objects by name; members that only the second has come last.
  private func members(_ a: Int, _ b: Int) -> [Pair] {
    var byName: [String: [Int]] = [:]
    for child in second.children(b) { byName[second.key(child) ?? "", default: []].append(child) }
    // Names rarely occur twice in an object; if they do, they are paired in order.
    for name in byName.keys { byName[name]?.reverse() }
    var pairs: [Pair] = first.children(a).map { child in
      (child, byName[first.key(child) ?? ""]?.popLast())
    }
    let rest = Set(byName.values.joined())
    pairs += second.children(b).filter(rest.contains).map { (nil, $0) }
    return pairs
  }

  private func elements(_ a: Int, _ b: Int) -> [Pair] {
    let (left, right) = (Array(first.children(a)), Array(second.children(b)))
    func isSame(_ a: Int, _ b: Int) -> Bool { first.valueBytes(a) == second.valueBytes(b) }
    let shorter = min(left.count, right.count)
    var start = 0
    while start < shorter, isSame(left[start], right[start]) { start += 1 }
    var end = 0
    while start + end < shorter, isSame(left[left.count - 1 - end], right[right.count - 1 - end]) {
      end += 1
    }
    let middle = max(left.count, right.count) - end - start
    var pairs: [Pair] = (0..<start).map { (left[$0], right[$0]) }
    for offset in 0..<max(0, middle) {
      let place = start + offset
      pairs.append(
        (
          place < left.count - end ? left[place] : nil,
          place < right.count - end ? right[place] : nil
        ))
    }
    pairs += (0..<end).reversed().map { (left[left.count - 1 - $0], right[right.count - 1 - $0]) }
    return pairs
  }
}
