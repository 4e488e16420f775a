import Basics
import EventJSON
import Sigma

/// Whether a rule can match anything in a region, whatever else an event says.
///
///     selection:
///       awsRegion: us-east-1        nothing from ap-east-1 passes this search
///       eventName: CreateUser       may hold or not
///     condition: selection          so the rule cannot match there
///
/// Tests of `awsRegion` are decided by the matcher itself, on an event that has nothing but the
/// region; all other tests are unknown. A region is tried as it is given and in lower case, as AWS
/// writes it: some tests look at the case.
struct RegionReach {
  private enum Truth {
    case no, yes, unknown

    var negated: Truth {
      switch self {
      case .no: .yes
      case .yes: .no
      case .unknown: .unknown
      }
    }

    /// True if one is; false if all are.
    static func any(_ parts: some Sequence<Truth>) -> Truth {
      var sum = Truth.no
      for part in parts {
        if part == .yes { return .yes }
        if part == .unknown { sum = .unknown }
      }
      return sum
    }

    static func all(_ parts: some Sequence<Truth>) -> Truth {
      any(parts.map(\.negated)).negated
    }
  }

  private let detection: Detection
  private let spellings: [String]

  init(_ detection: Detection, region: String) {
    self.detection = detection
    spellings = [region, region.lowercased()]
  }

  var isPossible: Bool {
    let truths = detection.searchIdentifiers.mapValues(truth)
    return Truth.any(detection.conditions.map { truth($0.expression, truths.elements) }) != .no
  }

  private func truth(_ search: SearchIdentifier) -> Truth {
    Truth.any(search.alternatives.map { items in Truth.all(items.map(truth)) })
  }

  private func truth(_ item: DetectionItem) -> Truth {
    guard item.field == RegionList.field,
      !item.modifiers.contains(where: { $0.name == "expand" || $0.name == "fieldref" })
    else { return .unknown }
    let search = SearchIdentifier(
      name: "region", key: item.key ?? item.value, value: item.value, alternatives: [[item]])
    let test = Rule(
      title: "", logsource: LogSource(),
      detection: Detection(
        node: detection.node, searchIdentifiers: ["region": search],
        conditions: [RuleCondition(node: item.value, expression: .identifier("region"))]),
      documentIndex: 0, path: "")
    guard let matcher = try? RuleMatcher(rules: [test]) else { return .unknown }
    let event = PickedEvent(trie: FieldTrie(fields: matcher.fields))
    var found: Set<Bool> = []
    for spelling in spellings {
      var json = JSONLine()
      json.add(RegionList.field, spelling)
      let isRead: Void? = json.bytes.withUnsafeBytes { bytes in
        guard (try? event.read(bytes)) != nil else { return nil }
        found.insert(matcher.matches(event, rule: 0))
      }
      if isRead == nil { return .unknown }
    }
    return found.count == 1 ? (found.contains(true) ? .yes : .no) : .unknown
  }

  private func truth(
    _ condition: Condition, _ truths: some Sequence<(key: String, value: Truth)>
  ) -> Truth {
    switch condition {
    case .identifier(let name): truths.first { $0.key == name }?.value ?? .unknown
    case .not(let part): truth(part, truths).negated
    case .and(let parts): Truth.all(parts.map { truth($0, truths) })
    case .or(let parts): Truth.any(parts.map { truth($0, truths) })
    case .oneOf(let target): Truth.any(truths.filter { target.includes($0.key) }.map(\.value))
    case .allOf(let target): Truth.all(truths.filter { target.includes($0.key) }.map(\.value))
    }
  }
}
