/// What was counted: of one worker, or merged of all.
///
/// Workers count each into their own, and the scan merges them at its end. `BaselineReport` judges
/// them.
package struct BaselineCells: Sendable {
  /// How much is counted exactly. An event beyond it is only known to have been there.
  package struct Limits: Sendable {
    package var regions: Int
    package var texts: Int
    package var profiles: Int
    package var cells: Int

    package init(
      regions: Int = 512, texts: Int = 500_000, profiles: Int = 1_000_000, cells: Int = 1_500_000
    ) {
      (self.regions, self.texts) = (min(regions, 1_000), texts)
      (self.profiles, self.cells) = (profiles, cells)
    }
  }

  let limits: Limits
  var regions: [String] = []
  var texts: TextTable
  var profiles: ProfileTable
  var cells: CellTable
  /// The first successful call of EnableRegion for each region.
  var enablings: [String: Enabling] = [:]
  /// Events marked as a true positive.
  var marked: [MarkedEvent] = []
  package var skipped = 0
  package var duplicates = 0
  /// Events after the end of the window.
  var later = 0
  /// Events that did not fit, by region; "" for those of regions that did not fit.
  var uncounted: [String: Int] = [:]

  struct Enabling: Sendable, Hashable {
    let time: String
    let principal: String
  }

  struct MarkedEvent: Sendable, Hashable {
    let region: String
    let account: String
    let day: Int
    let isAWSService: Bool
    let serviceRole: String?
    let invokedBy: String?
  }

  package init(limits: Limits = Limits()) {
    self.limits = limits
    texts = TextTable(maximumCount: limits.texts)
    profiles = ProfileTable(maximumCount: limits.profiles)
    cells = CellTable(maximumCount: limits.cells)
  }

  /// The number of a region; nil if there are too many.
  mutating func number(ofRegion name: String) -> Int? {
    if let index = regions.firstIndex(of: name) { return index }
    guard regions.count < limits.regions else { return nil }
    regions.append(name)
    return regions.count - 1
  }

  mutating func lose(_ count: Int, in region: String) { uncounted[region, default: 0] += count }

  mutating func note(_ enabling: Enabling, of region: String) {
    if let known = enablings[region],
      (known.time, known.principal) <= (enabling.time, enabling.principal)
    {
      return
    }
    enablings[region] = enabling
  }

  package mutating func merge(_ other: BaselineCells) {
    let regionNumbers = other.regions.map { number(ofRegion: $0) }
    let textNumbers = texts.numbers(for: other.texts)
    let profileNumbers = other.profiles.profiles.map { profile -> UInt32? in
      var profile = profile
      for field in [\Profile.account, \.principal, \.detail, \.serviceRole, \.invokedBy]
      where profile[keyPath: field] != Profile.none {
        guard let number = textNumbers[Int(profile[keyPath: field])] else { return nil }
        profile[keyPath: field] = number
      }
      return profiles.number(of: profile)
    }
    for cell in other.cells.cells {
      let isCounted: Bool
      if let region = regionNumbers[cell.key.region],
        let profile = profileNumbers[Int(cell.key.profile)]
      {
        isCounted = cells.add(
          CellTable.Key(region: region, profile: profile, day: cell.key.day), count: cell.count,
          first: cell.first, last: cell.last)
      } else {
        isCounted = false
      }
      if !isCounted { lose(Int(cell.count), in: other.regions[cell.key.region]) }
    }
    for (region, enabling) in other.enablings { note(enabling, of: region) }
    marked += other.marked
    skipped += other.skipped
    duplicates += other.duplicates
    later += other.later
    for (region, count) in other.uncounted { lose(count, in: region) }
  }
}
