import TestSupport

/// Random text of every kind of scalar, the same in every run, as attackers and broken encoders
/// write it.
struct ScalarSoup: RandomNumberGenerator {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func next() -> UInt64 { generator.next() }

  private static let kinds: [ClosedRange<UInt32>] = [
    0x00...0x1F, 0x20...0x7E, 0x7F...0x9F, 0xA0...0x2FF, 0x300...0x36F, 0x590...0x6FF,
    0x900...0xDFF,
    0x1100...0x11FF, 0x2000...0x206F, 0x2190...0x27BF, 0x3000...0x30FF, 0xAC00...0xD7FF,
    0xE000...0xF8FF, 0xFE00...0xFE0F, 0xFFF0...0xFFFF, 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF,
    0xE0000...0xE01EF, 0x10000...0x10FFFF, 0x200D...0x200D, 0x302E...0x302F, 0xA9...0xAE,
  ]

  mutating func text(scalars count: Int) -> String {
    var text = ""
    while text.unicodeScalars.count < count {
      let kind = ScalarSoup.kinds[Int.random(in: 0..<ScalarSoup.kinds.count, using: &self)]
      guard let scalar = Unicode.Scalar(UInt32.random(in: kind, using: &self)) else { continue }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
