import Basics
import Sigma
import SourceYAML

/// An edit that was made, taken back although the file has been changed by someone else since.
///
///     own      what the edit left            now     own, and what someone else changed
///     before   what it was made on           undone  now, without the edit: what is looked for
///
/// The step from `now` to `undone` must do to the file what the step from `own` to `before` did, no
/// more and no less: the same facts go and come, but for those that someone else has taken out or
/// put back already; the conditions are the same but for the filter in question, every other
/// document is as it was. That is proven on the parsed texts, however the bytes were found. What is
/// left of the edit and cannot be taken back is named by line.
public struct EditRebase: Sendable {
  /// What makes the edit of `undone`, with `now` as its result: inverted, they take it back.
  public let patches: [TextPatch]
  /// An edit of a rule as if it had been made on `undone`, to be proven over events.
  public let plan: EditPlan?
  /// What the analyst should know; nil when the edit was taken back as it was made.
  public let note: String?
}

/// Why an edit cannot be taken back by itself. Nothing was changed.
public struct EditRebaseRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  public let description: String
}

extension EditRebase {
  /// - Parameters:
  ///   - change: the patches that made the edit; their result is `own`.
  ///   - rule: the identity of the rule that was edited.
  public init(
    takingBack edit: RuleEdit, site: EditSite.Kind, stamp: EditStamp, change: [TextPatch],
    own: String, now: RuleFile, rule: String
  ) throws(EditRebaseRefusal) {
    guard let before = try? change.inverted.applied(to: own) else {
      throw .init(description: "its record does not fit the text that it left")
    }
    let step = Step(
      before: RuleFile(text: own, path: now.path), after: RuleFile(text: before, path: now.path))
    let transfer = PatchTransfer(change.inverted, from: own, to: now.text)
    let whole = step.difference
    // A comment is not a fact: an edit that changes nothing else cannot be done in part.
    let rest =
      whole.isEmpty
      ? whole
      : RuleFacts.remainder(of: whole, madeOn: RuleFacts(step.before), in: RuleFacts(now))
    let isDone = rest.isEmpty && !whole.isEmpty
    let alreadyDone = "someone else had taken it out of \(now.path) already"
    let partlyDone = "someone else had taken a part of it out of \(now.path) already"
    guard site == .rule else {
      if isDone {
        self.init(patches: [], plan: nil, note: alreadyDone)
      } else if rest == whole,
        let patches = transfer.candidates.first(where: {
          Step.of($0, in: now)?.isFileChanged(by: whole) == true
        })
      {
        self.init(patches: patches.inverted, plan: nil, note: nil)
      } else if rest != whole,
        let patches = transfer.partialCandidates.first(where: {
          Step.of($0, in: now)?.isFileChanged(by: rest) == true
        })
      {
        self.init(patches: patches.inverted, plan: nil, note: partlyDone)
      } else {
        throw .init(description: Self.reason(transfer.conflict, whole, rest, now))
      }
      return
    }
    guard let index = now.rules.firstIndex(where: { $0.identity == rule }) else {
      throw .init(description: "\(now.path) no longer holds the rule \(rule)")
    }
    let names = step.changedSearches(ofRule: rule)
    func plan(_ undone: RuleFile, _ patches: [TextPatch]) -> EditPlan {
      EditPlan(
        edit: edit, stamp: stamp, site: .rule(index), before: undone, after: now,
        patches: patches.inverted, filterName: names.first, notes: [])
    }
    for patches in rest == whole ? transfer.candidates : [] {
      if let taken = Step.of(patches, in: now), taken.does(whole, of: step, toRule: rule) {
        self.init(patches: patches.inverted, plan: plan(taken.after, patches), note: nil)
        return
      }
    }
    for patches in rest == whole ? [] : transfer.partialCandidates {
      if let taken = Step.of(patches, in: now), !isDone || taken.difference != [:],
        taken.does(rest, of: step, toRule: rule)
      {
        self.init(
          patches: patches.inverted, plan: plan(taken.after, patches),
          note: isDone ? alreadyDone : partlyDone)
        return
      }
    }
    if isDone {
      self.init(patches: [], plan: nil, note: alreadyDone)
      return
    }
    // By what it means: the region is disallowed again, the filter removed, wherever and however
    // they stand now.
    if let inverse = edit.inverse(searches: names),
      let taken = try? RuleEditor.plan(inverse, stamp: stamp, rule: index, in: now),
      Step(before: now, after: taken.after).does(whole, of: step, toRule: rule)
    {
      self.init(
        patches: taken.patches.inverted, plan: plan(taken.after, taken.patches),
        note: "someone else had rewritten its lines; it was taken out by what it means")
      return
    }
    throw .init(description: Self.reason(transfer.conflict, whole, rest, now))
  }

  /// An edit of a file that holds no rule of its own, made again on what someone else has made of
  /// the file since.
  public init(
    makingAgain change: [TextPatch], own: String, now: RuleFile
  ) throws(EditRebaseRefusal) {
    guard let made = try? change.applied(to: own) else {
      throw .init(description: "its record does not fit the text that it was made on")
    }
    let step = Step(
      before: RuleFile(text: own, path: now.path), after: RuleFile(text: made, path: now.path))
    let transfer = PatchTransfer(change, from: own, to: now.text)
    let whole = step.difference
    guard
      let patches = transfer.candidates.first(where: {
        Step.of($0, in: now)?.isFileChanged(by: whole) == true
      })
    else { throw .init(description: Self.reason(transfer.conflict, whole, whole, now)) }
    self.init(patches: patches, plan: nil, note: nil)
  }

  private static func reason(
    _ conflict: (line: Int, text: String)?, _ whole: [RuleFacts.Fact: Int],
    _ rest: [RuleFacts.Fact: Int], _ now: RuleFile
  ) -> String {
    if rest != whole {
      let left = rest.sorted {
        ($0.key.path.joined(), $0.key.value) < ($1.key.path.joined(), $1.key.value)
      }
      // The lines come first: they must be on the screen.
      return "\(now.path): "
        + left.map { $0.key.remark(isLeft: $0.value < 0, in: now) }.joined(separator: ", ")
        + "; someone else took out a part; change the rest by hand and undo again"
    }
    guard let conflict else {
      return
        "with what someone else changed in \(now.path), taking it out would change more than it did"
    }
    let text = String(conflict.text.unicodeScalars.drop { $0 == " " }.prefix(60))
    return
      "someone else changed the lines that it wrote in \(now.path) (line \(conflict.line): \(text)); "
      + "take it out there by hand and undo again"
  }
}

/// From one version of a file to another.
private struct Step {
  let before: RuleFile
  let after: RuleFile

  /// The searches that one version has and the other has not.
  func changedSearches(ofRule rule: String) -> [String] {
    let names = [before, after].map { file in
      file.rules.first { $0.identity == rule }?.detection.searchIdentifiers.keys.map { $0 } ?? []
    }
    return names[0].filter { !names[1].contains($0) } + names[1].filter { !names[0].contains($0) }
  }

  /// The step that patches make of a file; nil if they do not fit.
  static func of(_ patches: [TextPatch], in file: RuleFile) -> Step? {
    (try? patches.applied(to: file.text)).map {
      Step(before: file, after: RuleFile(text: $0, path: file.path))
    }
  }

  /// The facts that go and come.
  var difference: [RuleFacts.Fact: Int] {
    RuleFacts.difference(from: RuleFacts(before), to: RuleFacts(after))
  }

  private var bringsNoError: Bool {
    let known = Set(before.diagnostics.map(\.message))
    return after.diagnostics.allSatisfy { $0.severity != .error || known.contains($0.message) }
  }

  /// Whether this step makes these facts go and come in a file without rules, and nothing else.
  func isFileChanged(by facts: [RuleFacts.Fact: Int]) -> Bool {
    bringsNoError && difference == facts
  }

  /// Whether this step does to a rule what is left of another step, and nothing to all else in the
  /// file.
  func does(_ facts: [RuleFacts.Fact: Int], of other: Step, toRule rule: String) -> Bool {
    // A search that came with the edit stays if someone else has put more into it.
    let names = changedSearches(ofRule: rule)
    guard bringsNoError, before.documents.count == after.documents.count,
      before.rules.map(\.identity) == after.rules.map(\.identity),
      hasPlausibleDate(other, rule),
      Set(names).isSubset(of: other.changedSearches(ofRule: rule)),
      // Of a search that goes, someone else may have left an empty key.
      difference.leavingOutEmptied(in: names) == facts.leavingOutEmptied(in: names)
    else { return false }
    // Without the searches that go or come the conditions say the same as before.
    let without = Dictionary(names.map { ($0, false) }, uniquingKeysWith: { first, _ in first })
    return zip(before.rules, after.rules).allSatisfy { old, new in
      let fixed = old.identity == rule ? without : [:]
      return old.detection.formulas(fixing: fixed).map(\.ordered)
        == new.detection.formulas(fixing: fixed).map(\.ordered)
    }
      && names.allSatisfy { name in
        [before, after].allSatisfy { file in
          let detection = file.rules.first { $0.identity == rule }?.detection
          return detection?.searchIdentifiers[name] == nil || detection?.excludes(name) == true
        }
      }
  }

  /// `modified` stays, or becomes what the other step made of it.
  private func hasPlausibleDate(_ other: Step, _ rule: String) -> Bool {
    func date(_ file: RuleFile) -> String? {
      file.rules.first { $0.identity == rule }
        .flatMap { file.documents[$0.documentIndex].root?["modified"]?.scalar?.text }
    }
    return date(after) == date(before) || date(after) == date(other.after)
  }
}

extension RuleEdit {
  /// The edit that takes this one back, if it can be taken back.
  fileprivate func inverse(searches: [String]) -> RuleEdit? {
    switch self {
    case .allowRegion(let region): .disallowRegion(region)
    case .disallowRegion(let region): .allowRegion(region)
    case .addException: searches.first.map { .removeException(name: $0) }
    case .removeException, .changeException, .setExpiry, .matchAllRegions, .several: nil
    }
  }
}

extension [RuleFacts.Fact: Int] {
  fileprivate func leavingOutEmptied(in searches: [String]) -> [RuleFacts.Fact: Int] {
    filter { !$0.key.isEmptied(in: searches, $0.value) }
  }
}

extension RuleFacts.Fact {
  /// Whether it is an empty key of one of these searches, and goes.
  fileprivate func isEmptied(in searches: [String], _ count: Int) -> Bool {
    count < 0 && text == nil && path.count > 2 && path[1] == "detection"
      && searches.contains(path[2])
  }

  /// `line 12 still has ap-east-1 (filter_main_allowed_regions.awsRegion)`, `line 7 lacks …`
  fileprivate func remark(isLeft: Bool, in file: RuleFile) -> String {
    let names = path.dropFirst().filter { !$0.begins(with: "[") }
    let place = names.dropFirst(names.first == "detection" ? 1 : 0).joined(separator: ".")
    let line = line(in: file).map { "line \($0) " } ?? ""
    return line + (isLeft ? "still has " : "lacks ") + "\(text ?? value) (\(place))"
  }

  /// Where it is, or the innermost of the keys around it that is there.
  private func line(in file: RuleFile) -> Int? {
    let documents = file.documents.enumerated().filter { index, document in
      (document.root?["id"]?.scalar?.text ?? "\(index)") == path.first
    }
    guard var node = documents.first?.element.root else { return nil }
    var line = node.start.line
    for name in path.dropFirst() where !name.begins(with: "[") {
      guard let (key, value) = node.entry(name) else { return line }
      line = key.start.line
      node = value
    }
    return node.sequence?.first { $0.scalar?.text == text }?.start.line ?? line
  }
}

extension ConditionFormula {
  /// The same with the parts of each `and` and `or` in one order.
  fileprivate var ordered: ConditionFormula {
    func sorted(_ parts: [ConditionFormula]) -> [ConditionFormula] {
      parts.map(\.ordered).sorted { "\($0)" < "\($1)" }
    }
    switch self {
    case .constant, .name: return self
    case .not(let part): return .not(part.ordered)
    case .and(let parts): return .and(sorted(parts))
    case .or(let parts): return .or(sorted(parts))
    }
  }
}
