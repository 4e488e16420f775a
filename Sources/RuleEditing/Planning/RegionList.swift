import Sigma

/// A place where a rule lists regions: an `awsRegion` entry without modifiers.
///
///     selection:
///       awsRegion:             one list, at path [1] of `selection`
///         - 'ap-east-1'
///         - 'af-south-1'
struct RegionList: Sendable {
  /// The search it belongs to.
  let identifier: String
  /// Indices that lead from the search's value to the entry's value.
  let path: [Int]
  let key: YAMLNode
  let value: YAMLNode
  /// The search tests nothing but this.
  let isWholeSearch: Bool
  /// It stands for, or is written at, more than this place: an alias, an anchor, a merged map.
  let isShared: Bool

  static let field = "awsRegion"

  /// The entries' nodes; a single value counts as a list of one.
  var entries: [YAMLNode] { value.sequence ?? [value] }

  /// Indices of the entries that are this region and nothing else.
  func indices(of region: String) -> [Int] {
    entries.indices.filter { index in
      guard let text = entries[index].scalar?.text, let literal = SigmaText.literal(text) else {
        return false
      }
      return literal.lowercased() == region.lowercased()
    }
  }

  /// An entry with wildcards that covers the region.
  func pattern(covering region: String) -> String? {
    entries.lazy.compactMap(\.scalar?.text).first { text in
      SigmaText.literal(text) == nil && SigmaText.matches(text, region)
    }
  }

  /// Whether the list has the region, by name or by a pattern.
  func covers(_ region: String) -> Bool {
    !indices(of: region).isEmpty || pattern(covering: region) != nil
  }

  /// The regions named, wildcards left out.
  var literals: [String] { entries.compactMap { $0.scalar.flatMap { SigmaText.literal($0.text) } } }

  /// All lists of a search, in file order.
  static func lists(in search: SearchIdentifier) -> [RegionList] {
    var found: [RegionList] = []
    func visit(_ node: YAMLNode, path: [Int], isShared: Bool) {
      let isShared = isShared || node.isAlias || node.anchor != nil
      switch node.content {
      case .scalar: break
      case .sequence(let elements, _):
        for (index, element) in elements.enumerated() {
          visit(element, path: path + [index], isShared: isShared)
        }
      case .mapping(let entries, _):
        for (index, entry) in entries.enumerated() {
          guard entry.key.scalar?.text == field, isListOfTexts(entry.value) else { continue }
          found.append(
            RegionList(
              identifier: search.name, path: path + [index], key: entry.key, value: entry.value,
              isWholeSearch: path.isEmpty && entries.count == 1,
              isShared: isShared || isUsedElsewhere(entry.key) || isUsedElsewhere(entry.value)
                || entry.key.start < node.start))
        }
      }
    }
    visit(search.value, path: [], isShared: false)
    return found
  }

  private static func isUsedElsewhere(_ node: YAMLNode) -> Bool {
    node.isAlias || node.anchor != nil
      || node.sequence?.contains(where: isUsedElsewhere) == true
  }

  private static func isListOfTexts(_ node: YAMLNode) -> Bool {
    guard let elements = node.sequence else { return node.string != nil }
    return !elements.isEmpty && elements.allSatisfy { $0.string != nil }
  }
}

extension Detection {
  /// Lists in searches that the rule excludes and that test nothing but the region: allowlists.
  var allowedRegionLists: [RegionList] {
    exceptions.flatMap { name in
      searchIdentifiers[name].map(RegionList.lists) ?? []
    }.filter(\.isWholeSearch)
  }

  /// Lists in searches that an event must match: regions that the rule suspects.
  var suspectedRegionLists: [RegionList] {
    let positive = formulas().reduce(into: Set<String>()) { $0.formUnion($1.positiveNames) }
    return searchIdentifiers.values.filter { positive.contains($0.name) }
      .flatMap(RegionList.lists)
  }

  /// The search and the placeholder, where an excluded search takes its regions from one.
  var placeholderOfAllowedRegions: (identifier: String, placeholder: String)? {
    for name in exceptions {
      for item in searchIdentifiers[name]?.alternatives.joined() ?? [[]].joined()
      where item.field == RegionList.field
        && item.modifiers.contains(where: { $0.name == "expand" })
      {
        return (name, item.values.first?.text ?? "")
      }
    }
    return nil
  }
}
