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

  private let rule: Rule
  private let spellings: [String]

  init(_ rule: Rule, region: String) {
    self.rule = rule
    spellings = [region, region.lowercased()]
  }

  var isPossible: Bool {
    let truths = rule.detection.searchIdentifiers.mapValues(truth)
    return Truth.any(rule.detection.conditions.map { truth($0.expression, truths.elements) }) != .no
  }

  private func truth(_ search: SearchIdentifier) -> Truth {
    Truth.any(search.alternatives.map { items in Truth.all(items.map(truth)) })
  }

  private func truth(_ item: DetectionItem) -> Truth {
    guard item.field == RegionList.field,
      !item.modifiers.contains(where: { $0.name == "expand" || $0.name == "fieldref" })
    else { return .unknown }
    var test = rule
    test.filters = []
    let search = SearchIdentifier(
      name: "region", key: item.key ?? item.value, value: item.value, alternatives: [[item]])
    test.detection = Detection(
      node: rule.detection.node, searchIdentifiers: ["region": search],
      conditions: [RuleCondition(node: item.value, expression: .identifier("region"))])
    guard let matcher = try? RuleMatcher(rules: [test]) else { return .unknown }
    let event = PickedEvent(trie: FieldTrie(fields: matcher.fields))
    var found: Set<Bool> = []
    for spelling in spellings {
      var json = JSONWriting.open
      json += JSONWriting.string(spelling)
      json += [UInt8(ascii: "}")]
      let isRead: Void? = json.withUnsafeBytes { bytes in
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

/// An event that has nothing but a region.
private enum JSONWriting {
  static let open = Array(#"{"awsRegion":"#.utf8)

  static func string(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      // A region has no control characters: `RuleEdit.isRegion`.
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    return bytes + [UInt8(ascii: "\"")]
  }
}
