import Sigma
import SourceYAML

/// A place where a rule lists regions: an `awsRegion` entry, with or without a modifier.
///
///     selection:
///       awsRegion:             one list, at path [1] of `selection`
///         - 'ap-east-1'
///         - 'af-south-1'
struct RegionList: Sendable {
  /// What the entries are compared with: the whole region, or a part of it.
  enum Part: String, Sendable, CaseIterable {
    case whole = ""
    case start = "startswith"
    case end = "endswith"
    case middle = "contains"

    /// The pattern that an entry means.
    func pattern(_ text: String) -> TextPattern {
      TextPattern(parsing: text).surrounded(
        before: self == .end || self == .middle, after: self == .start || self == .middle)
    }
  }

  /// The search it belongs to.
  let identifier: String
  /// Indices that lead from the search's value to the entry's value.
  let path: [Int]
  let part: Part
  let key: YAMLNode
  let value: YAMLNode
  /// The search's value: a map, or a list of maps.
  let search: YAMLNode
  /// Its map tests nothing but this: an event from these regions passes the search.
  let isAlone: Bool
  /// Its map is between braces.
  let isInFlow: Bool

  static let field = "awsRegion"

  /// A list elsewhere: of a placeholder, of another field.
  init(identifier: String, path: [Int], key: YAMLNode, value: YAMLNode, isInFlow: Bool = false) {
    self.init(
      identifier: identifier, path: path, part: .whole, key: key, value: value, search: value,
      isAlone: true, isInFlow: isInFlow)
  }

  private init(
    identifier: String, path: [Int], part: Part, key: YAMLNode, value: YAMLNode,
    search: YAMLNode, isAlone: Bool, isInFlow: Bool
  ) {
    self.identifier = identifier
    self.path = path
    self.part = part
    self.key = key
    self.value = value
    self.search = search
    self.isAlone = isAlone
    self.isInFlow = isInFlow
  }

  /// The entries' nodes; a single value counts as a list of one.
  var entries: [YAMLNode] { value.sequence ?? [value] }

  /// Indices of the entries that are this region and nothing else.
  func indices(of region: String) -> [Int] {
    guard part == .whole else { return [] }
    return entries.indices.filter { index in
      guard let text = entries[index].scalar?.text else { return false }
      let pattern = TextPattern(parsing: text)
      return pattern.literal != nil && pattern.matches(region)
    }
  }

  /// Whether an entry stands for more than one region.
  private func isPattern(_ text: String) -> Bool {
    part != .whole || TextPattern(parsing: text).literal == nil
  }

  /// An entry that covers the region and others too.
  func pattern(covering region: String) -> String? {
    patterns.first { TextPattern(parsing: $0).matches(region) }
  }

  /// Entries with wildcards, those that modifiers stand for included.
  var patterns: [String] {
    entries.compactMap(\.scalar?.text).filter(isPattern).map {
      part == .whole ? $0 : "\(part.pattern($0))"
    }
  }

  /// Whether the list has the region, by name or by a pattern.
  func covers(_ region: String) -> Bool {
    entries.contains { $0.scalar.map { part.pattern($0.text).matches(region) } ?? false }
  }

  /// The regions named, wildcards left out.
  var literals: [String] {
    guard part == .whole else { return [] }
    return entries.compactMap { $0.scalar.flatMap { TextPattern(parsing: $0.text).literal } }
  }

  /// For a list of maps, which of them it is in.
  var alternative: Int? { path.count == 2 ? path[0] : nil }

  /// All lists of a search, in file order.
  static func lists(in search: SearchIdentifier) -> [RegionList] {
    var found: [RegionList] = []
    func visit(_ node: YAMLNode, path: [Int]) {
      switch node.content {
      case .scalar: break
      case .sequence(let elements, _):
        for (index, element) in elements.enumerated() {
          visit(element, path: path + [index])
        }
      case .mapping(let entries, let isFlow):
        for (index, entry) in entries.enumerated() {
          guard let part = part(of: entry.key), isListOfTexts(entry.value) else { continue }
          found.append(
            RegionList(
              identifier: search.name, path: path + [index], part: part, key: entry.key,
              value: entry.value, search: search.value, isAlone: entries.count == 1,
              isInFlow: isFlow))
        }
      }
    }
    visit(search.value, path: [])
    return found
  }

  /// How the key compares regions; nil when it is another field, or compares in another way.
  private static func part(of key: YAMLNode) -> Part? {
    guard let text = key.scalar?.text else { return nil }
    return Part.allCases.first { text == ($0 == .whole ? field : "\(field)|\($0.rawValue)") }
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
    }.filter(\.isAlone)
  }

  /// Lists in searches that an event must match: regions that the rule suspects.
  var suspectedRegionLists: [RegionList] {
    let positive = formulas().reduce(into: Set<String>()) { $0.formUnion($1.positiveNames) }
    // `1 of them` means an exception too, but no event has to match that.
    let excluded = Set(exceptions)
    return searchIdentifiers.values
      .filter { positive.contains($0.name) && !excluded.contains($0.name) }
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
