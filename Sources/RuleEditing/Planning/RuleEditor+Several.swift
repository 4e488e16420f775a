import Sigma
import SourceYAML

/// Several edits as one: planned in order, each proven on what the one before left.
///
///     allow eu-west-1; allow us-east-1; add exception config_role      one diff, one undo
///
/// What is there already is left out, with a note. If one can't be made, none is.
extension RuleEditor {
  /// - Parameter next: plans one edit on the file as it was changed so far; `nil`: as it was.
  static func plan(
    _ edits: [RuleEdit], stamp: EditStamp,
    next: (RuleEdit, RuleFile?) throws(EditRefusal) -> EditPlan
  ) throws(EditRefusal) -> EditPlan {
    var steps: [EditPlan] = []
    var notes: [String] = []
    var idle: EditRefusal?
    for edit in edits {
      do throws(EditRefusal) {
        let step = try next(edit, steps.last?.after)
        if let first = steps.first, first.site.kind != step.site.kind {
          throw .unproven(reason: "\(edit) belongs to another file than \(first.edit)")
        }
        steps.append(step)
        // Its note is about a rule that allows no region, and the next edits allow some.
        if edit != .matchAllRegions { notes += step.notes }
      } catch {
        guard error.isNothingToDo else { throw error }
        idle = error
        notes.append("left out: \(error)")
      }
    }
    guard let first = steps.first, let last = steps.last else {
      throw idle ?? .unproven(reason: "there is no edit to make")
    }
    var pieces = ComposedPatches(first.before.text)
    for step in steps { try pieces.apply(step.patches) }
    let patches = pieces.patches
    guard let made = try? patches.applied(to: first.before.text),
      made.hasSameBytes(as: last.after.text)
    else { throw .unproven(reason: "the edits together would give another text") }
    return EditPlan(
      edit: .all(steps.map(\.edit)), stamp: stamp, site: Self.site(from: first.site, to: last.site),
      before: first.before, after: last.after, patches: patches, filterName: last.filterName,
      notes: notes, steps: steps)
  }

  private static func site(from first: EditSite, to last: EditSite) -> EditSite {
    if case .filter(let before, _) = first, case .filter(_, let after) = last {
      return .filter(before: before, after: after)
    }
    return first
  }
}

/// Lists of patches, one after the other, as one list on the first text.
private struct ComposedPatches {
  private enum Piece {
    /// Bytes of the first text.
    case kept(Range<Int>)
    case new([UInt8])

    var count: Int {
      switch self {
      case .kept(let range): range.count
      case .new(let bytes): bytes.count
      }
    }

    func part(_ range: Range<Int>) -> Piece {
      switch self {
      case .kept(let all):
        .kept(all.lowerBound + range.lowerBound..<all.lowerBound + range.upperBound)
      case .new(let bytes): .new(Array(bytes[range]))
      }
    }
  }

  private let text: [UInt8]
  private var pieces: [Piece]

  init(_ text: String) {
    self.text = Array(text.utf8)
    pieces = [.kept(0..<self.text.count)]
  }

  mutating func apply(_ patches: [TextPatch]) throws(EditRefusal) {
    var result: [Piece] = []
    var rest = pieces[...]
    /// Bytes of the first of `rest` that are used up, and the offset of the next byte.
    var used = 0
    var offset = 0
    func take(_ count: Int, _ keeps: Bool) -> Bool {
      var count = count
      while count > 0 {
        guard let piece = rest.first else { return false }
        let length = min(count, piece.count - used)
        if keeps { result.append(piece.part(used..<used + length)) }
        used += length
        offset += length
        count -= length
        if used == piece.count {
          rest = rest.dropFirst()
          used = 0
        }
      }
      return true
    }
    for patch in patches {
      guard patch.offset >= offset, take(patch.offset - offset, true),
        take(patch.removed.utf8.count, false)
      else { throw .unproven(reason: "the edits overlap") }
      if !patch.inserted.isEmpty { result.append(.new(Array(patch.inserted.utf8))) }
    }
    if let piece = rest.first, used < piece.count { result.append(piece.part(used..<piece.count)) }
    pieces = result + rest.dropFirst()
  }

  /// What is between two pieces of the first text is a patch.
  var patches: [TextPatch] {
    var patches: [TextPatch] = []
    var inserted: [UInt8] = []
    var end = 0
    func close(at start: Int) {
      guard start > end || !inserted.isEmpty else { return }
      patches.append(
        TextPatch(
          offset: end, removed: String(decoding: text[end..<start], as: UTF8.self),
          inserted: String(decoding: inserted, as: UTF8.self)))
      inserted = []
    }
    for piece in pieces {
      switch piece {
      case .new(let bytes): inserted += bytes
      case .kept(let range):
        close(at: range.lowerBound)
        end = range.upperBound
      }
    }
    close(at: text.count)
    return patches
  }
}
