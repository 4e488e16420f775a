import Sigma

/// Allowing a region and taking that back.
///
///     selection:                          selection:
///       awsRegion:                          awsRegion:
///         - 'ap-east-1'                       - 'af-south-1'
///         - 'af-south-1'        ->        filter_main_allowed_regions:
///     condition: selection                  awsRegion:
///                                             - 'ap-east-1'
///                                         condition: selection and not filter_main_allowed_regions
///
/// The filter decides; a region taken out of the selection's list was silenced by it anyway. A
/// reason, if the stamp has one, stands behind the entry: `- 'ap-east-1' # 2026-03-01 j.doe: ...`.
extension RuleDraft {
  static let filterSlug = "allowed_regions"

  /// Ways to write an allowed region, the usual one first. The others are for rules whose lists
  /// cannot be changed without changing more.
  struct AllowWay: Sendable {
    /// Add to the filter that the rule has, or make one.
    var usesFilter: Bool
    /// Take the region out of the selection's list.
    var dropsSuspect: Bool

    static let all = [
      AllowWay(usesFilter: true, dropsSuspect: true),
      AllowWay(usesFilter: true, dropsSuspect: false),
      AllowWay(usesFilter: false, dropsSuspect: true),
      AllowWay(usesFilter: false, dropsSuspect: false),
    ]
  }

  mutating func allow(
    _ region: String, stamp: EditStamp, _ way: AllowWay
  ) throws(EditRefusal) -> String {
    try Self.check(region)
    let allowed = rule.detection.allowedRegionLists
    if let list = allowed.first(where: { $0.covers(region) }) {
      throw .alreadyAllowed(region: region, filter: list.identifier)
    }
    if allowed.isEmpty, let place = rule.detection.placeholderOfAllowedRegions {
      throw .regionsFromPlaceholder(placeholder: place.placeholder, identifier: place.identifier)
    }
    try dropSuspect(region, way)
    let comment = stamp.reason?.isEmpty == false ? stamp.comment : nil
    if way.usesFilter, let list = allowed.first(where: { $0.part == .whole }) {
      try append(region, to: list, comment: comment)
      return list.identifier
    }
    let (name, changesConditions) = try neutralName(for: Self.filterSlug)
    let block = FilterBlock.allowing(region, name: name, stamp: stamp)
    try add(block, changingConditions: changesConditions)
    return name
  }

  /// Takes the region out of the list of suspected ones where that can be taken back: out of the
  /// only list, if it is not all that the list has. The filter silences it in any case.
  private mutating func dropSuspect(_ region: String, _ way: AllowWay) throws(EditRefusal) {
    let suspected = rule.detection.suspectedRegionLists
    guard let first = suspected.first else { return }
    guard suspected.contains(where: { $0.covers(region) }) else {
      notes.append(
        "\(first.identifier) does not list \(region), so the rule may not have matched it before")
      return
    }
    let listing = suspected.filter { !$0.indices(of: region).isEmpty }
    guard let list = listing.first else { return }
    let indices = list.indices(of: region)
    func leave(because reason: String) {
      notes.append(
        "\(region) \(reason) in \(list.identifier): left there, silenced by the filter")
    }
    if indices.count == list.entries.count {
      leave(because: "is the last entry of \(RegionList.field)")
    } else if list.literals.count == indices.count {
      // `sigma check` wants a list of nothing but `ap-*` written with a modifier.
      leave(because: "stands beside nothing but patterns")
    } else if suspected.count > 1 {
      leave(because: "stands in one of several lists of regions,")
    } else if !way.dropsSuspect {
      leave(because: "stands in a list that cannot be changed without changing more,")
    } else {
      try remove(indices, from: list)
    }
  }

  mutating func disallow(_ region: String) throws(EditRefusal) -> String? {
    try Self.check(region)
    let listing = rule.detection.allowedRegionLists.filter { !$0.indices(of: region).isEmpty }
    try checkCoverage(of: region)
    for (name, lists) in Dictionary(grouping: listing, by: \.identifier).sorted(by: {
      $0.key < $1.key
    }) {
      try takeBack(region, from: lists, of: name)
    }
    let isListed = try suspect(region, wasAllowed: !listing.isEmpty)
    guard isListed || !listing.isEmpty else {
      if let place = rule.detection.placeholderOfAllowedRegions {
        throw .regionsFromPlaceholder(placeholder: place.placeholder, identifier: place.identifier)
      }
      throw .notAllowed(region: region)
    }
    return listing.first?.identifier
  }

  /// Out of the lists of a filter. A map that has nothing else goes, and the filter with its last.
  private mutating func takeBack(
    _ region: String, from lists: [RegionList], of name: String
  ) throws(EditRefusal) {
    guard let search = rule.detection.searchIdentifiers[name]?.value else { return }
    let whole = lists.filter { $0.indices(of: region).count == $0.entries.count }
    let alternatives = Set(whole.compactMap(\.alternative))
    let isAll =
      whole.contains { $0.alternative == nil }
      || alternatives.count == search.sequence?.count
    if isAll {
      try removeFilter(name)
      notes.append("\(name) allowed only \(region): removed")
      return
    }
    if !alternatives.isEmpty {
      try removeItems(alternatives.sorted(), of: search)
      expected.removedAlternatives[name] = alternatives
    }
    for list in lists where !alternatives.contains(list.alternative ?? -1) {
      try remove(list.indices(of: region), from: list)
    }
  }

  /// Puts a region back into the list of a selection that names regions. False if nothing changed.
  private mutating func suspect(
    _ region: String, wasAllowed: Bool
  ) throws(EditRefusal) -> Bool {
    let lists = rule.detection.suspectedRegionLists
    guard !lists.contains(where: { $0.covers(region) }),
      let list = lists.first(where: { $0.part == .whole })
    else { return false }
    guard lists.count == 1 else {
      if wasAllowed {
        notes.append(
          "\(lists.map(\.identifier).joined(separator: ", ")) list regions, and none lists \(region): add it "
            + "where it is meant")
        return false
      }
      throw .severalRegionLists(identifiers: lists.map(\.identifier))
    }
    try append(region, to: list)
    return true
  }

  private func checkCoverage(of region: String) throws(EditRefusal) {
    for list in rule.detection.allowedRegionLists {
      if let pattern = list.pattern(covering: region) {
        throw .coveredByPattern(region: region, pattern: pattern, filter: list.identifier)
      }
    }
  }

  static func check(_ region: String) throws(EditRefusal) {
    guard RuleEdit.isRegion(region) else { throw .invalidRegion(region) }
  }
}

extension FilterBlock {
  /// The list of allowed regions with its first entry, and the reason behind that if there is one.
  static func allowing(_ region: String, name: String, stamp: EditStamp) -> FilterBlock {
    FilterBlock(
      name: name, itemComment: stamp.reason?.isEmpty == false ? stamp.comment : nil,
      entries: [Entry(key: RegionList.field, value: .list([SigmaText.escaping(region)]))])
  }
}
