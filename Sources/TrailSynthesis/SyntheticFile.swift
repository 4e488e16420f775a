import Basics

/// Makes the bytes of one planned log file, independently of all others.
struct SyntheticFile {
  let plan: TrailPlan
  let file: TrailPlan.File
  /// The actors whose events a region of this kind logs.
  private let staff: [Actor]
  private let isGlobalRegion: Bool

  /// How many of 1,000 events of the file before are delivered again: "You may receive log files
  /// that contain one or more duplicate events" (CloudTrail User Guide).
  static let duplicatesPerThousand = 10
  /// The same for events of stories, so that a small log has some duplicates too.
  static let toldDuplicatesPerThousand = 25

  init(_ index: Int, of plan: TrailPlan) {
    self.init(plan.files[index], of: plan)
  }

  private init(_ file: TrailPlan.File, of plan: TrailPlan) {
    self.plan = plan
    self.file = file
    let region = Company.regions[file.region]
    isGlobalRegion = region.code == Company.globalRegion
    if region.isUnusual {
      staff = Company.staff.filter { $0.isService && $0.worksEverywhere }
    } else {
      staff = isGlobalRegion ? Company.staff : Company.staff.filter { $0.worksEverywhere }
    }
  }

  /// `{"Records":[...]}` on one line, and the number of records that repeat one of another file.
  func records() -> (bytes: RecordBytes, duplicates: Int) {
    var output = RecordBytes()
    output.bytes.reserveCapacity(file.eventCount * Self.bytesPerRecord)
    output.append(#"{"Records":["#)
    let again = redelivered()
    let events = Self.inOrderOfDelivery(events() + again)
    let writer = RecordWriter(
      account: Company.accounts[file.account], otherAccount: Company.accounts[1 - file.account],
      region: Company.regions[file.region].code)
    for (index, event) in events.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      writer.append(event, to: &output)
    }
    output.append("]}")
    return (output, again.count)
  }

  /// The buffer's initial bytes for each record.
  private static let bytesPerRecord = 1_600

  /// Events arrive in batches of five minutes, in no order within a batch ("log files
  /// aren't an ordered stack trace").
  private static func inOrderOfDelivery(_ events: [PlannedEvent]) -> [PlannedEvent] {
    let secondsPerBatch = 300
    // With the index, the order does not depend on how the library sorts equal elements.
    let order = events.indices.map { (events[$0].time / secondsPerBatch, $0) }.sorted(by: <)
    return order.map { events[$0.1] }
  }

  private func events() -> [PlannedEvent] {
    (0..<file.ordinary).map(ordinaryEvent) + file.told
  }

  /// Callers make several calls: this many events in a row share a caller and a minute.
  private static let eventsPerBurst = 5
  private static let secondsPerBurst = 20

  /// Depends only on the file and the index.
  private func ordinaryEvent(_ index: Int) -> PlannedEvent {
    var burst = SplitMix64(
      seed: SplitMix64.mix(file.seed, UInt64(index / Self.eventsPerBurst)))
    let actor = drawActor(&burst)
    let start = moment(actor.hours, &burst)
    let who = burst.below(actor.crew)
    let commonChoice = burst.next()

    var random = SplitMix64(seed: SplitMix64.mix(~file.seed, UInt64(index)))
    let call = actor.drawCall(inGlobalRegion: isGlobalRegion, random: &random)
    let time = min(start + random.below(Self.secondsPerBurst), file.end - 1)
    // Half of a burst uses the same resource.
    let ownChoice = random.next()
    return PlannedEvent(
      actor: actor, callIndex: call, time: time, who: who,
      choice: random.below(2) == 0 ? commonChoice : ownChoice, seed: random.next())
  }

  private func drawActor(_ random: inout SplitMix64) -> Actor {
    var ticket = random.below(staff.reduce(0) { $0 + $1.weight })
    for actor in staff {
      ticket -= actor.weight
      if ticket < 0 { return actor }
    }
    return staff[0]
  }

  /// A moment in the window, mostly within office hours for actors who keep them.
  private func moment(_ hours: Actor.Hours, _ random: inout SplitMix64) -> Int {
    let draws = hours == .office ? 6 : 1
    var time = file.start
    for _ in 0..<draws {
      time = file.start + random.below(file.end - file.start)
      if CivilTime(secondsSince1970: time).isOfficeTime { break }
    }
    return time
  }

  private func redelivered() -> [PlannedEvent] {
    guard let previous = file.previous else { return [] }
    let before = SyntheticFile(plan.files[previous], of: plan)
    var random = SplitMix64(seed: ~file.seed)
    return (0..<before.file.eventCount).compactMap { index in
      let isOrdinary = index < before.file.ordinary
      let rate = isOrdinary ? Self.duplicatesPerThousand : Self.toldDuplicatesPerThousand
      guard random.below(1_000) < rate else { return nil }
      return isOrdinary
        ? before.ordinaryEvent(index) : before.file.told[index - before.file.ordinary]
    }
  }
}

extension CivilTime {
  /// Whether offices in Europe or eastern America are open.
  fileprivate var isOfficeTime: Bool {
    weekday < 5 && (7..<21).contains(hour)
  }
}
