import Basics
import EventJSON

/// The times, regions and accounts of the events that a scan selects.
///
///     --since 2026-11-02 --region ap-east-1
///     {"eventTime":"2026-11-03T…","awsRegion":"ap-east-1"}     in
///     {"eventTime":"2026-11-01T…","awsRegion":"ap-east-1"}     out
///     {"eventTime":"soon","awsRegion":"ap-east-1"}             in, counted in `unplaced`
///
/// An event without a readable time, region or account may be in scope: it is kept unless another
/// of its values is out of scope. The check runs before every match, so it makes no text.
struct ScanScope {
  /// Slots of the trie; empty if everything is selected.
  struct Slots {
    let time: Int
    let regions: [Int]
    let accounts: [Int]
  }

  private let slots: Slots
  private let times: Range<Int64>?
  private let regions: [[UInt8]]
  private let accounts: [[UInt8]]
  private let keepsUnplaced: Bool
  /// Events since `takeUnplaced` that were kept although they lack a value.
  private var unplaced = UnplacedEvents()

  /// The fields of the account that received an event: in records older than `recipientAccountId`
  /// (eventVersion 1.02) it is the caller's; aggregated events have their own.
  static let accountFields = ["recipientAccountId", "userIdentity.accountId", "accountId"]

  /// Nil if everything is selected.
  init?(_ request: ScanRequest, slots: Slots) {
    let isBounded = request.since != nil || request.until != nil
    guard isBounded || !request.regions.isEmpty || !request.accounts.isEmpty else { return nil }
    self.slots = slots
    let since = request.since ?? .min
    times = isBounded ? since..<max(since, request.until ?? .max) : nil
    regions = request.regions.map { Array($0.utf8) }
    accounts = request.accounts.map { Array($0.utf8) }
    keepsUnplaced = request.keepsUnplaced
  }

  /// Whether an event is in scope, or may be.
  mutating func holds(_ event: PickedEvent) -> Bool {
    var lacks = UnplacedEvents()
    if let times {
      if let time = event.time(at: slots.time) {
        guard times.contains(time) else { return false }
      } else {
        lacks.time = 1
      }
    }
    if !regions.isEmpty {
      switch place(event, slots.regions, among: regions, Self.isRegion) {
      case .inside: break
      case .outside: return false
      case .unknown: lacks.region = 1
      }
    }
    if !accounts.isEmpty {
      switch place(event, slots.accounts, among: accounts, Self.isAccount) {
      case .inside: break
      case .outside: return false
      case .unknown: lacks.account = 1
      }
    }
    guard !lacks.isEmpty else { return true }
    guard keepsUnplaced else { return false }
    unplaced += lacks
    return true
  }

  mutating func takeUnplaced() -> UnplacedEvents {
    defer { unplaced = UnplacedEvents() }
    return unplaced
  }

  private enum Place { case inside, outside, unknown }

  /// The result of the first readable value.
  private func place(
    _ event: PickedEvent, _ slots: [Int], among names: [[UInt8]],
    _ isName: (UnsafeRawBufferPointer) -> Bool
  ) -> Place {
    for slot in slots {
      for value in event.values(at: slot) where value.kind == .string || value.kind == .number {
        let place: Place = event.withText(of: value) { text in
          if names.contains(where: { Self.isSame(text, $0) }) { return .inside }
          return isName(text) ? .outside : .unknown
        }
        if place != .unknown { return place }
      }
    }
    return .unknown
  }

  /// Regions are in lower case, but not always in logs that other tools have processed.
  private static func isSame(_ text: UnsafeRawBufferPointer, _ name: [UInt8]) -> Bool {
    guard text.count == name.count else { return false }
    for index in 0..<name.count where lowercase(text[index]) != lowercase(name[index]) {
      return false
    }
    return true
  }

  private static func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// Whether a text has the form of a region: letters, a hyphen, a digit. `-`, `...`, `redacted`
  /// and the empty text do not; new, private and anonymised regions (`us-north-2r`) do.
  private static func isRegion(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let first = text.first, lowercase(first) &- 0x61 < 26 else { return false }
    var (hasHyphen, hasDigit) = (false, false)
    for byte in text {
      switch lowercase(byte) {
      case UInt8(ascii: "-"): hasHyphen = true
      case 0x30...0x39: hasDigit = true
      case 0x61...0x7a: break
      default: return false
      }
    }
    return hasHyphen && hasDigit
  }

  private static func isAccount(_ text: UnsafeRawBufferPointer) -> Bool {
    text.count == 12 && text.allSatisfy { $0 &- 0x30 < 10 }
  }
}
