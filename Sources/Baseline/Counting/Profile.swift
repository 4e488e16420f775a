/// What the baseline tells events apart by, besides region and day.
struct Profile: Hashable, Sendable {
  /// Each event is of one kind; the first that applies.
  enum Kind: UInt8, Sendable {
    /// A service calls.
    case service
    /// Another account, or anonymous.
    case foreign
    /// A service that logs in one region wherever the caller works.
    case global
    case own
    /// Not an event: a count of what an event's service was, of evidence or of global calls.
    case useOfService, useOfGlobalService
    /// Not an event: where a call of STS's global endpoint was served.
    case servedFrom
  }

  struct Flags: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let failed = Flags(rawValue: 1)
    static let change = Flags(rawValue: 2)
    static let console = Flags(rawValue: 4)
    /// Somebody of the company is behind a service's call.
    static let forwarded = Flags(rawValue: 8)
    /// `userIdentity.type` is AWSService.
    static let isAWSService = Flags(rawValue: 16)
  }

  /// Numbers of texts; `none` where there is nothing to say.
  static let none = UInt32.max

  var kind: Kind
  var flags: Flags = []
  var account = Profile.none
  var principal = Profile.none
  /// The network of evidence, or the service or served region of the kinds that count these.
  var detail = Profile.none
  /// `*:role/aws-service-role/…`
  var serviceRole = Profile.none
  var invokedBy = Profile.none

  @inline(__always)
  var hashBits: UInt64 {
    var bits = UInt64(kind.rawValue) << 8 | UInt64(flags.rawValue)
    bits = (bits << 32 ^ UInt64(account)) &* 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ UInt64(principal) ^ UInt64(detail) << 32) &* 0xa076_1d64_78bd_642f
    bits ^= bits >> 29
    bits = (bits ^ UInt64(serviceRole) ^ UInt64(invokedBy) << 32) &* 0xe703_7ed1_a0b4_28db
    return bits ^ bits >> 32
  }
}

/// Different profiles with a number each.
struct ProfileTable: Sendable {
  private(set) var profiles: [Profile] = []
  /// Number + 1; 0 is a free slot. A power of two.
  private var slots = [UInt32](repeating: 0, count: 1024)
  private let maximumCount: Int

  init(maximumCount: Int) { self.maximumCount = maximumCount }

  /// nil if the profile is new and there are too many.
  @inline(__always)
  mutating func number(of profile: Profile) -> UInt32? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: profile.hashBits) & mask
    while slots[slot] != 0 {
      let number = slots[slot] - 1
      if profiles[Int(number)] == profile { return number }
      slot = (slot + 1) & mask
    }
    guard profiles.count < maximumCount else { return nil }
    profiles.append(profile)
    slots[slot] = UInt32(profiles.count)
    if profiles.count * 2 > slots.count { grow() }
    return UInt32(profiles.count - 1)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, profile) in profiles.enumerated() {
      var slot = Int(truncatingIfNeeded: profile.hashBits) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index + 1)
    }
  }
}
