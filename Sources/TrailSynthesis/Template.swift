import Basics

/// A piece of JSON with holes that are filled for each record. Line ends and the spaces after them
/// are only layout of the source and are removed.
///
///     {"bucketName":"<pick logs|assets>","Host":"<pick logs|assets>.s3.<region>.amazonaws.com"}
///
/// | hole | becomes |
/// |---|---|
/// | `<account>` `<other>` `<region>` | the record's account, the company's other account, the region |
/// | `<time>` `<spoken>` | the event's time, as `2026-03-01T09:41:07Z` or in words |
/// | `<created S>` | when the session of principal S began, within the hour before |
/// | `<shared>` | a UUID that both records of one action have |
/// | `<uuid>` `<hex N>` `<base32 N>` `<base64 N>` `<int A B>` | fresh random text |
/// | `<who a\|b>` | the caller's text: the same in the whole identity |
/// | `<pick a\|b>` | a choice: the same for the same list in one record |
/// | `<id P N L>` | P and L hex digits: one of N resources of this account and region |
/// | `<task S L>` | L hex digits of the caller under principal S |
/// | `<akid P S>` | an identifier such as AROA...EXAMPLE of the user or role S |
/// | `<session-key S>` | ASIA...EXAMPLE, a new one for each session of principal S |
struct Template: Sendable {
  enum Piece: Sendable {
    case literal(Range<Int>)
    case account, otherAccount, region, time, spokenTime, uuid, shared
    case created(salt: UInt64)
    case hex(Int)
    case base32(Int)
    case base64(Int)
    case number(Int, Int)
    case who(firstChoice: Int, count: Int)
    case pick(firstChoice: Int, count: Int, salt: UInt64)
    case resource(prefix: Range<Int>, count: Int, digits: Int, salt: UInt64)
    case task(digits: Int, salt: UInt64)
    case keyID(prefix: Range<Int>, salt: UInt64)
    case sessionKey(salt: UInt64)
  }

  /// All literal text, concatenated. Pieces point into it, so that rendering copies bytes without
  /// counting references.
  private(set) var text: [UInt8] = []
  private(set) var pieces: [Piece] = []
  private(set) var choices: [Range<Int>] = []

  init(_ source: String) {
    var rest = Self.withoutLayout(source)[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
      addLiteral(rest[..<open])
      guard let close = rest[open...].firstIndex(of: UInt8(ascii: ">")) else {
        preconditionFailure("a hole without an end in: \(source)")
      }
      addHole(String(decoding: rest[(open + 1)..<close], as: UTF8.self))
      rest = rest[(close + 1)...]
    }
    addLiteral(rest)
  }

  private static func withoutLayout(_ source: String) -> [UInt8] {
    var isLayout = false
    return source.utf8.filter { byte in
      if byte == UInt8(ascii: "\n") { isLayout = true }
      if isLayout, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: " ") { isLayout = false }
      return !isLayout
    }
  }

  private mutating func add(_ literal: some Sequence<UInt8>) -> Range<Int> {
    let start = text.count
    text.append(contentsOf: literal)
    return start..<text.count
  }

  private mutating func addLiteral(_ literal: ArraySlice<UInt8>) {
    if !literal.isEmpty { pieces.append(.literal(add(literal))) }
  }

  private mutating func addHole(_ hole: String) {
    let (name, argument) = Self.split(hole)
    let words = argument.words.map(String.init)
    let numbers = words.map { Int($0) ?? 0 }
    let salt = SplitMix64.number(of: argument.utf8)
    switch (name, words.count) {
    case ("account", 0): pieces.append(.account)
    case ("other", 0): pieces.append(.otherAccount)
    case ("region", 0): pieces.append(.region)
    case ("time", 0): pieces.append(.time)
    case ("spoken", 0): pieces.append(.spokenTime)
    case ("uuid", 0): pieces.append(.uuid)
    case ("shared", 0): pieces.append(.shared)
    case ("created", 1): pieces.append(.created(salt: salt))
    case ("hex", 1): pieces.append(.hex(numbers[0]))
    case ("base32", 1): pieces.append(.base32(numbers[0]))
    case ("base64", 1): pieces.append(.base64(numbers[0]))
    case ("int", 2): pieces.append(.number(numbers[0], numbers[1]))
    case ("who", _):
      let first = addChoices(argument)
      pieces.append(.who(firstChoice: first, count: choices.count - first))
    case ("pick", _):
      let first = addChoices(argument)
      pieces.append(.pick(firstChoice: first, count: choices.count - first, salt: salt))
    case ("id", 3):
      let prefix = add(words[0].utf8)
      pieces.append(
        .resource(prefix: prefix, count: numbers[1], digits: numbers[2], salt: salt))
    case ("task", 2):
      pieces.append(.task(digits: numbers[1], salt: SplitMix64.number(of: words[0].utf8)))
    case ("akid", 2):
      pieces.append(
        .keyID(prefix: add(words[0].utf8), salt: SplitMix64.number(of: words[1].utf8)))
    case ("session-key", 1): pieces.append(.sessionKey(salt: salt))
    default: preconditionFailure("no such hole: <\(hole)>")
    }
  }

  private static func split(_ hole: String) -> (name: String, argument: String) {
    guard let blank = hole.unicodeScalars.firstIndex(of: " ") else { return (hole, "") }
    return (String(hole[..<blank]), String(hole[hole.index(after: blank)...]))
  }

  private mutating func addChoices(_ list: String) -> Int {
    let first = choices.count
    for choice in list.pieces(at: "|") {
      choices.append(add(choice.utf8))
    }
    return first
  }
}

extension Template: ExpressibleByStringInterpolation {
  init(stringLiteral source: String) {
    self.init(source)
  }
}
