import Foundation
import HitStore
import Places
import RuleEditing
import SourceYAML

/// A wrong line of a journal.
public struct JournalLineError: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String
}

extension JournalEntry {
  /// Reads a line. Unknown names become `.unknown`. A known name without its fields is an error.
  init(line: Data) throws(JournalLineError) {
    let fields: Fields
    do {
      fields = try JSONDecoder().decode(Fields.self, from: line)
    } catch {
      throw JournalLineError(description: "is not a journal entry")
    }
    guard Self.sequences.contains(fields.seq) else {
      throw JournalLineError(description: "has the number \(fields.seq), which no entry has")
    }
    sequence = fields.seq
    // Clocks are set back, and a journal from someone else may contain anything.
    time = fields.t.isFinite ? min(max(fields.t, 0), Self.maximumSeconds) : 0
    action =
      fields.do == "places"
      ? .places(of: fields.of ?? 0, KeptPlaces(json: line)) : try fields.action()
  }

  /// Thirty years, in seconds.
  private static var maximumSeconds: Double { 1e9 }

  /// Numbers that every JSON reader represents exactly.
  static let sequences = 0..<(1 << 53)

  private struct Fields: Decodable {
    let seq: Int
    let t: Double
    let `do`: String
    let at: String?
    let author: String?
    let hit: String?
    let hits: [String]?
    let text: String?
    let path: String?
    let reason: String?
    let of: Int?
    let to: String?
    let count: Int?
    let open: Int?
    let patches: [TextPatch]?
    let allPatches: [[TextPatch]]?
    let change: Change?
    let changes: [Change]?

    enum CodingKeys: String, CodingKey {
      case seq, t, `do`, at, author, hit, hits, text, path, reason, of, to, count, open, patches
      case allPatches = "all_patches"
      case change, changes
    }

    struct Change: Decodable {
      let path: String
      let target: EditSite.Kind?
      let rule: String
      let edit: RuleEdit
      let stamp: EditStamp
      let patches: [TextPatch]
      let before: String
      let after: String
      let silenced: Int

      enum CodingKeys: String, CodingKey {
        case path, target, rule, edit, stamp, patches
        case before = "before_sha256"
        case after = "after_sha256"
        case silenced
      }
    }

    func action() throws(JournalLineError) -> Action {
      switch `do` {
      case "markTruePositive": try judge(.truePositive)
      case "markFalsePositive": try judge(.falsePositive)
      case "markBenignTruePositive": try judge(.benignTruePositive)
      case "clearVerdict": try judge(nil)
      case "comment": try decide(.comment(hits: hitIDs(), text: need(text, "text")))
      case "allowRegion", "disallowRegion", "addException", "removeException", "changeException",
        "setExpiry", "matchAllRegions", "editRule":
        try decide(.changeRules(need(ruleChanges, "change")))
      case "undo": .undo(of: try need(of, "of"))
      case "redo": .redo(of: try need(of, "of"))
      case "failed": .failed(of: try need(of, "of"), reason: reason ?? "")
      case "saved": .saved(of: try need(of, "of"))
      case "ruleChangedElsewhere":
        .ruleChangedElsewhere(path: try need(path, "path"), text: try need(text, "text"))
      case "rebase":
        .rebase(
          of: try need(of, "of"), patches: try need(patches.map { [$0] } ?? allPatches, "patches"))
      case "relocate": .relocate(path: try need(path, "path"), to: try need(to, "to"))
      case "resume": .resume(at: at ?? "", author: author ?? "")
      case "moveCursor": .moveCursor(try hitID(need(hit, "hit")))
      case "search": .search(try need(text, "text"))
      case "left": .left(hits: try need(count, "count"), open: try need(open, "open"))
      default: .unknown(name: `do`)
      }
    }

    private func judge(_ verdict: Verdict?) throws(JournalLineError) -> Action {
      try decide(.judge(hits: hitIDs(), verdict: verdict, changes: ruleChanges ?? []))
    }

    private func decide(_ kind: Decision.Kind) throws(JournalLineError) -> Action {
      .decide(
        Decision(kind: kind, sequence: seq, at: try need(at, "at"), author: author ?? ""))
    }

    private func hitIDs() throws(JournalLineError) -> [HitID] {
      var ids: [HitID] = []
      for text in try need(hits, "hits") { ids.append(try hitID(text)) }
      return ids
    }

    private func hitID(_ text: String) throws(JournalLineError) -> HitID {
      guard let id = HitID(text) else {
        throw JournalLineError(description: "names a hit that is not <rule>/<eventID>: \(text)")
      }
      return id
    }

    /// `nil` without a change.
    private var ruleChanges: [RuleChange]? {
      let all = change.map { [$0] } ?? changes ?? []
      return all.isEmpty ? nil : all.map(ruleChange)
    }

    private func ruleChange(_ change: Change) -> RuleChange {
      RuleChange(
        path: change.path, site: change.target ?? .rule, rule: change.rule, edit: change.edit,
        stamp: change.stamp, patches: change.patches, before: change.before, after: change.after,
        silenced: change.silenced)
    }

    private func need<Value>(
      _ value: Value?, _ name: String
    ) throws(JournalLineError) -> Value {
      guard let value else {
        throw JournalLineError(description: "is a \(`do`) without \"\(name)\"")
      }
      return value
    }
  }
}
