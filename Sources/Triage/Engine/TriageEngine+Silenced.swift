import HitStore
import RuleEditing
import Scanning
import Sigma
import SourceYAML

/// What the exceptions of the current rules silence, where the scan kept only some of it.
///
///     the scan     rule 0   {allowed_regions}   ap-east-1    48,000 events, 20,000 kept
///     now          the rule has allowed_regions with ap-east-1: in force
///     an edit      takes ap-east-1 out: 20,000 rows and 28,000 further events come back
///
/// The counts of the scan are by exception and region, so that most edits need no reading to tell
/// what comes back.
extension TriageEngine {
  /// Events of one group of the scan's counts that are not among the rows.
  struct UnkeptGroup: Sendable {
    let events: Int
    let last: Int64?
    /// The exceptions that silence them with the given rule.
    let silencers: [Silencer]
    /// Whether some exception was changed so that only the events tell whether it still holds.
    let isUncertain: Bool

    var comesBack: Bool { silencers.isEmpty && !isUncertain }
  }

  /// - Parameter version: the rule as it is, or would be.
  func unkeptGroups(
    ofRule rule: Int, in version: Rule, table: HitTable
  ) -> [UnkeptGroup] {
    let counts = table.silencedCounts
    guard counts.silencers.indices.contains(rule) else { return [] }
    let scanned = counts.silencers[rule]
    let before = readRules[rule] ?? rules.rules[rule]
    return counts.groups.compactMap { group, count in
      guard group.rule == rule, !group.by.isEmpty, count.events > count.kept else { return nil }
      var silencers: [Silencer] = []
      var isUncertain = false
      for index in group.by.indices where scanned.indices.contains(index) {
        switch Self.holds(scanned[index], of: before, in: version, region: group.region) {
        case true?: silencers.append(scanned[index])
        case false?: break
        case nil: isUncertain = true
        }
      }
      return UnkeptGroup(
        events: count.events - count.kept, last: count.last, silencers: silencers,
        isUncertain: isUncertain)
    }
  }

  /// Whether an exception still excludes the events of a region that it excluded; nil if only the
  /// events tell.
  private static func holds(
    _ silencer: Silencer, of before: Rule, in version: Rule, region: String
  ) -> Bool? {
    guard let now = detection(of: silencer, in: version), now.excludes(silencer.name),
      let search = now.searchIdentifiers[silencer.name]
    else { return false }
    let then = detection(of: silencer, in: before)?.searchIdentifiers[silencer.name]
    if then?.value.hasSameMeaning(as: search.value) == true { return true }
    let isOfRegions =
      search.alternatives.allSatisfy { $0.count == 1 && $0[0].field == "awsRegion" }
      && then?.alternatives.allSatisfy { $0.count == 1 && $0[0].field == "awsRegion" } == true
    return isOfRegions && !region.isEmpty
      ? Allowlist(now, only: silencer.name).allows(region) : nil
  }

  private static func detection(of silencer: Silencer, in rule: Rule) -> Detection? {
    guard let filter = silencer.filter else { return rule.detection }
    return rule.filters.indices.contains(filter) ? rule.filters[filter].detection : nil
  }

  /// The events beyond those kept that an edit brings back, and those that it may.
  func unkeptRestored(
    byRule rule: Int, before: Rule, after: Rule, table: HitTable
  ) -> (certain: Int, possible: Int) {
    let groups = zip(
      unkeptGroups(ofRule: rule, in: before, table: table),
      unkeptGroups(ofRule: rule, in: after, table: table))
    return groups.reduce(into: (0, 0)) { sums, pair in
      let (before, after) = pair
      if before.comesBack || !after.silencers.isEmpty { return }
      if after.isUncertain { sums.1 += after.events } else { sums.0 += after.events }
    }
  }
}

// MARK: - Reading the logs again

/// Rules whose hits are not all among the rows, with what they are now, to read the logs again for
/// them.
public struct CatchUp: Sendable {
  /// Indices in the session's rules.
  public let rules: [Int]
  /// The current rules, in the order of `rules`.
  public let matcher: RuleMatcher
}

/// What a bare rule means, whatever its exceptions are.
struct BareMeaning: Sendable {
  private let formulas: [ConditionFormula]
  private let searches: [String: YAMLNode]
  private let placeholders: Placeholders

  init(_ version: RuleVersion) {
    let detection = version.rule.detection
    let exceptions = detection.exceptions
    formulas = detection.formulas(
      fixing: Dictionary(exceptions.map { ($0, false) }, uniquingKeysWith: { $1 }))
    var searches: [String: YAMLNode] = [:]
    for (name, search) in detection.searchIdentifiers where !exceptions.contains(name) {
      searches[name] = (version.rule.bareSearches[name] ?? search).value
    }
    self.searches = searches
    placeholders = version.placeholders
  }

  /// Whether both match the same events for sure.
  func isSame(as other: BareMeaning) -> Bool {
    formulas == other.formulas && placeholders == other.placeholders
      && searches.count == other.searches.count
      && searches.allSatisfy { name, node in
        other.searches[name].map { node.hasSameMeaning(as: $0) } ?? false
      }
  }
}

extension TriageEngine {
  /// The rules that may match events that were not read for them: another program has widened the
  /// bare rule, or an exception that silences more than was kept has gone.
  func catchUp(table: HitTable) throws(TriageRefusal) -> CatchUp? {
    var behind: [Int] = []
    var versions: [RuleVersion] = []
    for rule in rules.rules.indices {
      if try isAsAtFirst(rule), readRules[rule] == nil { continue }
      let version = try version(ofRule: rule)
      let read = readMeanings[rule] ?? [BareMeaning((rules.rules[rule], rules.placeholders))]
      let isKnown = read.contains { $0.isSame(as: BareMeaning(version)) }
      let isCut = unkeptGroups(ofRule: rule, in: version.rule, table: table)
        .contains { $0.silencers.isEmpty }
      if isKnown && !isCut { continue }
      behind.append(rule)
      versions.append(version)
    }
    guard !behind.isEmpty else { return nil }
    return try refusing {
      CatchUp(rules: behind, matcher: try RuleMatcher(versions, tellsSilenced: true))
    }
  }

  /// The logs were read for these rules.
  public func caughtUp(_ catchUp: CatchUp) {
    for (index, rule) in catchUp.rules.enumerated() {
      let now = catchUp.matcher.rules[index]
      readRules[rule] = now
      readMeanings[rule, default: [BareMeaning((rules.rules[rule], rules.placeholders))]].append(
        BareMeaning((now, Placeholders(session.header.placeholderValues(session.ruleTexts)))))
    }
  }

  /// Makes the rules of now those that the scan uses, when a session is resumed: what another
  /// program has written since is scanned for, too.
  ///
  /// - Returns: the texts that the session knew until now, as rules whose hits are still of
  ///   interest, with the rules' indices.
  public func takeCurrentRules(
    after earlier: [String: String]
  ) -> (versions: [(rule: Rule, placeholders: Placeholders)], indices: [Int]) {
    let current = session.ruleTexts
    guard current != scannedTexts, let now = ruleSet(of: current) else { return ([], []) }
    let formers =
      [rules] + (earlier == scannedTexts ? [] : [ruleSet(of: earlier)].compactMap(\.self))
    rules = now
    scannedTexts = current
    compiled = [:]
    parsed = [:]
    var versions: [RuleVersion] = []
    var indices: [Int] = []
    for (index, rule) in now.rules.enumerated() {
      var known = [rule]
      for former in formers {
        guard let old = former.rules.first(where: { $0.identity == rule.identity }) else {
          continue
        }
        let isSame = known.contains {
          $0.hasSameDetection(as: old) && former.placeholders == now.placeholders
        }
        if isSame { continue }
        known.append(old)
        versions.append((old, former.placeholders))
        indices.append(index)
      }
    }
    return (versions, indices)
  }

  private func ruleSet(of texts: [String: String]) -> RuleSet? {
    func file(_ file: RuleFile) -> RuleFile {
      guard let text = texts[file.path], text != file.text else { return file }
      return RuleFile(text: text, path: file.path)
    }
    return try? RuleSet(
      files: rules.files.map(file), filterFiles: rules.filterFiles.map(file),
      placeholders: Placeholders(session.header.placeholderValues(texts)),
      anyLogSource: session.header.options.anyRecord)
  }
}

extension Rule {
  fileprivate func hasSameDetection(as other: Rule) -> Bool {
    detection.node.hasSameMeaning(as: other.detection.node)
      && filters.count == other.filters.count
      && zip(filters, other.filters).allSatisfy {
        $0.detection.node.hasSameMeaning(as: $1.detection.node)
      }
  }
}
