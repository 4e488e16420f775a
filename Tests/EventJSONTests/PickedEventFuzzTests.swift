import EventJSON
import Foundation
import TestSupport
import Testing

/// Thousands of broken and odd texts: never a trap, never a read beyond the end, and the same
/// values as Foundation for everything that it can read.
///
/// Some thousand texts by default. To run longer, with another seed:
///
///     TRAILSIFT_FUZZ_SECONDS=600 TRAILSIFT_FUZZ_SEED=7 swift test --filter PickedEventFuzzTests
///
/// With `swift test --sanitize=address`, reads outside memory end the run too. On Linux
/// `ASAN_OPTIONS=detect_leaks=0` keeps leaks of XCTest itself from failing it.
struct PickedEventFuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["TRAILSIFT_FUZZ_SECONDS"].flatMap(Int.init)
  private static let seed = environment["TRAILSIFT_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
  private static let texts = 2_000
  private static let capacity = 64 << 10

  private static let pieces = [
    "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u0", "\\u0061", "\\\"", "\\ud83d\\ude00", "null",
    "true", "-0", "0.10", "1E5", "1e-400", "123456789012345678901234567890", "\t", "\r\n", "\u{0}",
    "\u{1}", "\u{7F}", "é", "😀", "\u{2028}", "{\"a\":{\"b\":", "\"a.b\":[[],{}],", "\"b\":\"\\n\",",
    String(repeating: "[", count: 300), String(repeating: " ", count: 70),
  ].map { Array($0.utf8) }

  private let event = PickedEvent(trie: FieldTrie(fields: RandomDocument.paths))
  private let guarded: GuardedBytes

  init() throws {
    guarded = try #require(GuardedBytes(capacity: Self.capacity))
  }

  @Test func picksWhatFoundationFinds() throws {
    var random = SeededGenerator(seed: Self.seed)
    var documents = RandomDocument(seed: Self.seed)
    let clock = ContinuousClock()
    let end = Self.seconds.map { clock.now + .seconds($0) }
    var (count, compared) = (0, 0)
    while end.map({ clock.now < $0 }) ?? (count < Self.texts) {
      count += 1
      var bytes = Array(documents.next().utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) { mutate(&bytes, &random) }
      if try check(Array(bytes.prefix(Self.capacity))) { compared += 1 }
    }
    #expect(compared > count / 5)
    if Self.seconds != nil {
      print("fuzzed \(count) texts with seed \(Self.seed), \(compared) of them well-formed")
    }
  }

  /// Returns whether the values were compared with Foundation's.
  private func check(_ bytes: [UInt8]) throws -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    let copy = guarded.copy(bytes)
    let skipped = try? event.skip(copy)
    let length: Int
    do {
      length = try event.read(copy)
    } catch {
      // Anything else may still be a value.
      if skipped != nil { #expect(error.reason == .unexpectedByte, "\(text)") }
      if error.reason != .tooDeep, isComparable(bytes) {
        #expect(!(FoundationJSON.parse(bytes) is NSDictionary), "\(error): \(text)")
      }
      return false
    }
    #expect(skipped == length, "\(text)")
    event.forEachScalar { value in
      _ = event.text(of: value)
      return true
    }
    _ = JSONOutline(copy)
    for slot in RandomDocument.paths.indices {
      for value in event.values(at: slot) { _ = event.text(of: value) }
    }
    guard isComparable(bytes), let whole = FoundationJSON.parse(bytes) as? NSDictionary else {
      return false
    }
    // Foundation keeps the last of two members of one name, trailsift both.
    let isUnique = openings(of: bytes) == containers(in: whole) && scalars() == scalars(in: whole)
    for (slot, path) in RandomDocument.paths.enumerated() {
      let expected = try FoundationJSON.values(at: path, of: whole).sorted()
      let found = try event.values(at: slot).map { value in
        try FoundationJSON.canonical(
          #require(FoundationJSON.parse(event.json(of: value)) as? NSObject, "\(path) in \(text)"))
      }.sorted()
      if isUnique {
        #expect(found == expected, "\(path) in \(text)")
      } else {
        #expect(Set(expected).isSubset(of: found) || hasContainers(expected), "\(path) in \(text)")
      }
      for value in event.values(at: slot) where value.kind == .string {
        let expected = FoundationJSON.parse(event.json(of: value)) as? String
        #expect(event.text(of: value) == expected, "\(path) in \(text)")
      }
    }
    return isUnique
  }

  /// Whether both have to agree: Foundation guesses UTF-16 and UTF-32 from zeros.
  private func isComparable(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
      && !FoundationJSON.differs(on: bytes)
  }

  /// A container in which Foundation dropped a duplicate member differs.
  private func hasContainers(_ texts: [String]) -> Bool {
    texts.contains { $0.hasPrefix("[{") || $0.hasPrefix("[[") }
  }

  private func scalars() -> Int {
    var count = 0
    event.forEachScalar { _ in
      count += 1
      return true
    }
    return count
  }

  private func scalars(in value: Any) -> Int {
    if let object = value as? NSDictionary {
      return object.allValues.reduce(0) { $0 + scalars(in: $1) }
    }
    if let array = value as? NSArray { return array.reduce(0) { $0 + scalars(in: $1) } }
    return 1
  }

  private func containers(in value: Any) -> Int {
    if let object = value as? NSDictionary {
      return object.allValues.reduce(1) { $0 + containers(in: $1) }
    }
    if let array = value as? NSArray { return array.reduce(1) { $0 + containers(in: $1) } }
    return 0
  }

  /// Opening brackets outside of strings.
  private func openings(of bytes: [UInt8]) -> Int {
    var (count, isInString, isEscaped) = (0, false, false)
    for byte in bytes {
      if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
      isEscaped = isInString && byte == UInt8(ascii: "\\") && !isEscaped
      if !isInString, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { count += 1 }
    }
    return count
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let length = min(Int.random(in: 1...12, using: &random), bytes.count - place)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes.removeSubrange(place..<place + length)
    case 1: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    case 2:
      let from = Int.random(in: 0...bytes.count, using: &random)
      let copied = Array(bytes[from..<min(bytes.count, from + 60)])
      bytes.insert(contentsOf: copied, at: place)
    case 3:
      guard place < bytes.count else { return }
      bytes[place] = UInt8.random(in: 0...255, using: &random)
    default:
      bytes.insert(contentsOf: Self.pieces.randomElement(using: &random) ?? [], at: place)
    }
  }
}
