import Sigma
import SourceYAML

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
/// reason, if the stamp has one, goes behind the entry: `- 'ap-east-1' # 2026-03-01 j.doe: ...`.
extension RuleDraft {
  static let filterSlug = "allowed_regions"

  mutating func allow(
    _ region: String, stamp: EditStamp
  ) throws(EditRefusal) -> String {
    try Self.check(region)
    let allowed = detection.allowedRegionLists
    if let list = allowed.first(where: { $0.covers(region) }) {
      throw .alreadyAllowed(region: region, filter: list.identifier)
    }
    if allowed.isEmpty, let place = detection.placeholderOfAllowedRegions {
      throw .regionsFromPlaceholder(placeholder: place.placeholder, identifier: place.identifier)
    }
    guard RegionReach(detection, region: region).isPossible else {
      throw .cannotMatch(region: region)
    }
    try dropSuspect(region)
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

  /// Takes the region out of the lists of suspected ones, each as long as other regions stay there.
  /// The filter silences it in any case.
  private mutating func dropSuspect(_ region: String) throws(EditRefusal) {
    for list in detection.suspectedRegionLists {
      let indices = list.indices(of: region)
      guard !indices.isEmpty else { continue }
      func leave(because reason: String) {
        notes.append(
          "\(region) \(reason) in \(list.identifier): left there, silenced by the filter")
      }
      if indices.count == list.entries.count {
        leave(because: "is the last entry of \(RegionList.field)")
      } else if list.literals.count == indices.count {
        // `sigma check` wants a list of nothing but `ap-*` written with a modifier.
        leave(because: "is beside nothing but patterns")
      } else if list.value.isMerged {
        leave(because: "is in merged text ('<<'), which other maps share,")
      } else if !way.dropsSuspect {
        leave(because: "is in a list that cannot be changed without changing more,")
      } else {
        try setAside(indices, from: list)
      }
    }
  }

  mutating func disallow(_ region: String) throws(EditRefusal) -> String? {
    try Self.check(region)
    let listing = detection.allowedRegionLists.filter { !$0.indices(of: region).isEmpty }
    try checkCoverage(of: region)
    for (name, lists) in Dictionary(grouping: listing, by: \.identifier).sorted(by: {
      $0.key < $1.key
    }) {
      try takeBack(region, from: lists, of: name)
    }
    guard !listing.isEmpty else {
      if let place = detection.placeholderOfAllowedRegions {
        throw .regionsFromPlaceholder(placeholder: place.placeholder, identifier: place.identifier)
      }
      throw .notAllowed(region: region)
    }
    if way.restoresText {
      _ = try putBack(region, except: Set(listing.map(\.identifier)))
    }
    return listing.first?.identifier
  }

  /// Out of the lists of a filter. A map that has nothing else goes, and the filter with its last.
  private mutating func takeBack(
    _ region: String, from lists: [RegionList], of name: String
  ) throws(EditRefusal) {
    guard let search = detection.searchIdentifiers[name]?.value else { return }
    let whole = lists.filter { $0.indices(of: region).count == $0.entries.count }
    let alternatives = Set(whole.compactMap(\.alternative))
    let isAll =
      whole.contains { $0.alternative == nil }
      || alternatives.count == search.sequence?.count
    if isAll {
      if case .mapping(_, isFlow: true) = map.content, let list = lists.first {
        try removeNotes(on: region, above: list.value)
      }
      try removeFilter(name)
      notes.append("\(name) allowed only \(region): removed")
      return
    }
    if !alternatives.isEmpty {
      try edit { editor throws(YAMLEditor.Refusal) in
        try editor.removeItems(alternatives.sorted(), of: search)
      }
      expected.removedAlternatives[name] = alternatives
    }
    for list in lists where !alternatives.contains(list.alternative ?? -1) {
      let indices = list.indices(of: region)
      try removeNotes(on: region, above: list.value)
      if way.restoresText, try restoreSingle(list, without: indices) { continue }
      try remove(indices, from: list)
    }
  }

  private func checkCoverage(of region: String) throws(EditRefusal) {
    for list in detection.allowedRegionLists {
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
      entries: [Entry(key: RegionList.field, value: .list([TextPattern.escaping(region)]))])
  }
}
