/// Merges the workers' counts by region.
struct RegionMerge {
  private(set) var counts = RegionCounts()
  private var principals: [String: PrincipalSet] = [:]

  mutating func add(_ news: (regions: [RegionTally.News], others: Int)) {
    counts.others += news.others
    for region in news.regions {
      guard
        counts.byRegion[region.region] != nil || counts.byRegion.count < RegionCounts.maximumRegions
      else {
        counts.others += region.events
        continue
      }
      var count = counts.byRegion[region.region] ?? RegionCount()
      count.events += region.events
      if let times = region.times {
        count.times =
          count.times.map {
            min($0.lowerBound, times.lowerBound)...max($0.upperBound, times.upperBound)
          } ?? times
      }
      for hash in region.principals where principals[region.region, default: .init()].insert(hash) {
        count.principals += 1
      }
      counts.byRegion[region.region] = count
    }
  }
}
