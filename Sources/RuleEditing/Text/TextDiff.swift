import SourceYAML

/// What differs between two texts, line by line, as a reviewer wants to see it.
///
///     @@ -27,7 +27,6 @@
///          awsRegion:
///     -      - 'ap-east-1'
///            - 'af-south-1'
///
/// Lines compare by their bytes, line ends included, so a changed line end shows as a changed line.
public struct TextDiff: Sendable, Hashable {
  /// Unchanged lines shown before and after a change.
  public static let context = 3

  public struct Line: Sendable, Hashable {
    public enum Kind: Sendable, Hashable { case context, added, removed }
    public let kind: Kind
    /// 1-based number in the text before; nil for an added line.
    public let oldNumber: Int?
    /// 1-based number in the text after; nil for a removed line.
    public let newNumber: Int?
    /// The line without its line end. Text of the file: show it only as safe text.
    public let text: String
    /// True for a last line that no line end closes.
    public let isUnterminated: Bool
  }

  /// A run of changes with its context.
  public struct Hunk: Sendable, Hashable {
    public let lines: [Line]

    /// `@@ -27,7 +27,6 @@`, numbers and counts as `diff -u` writes them.
    public let header: String
  }

  public let hunks: [Hunk]

  /// The lines of all hunks, in order.
  public var lines: [Line] { hunks.flatMap(\.lines) }
  public var isEmpty: Bool { hunks.isEmpty }
  public var addedCount: Int { lines.count { $0.kind == .added } }
  public var removedCount: Int { lines.count { $0.kind == .removed } }

  /// The texts, for the diff that tools read.
  private let before: String
  private let after: String

  public init(before: String, after: String) {
    self.before = before
    self.after = after
    hunks = Self.hunks(of: Self.script(TextLines(before), TextLines(after)))
  }

  /// The diff as `diff -u` prints it: `patch -p1` and `git apply` make the new text of the old one.
  /// Empty when nothing differs.
  ///
  /// Those tools know of no line end but LF: the CR of a CR LF is at the end of its line here.
  ///
  /// - Parameters:
  ///   - path: as given; how it is written, `DiffPath` says.
  ///   - absolutePath: where the file is, for a path that leads out of the folder.
  ///   - isNew: the file was not there before.
  public func unified(path: String, absolutePath: String? = nil, isNew: Bool = false) -> String {
    guard !isEmpty else { return "" }
    let name = DiffPath(path, absolute: absolutePath)
    var text = "--- \(isNew ? "/dev/null" : name.written("a"))\n+++ \(name.written("b"))\n"
    let old = TextLines(bytes: Array(before.utf8), endingWith: .lineFeed)
    let new = TextLines(bytes: Array(after.utf8), endingWith: .lineFeed)
    for hunk in Self.hunks(of: Self.script(old, new)) {
      text += hunk.header + "\n"
      for line in hunk.lines {
        switch line.kind {
        case .context: text += " "
        case .added: text += "+"
        case .removed: text += "-"
        }
        text += line.text + "\n"
        if line.isUnterminated { text += "\\ No newline at end of file\n" }
      }
    }
    return text
  }

  // MARK: - Making

  /// Every line of both texts in the order shown: unchanged ones once, removed before added.
  private static func script(_ old: TextLines, _ new: TextLines) -> [Line] {
    let oldLines = old.lines.map { old.bytes[$0.range] }
    let newLines = new.lines.map { new.bytes[$0.range] }
    let (removed, added) = changes(from: oldLines, to: newLines)
    var script: [Line] = []
    var oldIndex = 0
    var newIndex = 0
    func append(_ kind: Line.Kind, _ lines: TextLines, _ index: Int) {
      let line = lines.lines[index]
      script.append(
        Line(
          kind: kind,
          oldNumber: kind == .added ? nil : oldIndex + 1,
          newNumber: kind == .removed ? nil : newIndex + 1,
          text: String(decoding: lines.bytes[line.content], as: UTF8.self),
          isUnterminated: line.content.upperBound == line.range.upperBound))
    }
    while oldIndex < oldLines.count || newIndex < newLines.count {
      if removed.contains(oldIndex) {
        append(.removed, old, oldIndex)
        oldIndex += 1
      } else if added.contains(newIndex) {
        append(.added, new, newIndex)
        newIndex += 1
      } else {
        append(.context, new, newIndex)
        oldIndex += 1
        newIndex += 1
      }
    }
    return script
  }

  /// Lines compared for what is common in between; beyond that (two texts of thousands of lines
  /// that have nothing in common) all is shown as replaced, since the comparison takes quadratic
  /// time.
  private static let mostCompared = 4_000

  /// The indices of the lines that go and of those that come.
  static func changes(
    from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]
  ) -> (removed: Set<Int>, added: Set<Int>) {
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    let limit = min(old.count, new.count) - prefix
    let suffix = zip(old.reversed(), new.reversed()).prefix(limit).prefix { $0 == $1 }.count
    let oldMiddle = prefix..<old.count - suffix
    let newMiddle = prefix..<new.count - suffix
    guard oldMiddle.count + newMiddle.count <= mostCompared else {
      return (Set(oldMiddle), Set(newMiddle))
    }
    var removed = Set<Int>()
    var added = Set<Int>()
    for change in new[newMiddle].difference(from: old[oldMiddle]) {
      switch change {
      case .remove(let offset, _, _): removed.insert(prefix + offset)
      case .insert(let offset, _, _): added.insert(prefix + offset)
      }
    }
    return (removed, added)
  }

  private static func hunks(of script: [Line]) -> [Hunk] {
    var ranges: [Range<Int>] = []
    for (index, line) in script.enumerated() where line.kind != .context {
      let range = max(0, index - context)..<min(script.count, index + context + 1)
      if let last = ranges.last, last.upperBound >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges.map { range in
      let lines = Array(script[range])
      let before = script[..<range.lowerBound]
      return Hunk(
        lines: lines,
        header: "@@ -"
          + place(after: before.count { $0.kind != .added }, lines.count { $0.kind != .added })
          + " +"
          + place(after: before.count { $0.kind != .removed }, lines.count { $0.kind != .removed })
          + " @@")
    }
  }

  /// `start,count` in the manner of `diff -u`: an empty run names the line before it, a count of 1
  /// is left out.
  private static func place(after lines: Int, _ count: Int) -> String {
    switch count {
    case 0: "\(lines),0"
    case 1: "\(lines + 1)"
    default: "\(lines + 1),\(count)"
    }
  }
}
