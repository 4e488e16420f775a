import Sigma

/// An edit that was made, taken back although the file has been changed by someone else since.
///
///     own      what the edit left            now     own, and what someone else changed
///     before   what it was made on           undone  now, without the edit: what is looked for
///
/// The step from `now` to `undone` must do to the file what the step from `own` to `before` did, no more and no less:
/// the same facts go and come, the conditions are the same but for the filter in question, every other document is as
/// it was. That is proven on the parsed texts, however the bytes were found.
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
    takingBack edit: RuleEdit, target: EditTarget, stamp: EditStamp, change: [TextPatch],
    own: String, now: RuleFile, rule: String
  ) throws(EditRebaseRefusal) {
    guard let before = try? change.inverted.applied(to: own) else {
      throw .init(description: "its record does not fit the text that it left")
    }
    let step = Step(
      before: RuleFile(text: own, path: now.path), after: RuleFile(text: before, path: now.path))
    let transfer = PatchTransfer(change.inverted, from: own, to: now.text)
    guard target == .rule else {
      guard let patches = transfer.candidates.first(where: { step.isDone(by: $0, to: now) }) else {
        throw .init(description: Self.reason(transfer.conflict, now))
      }
      self.init(patches: patches.inverted, plan: nil, note: nil)
      return
    }
    guard let index = now.rules.firstIndex(where: { $0.identity == rule }) else {
      throw .init(description: "\(now.path) no longer holds the rule \(rule)")
    }
    let names = step.changedSearches(ofRule: rule)
    if edit.isUndone(in: now.rules[index], searches: names) {
      self.init(
        patches: [], plan: nil, note: "someone else had taken it out of \(now.path) already")
      return
    }
    func plan(_ undone: RuleFile, _ patches: [TextPatch]) -> EditPlan {
      EditPlan(
        edit: edit, stamp: stamp, place: .rule(index), before: undone, after: now,
        patches: patches.inverted, filterName: names.first, notes: [])
    }
    for patches in transfer.candidates {
      guard let text = try? patches.applied(to: now.text) else { continue }
      let undone = RuleFile(text: text, path: now.path)
      if Step(before: now, after: undone).does(what: step, toRule: rule) {
        self.init(patches: patches.inverted, plan: plan(undone, patches), note: nil)
        return
      }
    }
    // By what it means: the region is disallowed again, the filter removed, wherever and however they stand now.
    if let inverse = edit.inverse(searches: names),
      let taken = try? RuleEditor.plan(inverse, stamp: stamp, rule: index, in: now),
      Step(before: now, after: taken.after).does(what: step, toRule: rule)
    {
      self.init(
        patches: taken.patches.inverted, plan: plan(taken.after, taken.patches),
        note: "someone else had rewritten its lines; it was taken out by what it means")
      return
    }
    throw .init(description: Self.reason(transfer.conflict, now))
  }

  /// An edit of a file that holds no rule of its own, made again on what someone else has made of the file since.
  public init(
    makingAgain change: [TextPatch], own: String, now: RuleFile
  ) throws(EditRebaseRefusal) {
    guard let made = try? change.applied(to: own) else {
      throw .init(description: "its record does not fit the text that it was made on")
    }
    let step = Step(
      before: RuleFile(text: own, path: now.path), after: RuleFile(text: made, path: now.path))
    let transfer = PatchTransfer(change, from: own, to: now.text)
    guard let patches = transfer.candidates.first(where: { step.isDone(by: $0, to: now) }) else {
      throw .init(description: Self.reason(transfer.conflict, now))
    }
    self.init(patches: patches, plan: nil, note: nil)
  }

  private static func reason(_ conflict: (line: Int, text: String)?, _ now: RuleFile) -> String {
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

  /// Whether patches do to a file without rules what this step did.
  func isDone(by patches: [TextPatch], to file: RuleFile) -> Bool {
    guard let text = try? patches.applied(to: file.text) else { return false }
    let changed = RuleFile(text: text, path: file.path)
    let known = Set(file.diagnostics.map(\.message))
    return changed.diagnostics.allSatisfy { $0.severity != .error || known.contains($0.message) }
      && RuleFacts.difference(from: RuleFacts(file), to: RuleFacts(changed))
        == RuleFacts.difference(from: RuleFacts(before), to: RuleFacts(after))
  }

  /// Whether this step does to a rule, and to all else in the file, what another step did.
  func does(what other: Step, toRule rule: String) -> Bool {
    let known = Set(before.diagnostics.map(\.message))
    guard after.diagnostics.allSatisfy({ $0.severity != .error || known.contains($0.message) }),
      before.documents.count == after.documents.count,
      before.rules.map(\.identity) == after.rules.map(\.identity),
      hasPlausibleDate(other, rule),
      RuleFacts.difference(from: RuleFacts(before), to: RuleFacts(after))
        == RuleFacts.difference(from: RuleFacts(other.before), to: RuleFacts(other.after))
    else { return false }
    // A search that came with the edit stays if someone else has put more into it.
    let names = changedSearches(ofRule: rule)
    guard Set(names).isSubset(of: other.changedSearches(ofRule: rule)) else { return false }
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
  /// Whether a rule shows nothing of the edit (any more).
  fileprivate func isUndone(in rule: Rule, searches: [String]) -> Bool {
    let has = searches.filter { rule.detection.searchIdentifiers[$0] != nil }
    switch self {
    case .allowRegion(let region): return !Allowlist(rule).allows(region)
    case .disallowRegion(let region): return Allowlist(rule).allows(region)
    case .addException: return !searches.isEmpty && has.isEmpty
    case .removeException: return !searches.isEmpty && has.count == searches.count
    case .changeException(let name, let exception):
      let search = rule.detection.exceptionName(name).flatMap {
        rule.detection.searchIdentifiers[$0]
      }
      return search.flatMap { RuleException($0) }?.meaning != exception.meaning
    // A comment: the rule does not show it.
    case .setExpiry: return false
    }
  }

  /// The edit that takes this one back; nil where there is none.
  fileprivate func inverse(searches: [String]) -> RuleEdit? {
    switch self {
    case .allowRegion(let region): .disallowRegion(region)
    case .disallowRegion(let region): .allowRegion(region)
    case .addException: searches.first.map { .removeException(name: $0) }
    case .removeException, .changeException, .setExpiry: nil
    }
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
