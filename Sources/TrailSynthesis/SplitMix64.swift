/// A small pseudo-random generator whose numbers are the same on every machine and toolchain.
///
///     var random = SplitMix64(seed: 7)
///     random.next()          // 7191089600892374487, always
///     random.below(10)       // 0 ..< 10
///
/// Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014). The standard
/// library's random algorithms have no fixed sequence, so the draws that the log generator needs
/// are defined here too.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.scrambled(state)
  }

  /// A number in `0 ..< bound`; 0 if the range is empty.
  mutating func below(_ bound: Int) -> Int {
    Self.index(next(), of: bound)
  }

  /// Maps 64 random bits to `0 ..< bound` by the high half of the product.
  static func index(_ bits: UInt64, of bound: Int) -> Int {
    bound <= 1 ? 0 : Int(bits.multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Combines two numbers, for seeds that depend on a place, not on what came before.
  static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
    scrambled(first &+ 0x9E37_79B9_7F4A_7C15 &* (second &+ 1))
  }

  /// Hashes a text (FNV-1a), for seeds that depend on a name.
  static func number(of text: some Sequence<UInt8>) -> UInt64 {
    text.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private static func scrambled(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
