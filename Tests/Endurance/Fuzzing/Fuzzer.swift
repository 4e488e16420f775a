import TestSupport

/// A reader of bytes that may come from anyone, with what must hold whatever it reads.
protocol Fuzzer {
  static var name: String { get }
  static var summary: String { get }
  /// Sound inputs, which are then broken.
  var samples: [[UInt8]] { get }
  /// What is put into them: the signs of the format.
  var pieces: [String] { get }

  init() throws

  /// Reads the bytes.
  ///
  /// - Throws: `Violation` if something does not hold. Refusing the input is no violation.
  func run(_ bytes: [UInt8]) throws
}

/// Something that must hold, and did not.
struct Violation: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  static func check(_ holds: Bool, _ words: @autoclosure () -> String) throws {
    if !holds { throw Violation(words()) }
  }
}

enum Fuzzers {
  static var all: [any Fuzzer.Type] {
    [
      RecordFuzzer.self, UnwrappingFuzzer.self, YAMLFuzzer.self, ConditionFuzzer.self,
      RuleFuzzer.self, FilterFuzzer.self, JournalFuzzer.self, BundleFuzzer.self,
      ThemeFuzzer.self, ConfigurationFuzzer.self,
    ]
  }
}

/// Breaks inputs. The same number gives the same input, so that one alone can be run again.
struct Mutator {
  private let samples: [[UInt8]]
  private let pieces: [[UInt8]]
  private var random: SeededGenerator

  init(_ fuzzer: some Fuzzer, seed: UInt64, number: UInt64) {
    samples = fuzzer.samples
    pieces =
      fuzzer.pieces.map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC3], [0], [0xED, 0xA0, 0x80]]
    random = SeededGenerator(seed: seed ^ (number &* 0x9E37_79B9_7F4A_7C15))
  }

  mutating func next() -> [UInt8] {
    var bytes = samples[random.next(below: samples.count)]
    for _ in 0...random.next(below: 5) { mutate(&bytes) }
    return bytes
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = random.next(below: bytes.count + 1)
    let length = min(1 + random.next(below: 16), bytes.count - place)
    switch random.next(below: 7) {
    case 0: bytes.removeSubrange(place..<place + length)
    case 1: if random.next(below: 4) == 0 { bytes.removeSubrange(place...) }
    case 2:
      let from = random.next(below: bytes.count + 1)
      let copied = bytes[from..<min(bytes.count, from + 1 + random.next(below: 200))]
      bytes.insert(contentsOf: Array(copied), at: place)
    case 3: if place < bytes.count { bytes[place] = UInt8(random.next(below: 256)) }
    case 4:
      let piece = pieces[random.next(below: pieces.count)]
      let count = random.next(below: 8) == 0 ? 1 + random.next(below: 400) : 1
      bytes.insert(contentsOf: repeatElement(piece, count: count).joined(), at: place)
    default: bytes.insert(contentsOf: pieces[random.next(below: pieces.count)], at: place)
    }
  }
}
