import Basics
import EventJSON

/// Counts the events of one worker for the baseline.
///
///     let counter = BaselineCounter(trie slots, request, seen)
///     counter.count(event)                 // once per event
///     merged.merge(counter.takeCells())    // at the end
///
/// It runs for every event of a scan, so it compares bytes and numbers, and makes no text unless a
/// value is new.
package final class BaselineCounter {
  /// The fields that it reads, for the trie of the scan.
  package static let fields = [
    "eventID", "eventTime", "awsRegion", "eventCategory", "recipientAccountId", "eventType",
    "eventSource", "eventName", "sourceIPAddress", "userAgent", "errorCode", "errorMessage",
    "readOnly", "sessionCredentialFromConsole", "userIdentity.type", "userIdentity.accountId",
    "userIdentity.arn", "userIdentity.principalId", "userIdentity.invokedBy",
    "userIdentity.sessionContext.sessionIssuer.arn", "userIdentity.onBehalfOf.userId",
    "additionalEventData.RequestDetails.awsServingRegion",
  ]

  private struct Slots {
    let id, time, region, category, account, eventType, service, name, source, agent: Int
    let errorCode, errorMessage, readOnly, fromConsole: Int
    let type, ownAccount, arn, principalID, invokedBy, issuer, onBehalfOf, served: Int
  }

  private let slots: Slots
  private let event: PickedEvent
  private let text: EventText
  private let request: BaselineRequest
  private let seen: EventIDSet
  private var cells: BaselineCells

  // What recent events had, so that most of the work is done once.
  private var regionText: [UInt8] = []
  private var region = 0
  private var dayText: (UInt64, UInt16) = (0, 0)
  private var day = -1

  /// What an ARN says: of a session's issuer, or of the identity itself.
  private struct Caller {
    let principal: UInt32?
    let isServiceRole: Bool
    /// `*:role/aws-service-role/…`
    let serviceRole: UInt32
    /// A role of IAM Identity Center, which people share.
    let isShared: Bool
  }

  private struct Agent {
    let isCloudShell: Bool
    let isConsole: Bool
  }

  /// More user agents and addresses than these are looked at each time.
  private static let maximumRemembered = 65_536
  private var issuerTexts = TextTable(maximumCount: maximumRemembered)
  private var issuers: [Caller] = []
  private var arnTexts = TextTable(maximumCount: maximumRemembered)
  private var arns: [Caller] = []
  private var agentTexts = TextTable(maximumCount: maximumRemembered)
  private var agents: [Agent] = []
  private var addressTexts = TextTable(maximumCount: maximumRemembered)
  /// Numbers of networks; `Profile.none` where an address has none.
  private var networks: [UInt32] = []

  /// Reads rare events again, for fields that most do not need.
  private let rare = PickedEvent(
    trie: FieldTrie(fields: [
      "responseElements.ConsoleLogin", "requestParameters.RegionName",
      "requestParameters.regionName",
    ]))
  private let rareText: EventText

  /// - Parameter fields: the fields of the event's trie, with those of `BaselineCounter.fields`.
  package init(
    _ event: PickedEvent, fields: [String], _ request: BaselineRequest, seen: EventIDSet
  ) {
    func slot(_ field: String) -> Int { fields.firstIndex(of: field) ?? 0 }
    slots = Slots(
      id: slot("eventID"), time: slot("eventTime"), region: slot("awsRegion"),
      category: slot("eventCategory"), account: slot("recipientAccountId"),
      eventType: slot("eventType"), service: slot("eventSource"), name: slot("eventName"),
      source: slot("sourceIPAddress"), agent: slot("userAgent"), errorCode: slot("errorCode"),
      errorMessage: slot("errorMessage"), readOnly: slot("readOnly"),
      fromConsole: slot("sessionCredentialFromConsole"), type: slot("userIdentity.type"),
      ownAccount: slot("userIdentity.accountId"), arn: slot("userIdentity.arn"),
      principalID: slot("userIdentity.principalId"), invokedBy: slot("userIdentity.invokedBy"),
      issuer: slot("userIdentity.sessionContext.sessionIssuer.arn"),
      onBehalfOf: slot("userIdentity.onBehalfOf.userId"),
      served: slot("additionalEventData.RequestDetails.awsServingRegion"))
    self.event = event
    text = EventText(of: event)
    rareText = EventText(of: rare)
    self.request = request
    self.seen = seen
    cells = BaselineCells(limits: request.limits)
  }

  /// Hands over the counts.
  package func takeCells() -> BaselineCells {
    defer {
      cells = BaselineCells(limits: request.limits)
      (issuers, arns, agents, networks) = ([], [], [], [])
      issuerTexts = TextTable(maximumCount: Self.maximumRemembered)
      arnTexts = TextTable(maximumCount: Self.maximumRemembered)
      agentTexts = TextTable(maximumCount: Self.maximumRemembered)
      addressTexts = TextTable(maximumCount: Self.maximumRemembered)
      regionText = []
    }
    return cells
  }

  package func count(_ event: PickedEvent) {
    text.forget()
    let time = text[slots.time]
    let regionName = text[slots.region]
    guard let clock = clock(time), !regionName.isEmpty,
      !event.isString("Insight", at: slots.category)
    else {
      cells.skipped += 1
      return
    }
    let id = text[slots.id]
    if !id.isEmpty {
      guard seen.insert(TextHash.of(id)) else {
        cells.duplicates += 1
        return
      }
    }
    if let until = request.until, (day, clock) > (until.day, until.clock) {
      cells.later += 1
      return
    }
    guard select(regionName) else { return cells.lose(1, in: "") }
    let profile = profile()
    if !request.truePositives.isEmpty, !id.isEmpty { mark(id, profile) }
    guard let profile, let number = cells.profiles.number(of: profile),
      cells.cells.add(
        CellTable.Key(region: region, profile: number, day: day), first: clock, last: clock)
    else { return cells.lose(1, in: cells.regions[region]) }
  }

  // MARK: - Time and region

  /// The time of day of `2026-03-01T09:41:07Z` as 94107, after setting `day`; nil for other forms.
  private func clock(_ text: UnsafeRawBufferPointer) -> UInt32? {
    guard text.count == 20, text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
      text[16] == UInt8(ascii: ":"), text[19] == UInt8(ascii: "Z")
    else { return nil }
    let date = (
      text.loadUnaligned(as: UInt64.self), text.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    )
    if date != dayText {
      let written = String(decoding: text.prefix(10), as: UTF8.self)
      guard let civil = CivilDate(written), civil.daysSince1970 >= 0 else { return nil }
      (dayText, day) = (date, civil.daysSince1970)
    }
    var number: UInt32 = 0
    for index in [11, 12, 14, 15, 17, 18] {
      let digit = text[index] &- 0x30
      guard digit < 10 else { return nil }
      number = number * 10 + UInt32(digit)
    }
    return number
  }

  /// Sets `region`; `false` if there are too many.
  @inline(__always)
  private func select(_ name: UnsafeRawBufferPointer) -> Bool {
    if name.count == regionText.count, regionText.withUnsafeBytes({ memoryIsEqual($0, name) }) {
      return true
    }
    return selectAnother(name)
  }

  @inline(never)
  private func selectAnother(_ name: UnsafeRawBufferPointer) -> Bool {
    guard let number = cells.number(ofRegion: String(decoding: name, as: UTF8.self)) else {
      return false
    }
    regionText = Array(name)
    region = number
    return true
  }

  // MARK: - What kind of event

  /// nil if it has a text that did not fit.
  private func profile() -> Profile? {
    let issuer = text[slots.issuer]
    let arn = text[slots.arn]
    guard let caller = caller(issuer, arn) else { return nil }
    let isAWSService = event.isString("AWSService", at: slots.type)
    var invoked = text[slots.invokedBy]
    if invoked.equals("AWS Internal") { invoked = UnsafeRawBufferPointer(rebasing: invoked[..<0]) }
    let isServiceEvent = event.isString("AwsServiceEvent", at: slots.eventType)
    let source = text[slots.source]
    let service = text[slots.service]

    guard let account = accountNumber() else { return nil }
    var profile = Profile(kind: .own, account: account)
    if isAWSService || isServiceEvent || !invoked.isEmpty || caller.isServiceRole
      || source.ends(with: ".amazonaws.com")
    {
      profile.kind = .service
      profile.serviceRole = caller.serviceRole
      if isAWSService { profile.flags.insert(.isAWSService) }
      if !invoked.isEmpty {
        guard let number = cells.texts.number(of: invoked) else { return nil }
        profile.invokedBy = number
      }
      let hasARN = !issuer.isEmpty || !arn.isEmpty
      if !isAWSService, caller.serviceRole == Profile.none, hasARN || !isServiceEvent {
        profile.flags.insert(.forwarded)
        guard let principal = principal(caller, issuer, arn) else { return nil }
        profile.principal = principal
      }
      noteRareThings(service, caller, issuer, arn)
      return profile
    }
    if event.isString("AWSAccount", at: slots.type) {
      profile.kind = .foreign
      noteRareThings(service, caller, issuer, arn)
      return profile
    }
    guard let principal = principal(caller, issuer, arn) else { return nil }
    profile.principal = principal
    let hasFailed =
      text.says(slots.errorCode) || text.says(slots.errorMessage) || isFailedLogin(service)
    noteRareThings(service, caller, issuer, arn)
    let isChange =
      !hasFailed && text.isWord("false", .false, at: slots.readOnly)
      && !GlobalServices.changesNothing(service)
    if isChange { profile.flags.insert(.change) }
    if GlobalServices.contains(service, in: cells.regions[region]) {
      profile.kind = .global
      countUse(.useOfGlobalService, of: service)
      return profile
    }
    if hasFailed {
      profile.flags.insert(.failed)
      return profile
    }
    let agent = agent(text[slots.agent])
    if agent.isConsole || text.isWord("true", .true, at: slots.fromConsole) {
      profile.flags.insert(.console)
    }
    if !agent.isCloudShell {
      guard let network = network(source) else { return nil }
      profile.detail = network
    }
    countUse(.useOfService, of: service, by: principal)
    return profile
  }

  private func accountNumber() -> UInt32? {
    var account = text[slots.account]
    if account.isEmpty { account = text[slots.ownAccount] }
    return account.isEmpty ? cells.texts.number(of: "unknown") : cells.texts.number(of: account)
  }

  /// Counts the service of an event apart from what the event is counted by: together they would be
  /// too many.
  private func countUse(
    _ kind: Profile.Kind, of value: UnsafeRawBufferPointer, by principal: UInt32 = Profile.none
  ) {
    guard let number = cells.texts.number(of: value),
      let profile = cells.profiles.number(
        of: Profile(kind: kind, principal: principal, detail: number)),
      cells.cells.add(
        CellTable.Key(region: region, profile: profile, day: day), first: 0, last: 0)
    else { return cells.lose(1, in: cells.regions[region]) }
  }

  // MARK: - Who calls

  private func caller(_ issuer: UnsafeRawBufferPointer, _ arn: UnsafeRawBufferPointer) -> Caller? {
    if !issuer.isEmpty {
      return remembered(issuer, &issuerTexts, &issuers) { makeCaller(issuer, isIssuer: true) }
    }
    guard !arn.isEmpty else {
      return Caller(
        principal: nil, isServiceRole: false, serviceRole: Profile.none, isShared: false)
    }
    return remembered(arn, &arnTexts, &arns) { makeCaller(arn, isIssuer: false) }
  }

  @inline(__always)
  private func remembered<Fact>(
    _ text: UnsafeRawBufferPointer, _ table: inout TextTable, _ facts: inout [Fact],
    _ make: () -> Fact
  ) -> Fact {
    guard let number = table.number(of: text) else { return make() }
    if Int(number) < facts.count { return facts[Int(number)] }
    let fact = make()
    facts.append(fact)
    return fact
  }

  private func makeCaller(_ arn: UnsafeRawBufferPointer, isIssuer: Bool) -> Caller {
    let isServiceRole = arn.holds("/aws-service-role/")
    var serviceRole = Profile.none
    if isServiceRole, let path = Self.servicePath(arn) {
      serviceRole = cells.texts.number(of: "*:role" + path) ?? Profile.none
    }
    if isIssuer {
      let isShared = arn.holds("/AWSReservedSSO_")
      return Caller(
        principal: isShared ? nil : cells.texts.number(of: arn), isServiceRole: isServiceRole,
        serviceRole: serviceRole, isShared: isShared)
    }
    var name = arn
    if arn.holds(":assumed-role/"), let slash = arn.lastPlace(of: UInt8(ascii: "/")) {
      name = UnsafeRawBufferPointer(rebasing: arn[..<slash])
    }
    return Caller(
      principal: cells.texts.number(of: name), isServiceRole: isServiceRole,
      serviceRole: serviceRole, isShared: false)
  }

  /// `/aws-service-role/…` of `arn:…:iam::…:role/aws-service-role/…`
  private static func servicePath(_ arn: UnsafeRawBufferPointer) -> String? {
    let parts = String(decoding: arn, as: UTF8.self).pieces(at: ":", most: 6)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "iam", parts[3].isEmpty,
      let path = parts[5].without(prefix: "role"), path.begins(with: "/aws-service-role/"),
      path.utf8.count > "/aws-service-role/".utf8.count
    else { return nil }
    return String(path)
  }

  private func principal(
    _ caller: Caller, _ issuer: UnsafeRawBufferPointer, _ arn: UnsafeRawBufferPointer
  ) -> UInt32? {
    if let principal = caller.principal { return principal }
    if !issuer.isEmpty {
      // People of IAM Identity Center share a role; the session has their name.
      guard caller.isShared, let slash = arn.lastPlace(of: UInt8(ascii: "/")) else {
        return cells.texts.number(of: issuer)
      }
      var person = Array(issuer)
      person.append(contentsOf: arn[slash...])
      return person.withUnsafeBytes { cells.texts.number(of: $0) }
    }
    // An ARN of which too many are known has no number.
    guard arn.isEmpty else { return nil }
    var name = text[slots.principalID]
    if !name.isEmpty {
      if name.begins(with: "ARO"), let colon = name.firstIndex(of: UInt8(ascii: ":")) {
        name = UnsafeRawBufferPointer(rebasing: name[..<colon])
      }
      return cells.texts.number(of: name)
    }
    name = text[slots.onBehalfOf]
    if name.isEmpty { name = text[slots.type] }
    return name.isEmpty ? cells.texts.number(of: "unknown") : cells.texts.number(of: name)
  }

  // MARK: - Where from

  private func agent(_ text: UnsafeRawBufferPointer) -> Agent {
    remembered(text, &agentTexts, &agents) {
      Agent(
        isCloudShell: text.holds("exec-env/CloudShell"),
        isConsole: text.begins(with: "Mozilla/") || text.holds("console.amazonaws.com")
          || text.holds("signin.amazonaws.com"))
    }
  }

  /// `Profile.none` for an address without one; nil if it did not fit.
  private func network(_ address: UnsafeRawBufferPointer) -> UInt32? {
    var fits = true
    let number = remembered(address, &addressTexts, &networks) {
      guard let network = EventNetwork.text(of: address) else { return Profile.none }
      guard let number = cells.texts.number(of: network) else {
        fits = false
        return Profile.none
      }
      return number
    }
    return fits ? number : nil
  }

  // MARK: - Rare events

  private func isFailedLogin(_ service: UnsafeRawBufferPointer) -> Bool {
    guard service.equals("signin.amazonaws.com"), (try? rare.read(event.record)) != nil else {
      return false
    }
    rareText.forget()
    return rareText[0].equals("Failure")
  }

  /// Where STS's global endpoint served a call, and when a region was enabled.
  private func noteRareThings(
    _ service: UnsafeRawBufferPointer, _ caller: Caller, _ issuer: UnsafeRawBufferPointer,
    _ arn: UnsafeRawBufferPointer
  ) {
    if service.equals("sts.amazonaws.com") {
      let served = text[slots.served]
      if !served.isEmpty { countUse(.servedFrom, of: served) }
    }
    guard event.isString("EnableRegion", at: slots.name), !text.says(slots.errorCode),
      (try? rare.read(event.record)) != nil
    else { return }
    rareText.forget()
    let name = rareText[1].isEmpty ? rareText[2] : rareText[1]
    guard !name.isEmpty, cells.enablings.count < cells.limits.regions,
      let principal = principal(caller, issuer, arn)
    else { return }
    cells.note(
      .init(
        time: String(decoding: text[slots.time], as: UTF8.self), principal: cells.texts[principal]),
      of: String(decoding: name, as: UTF8.self))
  }

  private func mark(_ id: UnsafeRawBufferPointer, _ profile: Profile?) {
    guard request.truePositives.contains(String(decoding: id, as: UTF8.self)) else { return }
    func known(_ number: UInt32?) -> String? {
      guard let number, number != Profile.none else { return nil }
      return cells.texts[number]
    }
    cells.marked.append(
      .init(
        region: cells.regions[region], account: known(profile?.account) ?? "unknown", day: day,
        isAWSService: profile?.flags.contains(.isAWSService) ?? false,
        serviceRole: known(profile?.serviceRole), invokedBy: known(profile?.invokedBy)))
  }
}

@inline(__always)
private func memoryIsEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
  for index in 0..<b.count where a[index] != b[index] { return false }
  return true
}
