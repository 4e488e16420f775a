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
  /// No region has more than some 30 characters; what is longer came from a broken record.
  private static let longestRegion = 128

  mutating func allow(_ region: String, stamp: EditStamp) throws(EditRefusal) -> String {
    try Self.check(region)
    let allowed = rule.detection.allowedRegionLists
    if let list = allowed.first(where: { !$0.indices(of: region).isEmpty }) {
      throw .alreadyAllowed(region: region, filter: list.identifier)
    }
    if allowed.isEmpty, let place = rule.detection.placeholderOfAllowedRegions {
      throw .regionsFromPlaceholder(placeholder: place.placeholder, identifier: place.identifier)
    }
    let suspected = rule.detection.suspectedRegionLists
    for list in suspected { try dropSuspect(region, from: list) }
    if !suspected.isEmpty && !suspected.contains(where: { $0.covers(region) }) {
      notes.append(
        "\(suspected[0].identifier) does not list \(region), so the rule may not have matched it "
          + "before")
    }
    let comment = stamp.reason?.isEmpty == false ? stamp.comment : nil
    if let list = allowed.first {
      try append(region, to: list, comment: comment)
      return list.identifier
    }
    let (name, changesConditions) = try neutralName(for: Self.filterSlug)
    let block = FilterBlock.allowing(region, name: name, stamp: stamp)
    try add(block, changingConditions: changesConditions)
    return name
  }

  private mutating func dropSuspect(_ region: String, from list: RegionList) throws(EditRefusal) {
    let indices = list.indices(of: region)
    guard !indices.isEmpty else { return }
    if indices.count == list.entries.count {
      notes.append(
        "\(region) is the last entry of \(RegionList.field) in \(list.identifier): left there, "
          + "silenced by the filter")
    } else {
      try remove(indices, from: list)
    }
  }

  mutating func disallow(_ region: String) throws(EditRefusal) -> String? {
    try Self.check(region)
    let listing = rule.detection.allowedRegionLists.filter { !$0.indices(of: region).isEmpty }
    try checkCoverage(of: region)
    for list in listing {
      let indices = list.indices(of: region)
      if indices.count < list.entries.count {
        try remove(indices, from: list)
      } else {
        try removeFilter(list.identifier)
        notes.append("\(list.identifier) allowed only \(region): removed")
      }
    }
    let isListed = try suspect(region)
    guard isListed || !listing.isEmpty else {
      if let place = rule.detection.placeholderOfAllowedRegions {
        throw .regionsFromPlaceholder(placeholder: place.placeholder, identifier: place.identifier)
      }
      throw .notAllowed(region: region)
    }
    return listing.first?.identifier
  }

  /// Puts a region back into the list of a selection that names regions. False if nothing changed.
  private mutating func suspect(_ region: String) throws(EditRefusal) -> Bool {
    let lists = rule.detection.suspectedRegionLists
    guard let list = lists.first, !lists.contains(where: { $0.covers(region) }) else {
      return false
    }
    guard lists.count == 1 else {
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
    guard !region.isEmpty, region.unicodeScalars.count <= longestRegion,
      region.unicodeScalars.allSatisfy(YAMLText.isPrintable)
    else { throw .invalidRegion(region) }
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
