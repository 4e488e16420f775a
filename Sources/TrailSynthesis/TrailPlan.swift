import Basics

/// The events of each file. They are planned before anything is written, so that any number of
/// workers can write files in any order.
///
///     (account 0, us-east-1)   file 0: its window, 61 ordinary events, scripted ones
///                              file 1: ... and again a few of file 0's events
struct TrailPlan: Sendable {
  /// One log file: its window, which ends with its delivery, and its events.
  struct File: Sendable {
    let account: Int
    let region: Int
    /// Seconds since 1970.
    let start: Int
    let end: Int
    /// The number of events drawn from the staff.
    let ordinary: Int
    /// Events of stories, script and pairs.
    var told: [PlannedEvent] = []
    /// Differs from file to file.
    let seed: UInt64
    /// The file of the same account and region before this one.
    let previous: Int?

    var eventCount: Int { ordinary + told.count }
  }

  private(set) var files: [File] = []
  /// Events that the sample rule matches, each counted once.
  private(set) var unusualEvents = 0

  let start: Int
  let days: Int

  /// All time ends here: 2026-03-02 00:00:00 UTC.
  static let end = 1_772_409_600

  /// Hits grow with the square root of the events, as a team grows more slowly than its machines:
  /// 150 in 6,000, about 1,900 in 1,000,000.
  static let unusualEventsAtReference = 150.0
  static let referenceEvents = 6_000.0
  /// At least this part of a small log is ordinary.
  static let maximumUnusual = 10

  /// One action in this many is delivered to both accounts.
  static let eventsPerSharedAction = 400

  init(seed: UInt64, events: Int, days: Int) {
    self.days = days
    start = Self.end - days * CivilTime.secondsPerDay
    var random = SplitMix64(seed: SplitMix64.mix(seed, 1))
    let told = toldEvents(of: events, random: &random)
    layOut(told, events: events, random: &random)
  }

  static func unusualTarget(events: Int) -> Int {
    let scaled = unusualEventsAtReference * (Double(events) / referenceEvents).squareRoot()
    return min(Int(scaled.rounded()), events / maximumUnusual)
  }

  // MARK: Stories

  private struct ToldEvent {
    let account: Int
    let region: Int
    let event: PlannedEvent
  }

  private mutating func toldEvents(of events: Int, random: inout SplitMix64) -> [ToldEvent] {
    var told: [ToldEvent] = []
    let target = Self.unusualTarget(events: events)
    let scripted = scriptedEvents(atMost: target, random: &random)
    unusualEvents = scripted.count { Company.regions[$0.region].isUnusual }
    told += scripted

    let left = max(0, target - unusualEvents)
    let counts = Self.split(left, by: Story.catalog.map(\.share))
    for (story, count) in zip(Story.catalog, counts) {
      told += storyEvents(story, count: count, random: &random)
      unusualEvents += count
    }
    let copies = left * Story.replication.share / 100
    told += storyEvents(Story.replication, count: copies, random: &random)
    for _ in 0..<(events / Self.eventsPerSharedAction) {
      told += sharedAction(random: &random)
    }
    return told
  }

  private func scriptedEvents(atMost limit: Int, random: inout SplitMix64) -> [ToldEvent] {
    Script.events.prefix(limit).map { scripted in
      let day = days * scripted.dayPercent / 100
      var actor = scripted.actor
      actor.calls = [scripted.call]
      let event = PlannedEvent(
        actor: actor, time: start + day * CivilTime.secondsPerDay + scripted.second,
        random: &random)
      return ToldEvent(
        account: scripted.account, region: Company.regionIndex(scripted.region), event: event)
    }
  }

  private func storyEvents(
    _ story: Story, count: Int, random: inout SplitMix64
  ) -> [ToldEvent] {
    (0..<count).map { index in
      let region = story.regions[random.below(story.regions.count)]
      let moment = story.moment(index, of: count, start: start, days: days, random: &random)
      let call = story.actor.drawCall(inGlobalRegion: false, random: &random)
      let event = PlannedEvent(
        actor: story.actor, callIndex: call, time: start + moment, random: &random)
      return ToldEvent(account: 0, region: Company.regionIndex(region), event: event)
    }
  }

  /// A role assumed across accounts: two records, one for each account.
  private func sharedAction(random: inout SplitMix64) -> [ToldEvent] {
    let time = start + random.below(days * CivilTime.secondsPerDay)
    let shared = random.next()
    let region = Company.regionIndex(Company.globalRegion)
    return [Company.visitorSeenHere, Company.visitorSeenAtHome].enumerated().map { account, actor in
      let event = PlannedEvent(
        actor: actor, time: time, sharedSeed: shared, random: &random)
      return ToldEvent(account: account, region: region, event: event)
    }
  }

  // MARK: Files

  /// The average events per file, at least and at most; between these limits a log has about
  /// `filesAimedAt` files.
  static let eventsPerFile = 60...1_500
  static let filesAimedAt = 150

  private mutating func layOut(_ told: [ToldEvent], events: Int, random: inout SplitMix64) {
    let eventsPerFile = min(
      max(events / Self.filesAimedAt, Self.eventsPerFile.lowerBound), Self.eventsPerFile.upperBound)
    let places = Company.accounts.indices.flatMap { account in
      Company.regions.indices.map { (account, $0) }
    }
    let shares = places.map { Company.accountShares[$0.0] * Company.regions[$0.1].share }
    let ordinary = Self.split(max(0, events - told.count), by: shares)
    for (place, ordinaryHere) in zip(places, ordinary) {
      let toldHere = told.filter { $0.account == place.0 && $0.region == place.1 }.map(\.event)
      let count = ordinaryHere + toldHere.count
      if count == 0 { continue }
      let fileCount = (count + eventsPerFile - 1) / eventsPerFile
      addFiles(fileCount, at: place, ordinary: ordinaryHere, told: toldHere, random: &random)
    }
  }

  private mutating func addFiles(
    _ count: Int, at place: (account: Int, region: Int), ordinary: Int, told: [PlannedEvent],
    random: inout SplitMix64
  ) {
    let first = files.count
    let span = days * CivilTime.secondsPerDay
    let ordinaryOfFile = Self.split(ordinary, by: Array(repeating: 1, count: count))
    for index in 0..<count {
      files.append(
        File(
          account: place.account, region: place.region, start: start + span * index / count,
          end: start + span * (index + 1) / count, ordinary: ordinaryOfFile[index],
          seed: random.next(), previous: index == 0 ? nil : first + index - 1))
    }
    for event in told {
      // A window ends at a whole second, so the quotient may be one window early or late.
      var index = min(max(0, (event.time - start) * count / span), count - 1)
      while index + 1 < count, event.time >= files[first + index].end { index += 1 }
      while index > 0, event.time < files[first + index].start { index -= 1 }
      files[first + index].told.append(event)
    }
  }

  /// Splits a number by shares; the parts add up to it.
  private static func split(_ total: Int, by shares: [Int]) -> [Int] {
    let sum = max(1, shares.reduce(0, +))
    var passed = 0
    var given = 0
    return shares.map { share in
      passed += share
      let upTo = total * passed / sum
      defer { given = upTo }
      return upTo - given
    }
  }
}
