import LinearRegex
import Sigma

/// One value of a filter, compiled to test the bytes of a text.
enum ValueTest: Sendable {
  /// In lower case.
  case exactly([UInt8])
  case pattern(WildcardPattern)
  case containing([UInt8])
  case expression(RegexMatcher)
  case network(IPNetwork)
  case missing

  /// `nil` if it is not about text, or can't be compiled.
  init?(_ value: HitFilter.Value) {
    switch value {
    case .exactly(let text): self = text.isEmpty ? .missing : .exactly(Self.lowercased(text))
    case .containing(let text): self = .containing(Self.lowercased(text))
    case .pattern(let text): self = .pattern(WildcardPattern(text))
    case .expression(let text):
      let expression = RegularExpression(pattern: text, flags: .ignoresCase)
      guard let program = try? expression.compiled() else { return nil }
      self = .expression(RegexMatcher(program))
    case .network(let text):
      guard let network = FilterParser.network(text) else { return nil }
      self = .network(network)
    case .missing: self = .missing
    case .times, .verdict: return nil
    }
  }

  /// Whether the text matches. `lowered` is the same text in lower case.
  func matches(_ text: UnsafeRawBufferPointer, lowered: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .exactly(let wanted):
      return Self.parts(lowered).contains { $0.elementsEqual(wanted) }
    case .pattern(let pattern):
      // `field:*` matches hits that have a value there.
      return !text.isEmpty && Self.parts(lowered).contains { pattern.matches($0) }
    case .containing(let wanted): return Self.contains(lowered, wanted)
    case .expression(let matcher): return matcher.isMatch(text)
    case .network(let network):
      guard let address = IPNetwork(address: text) else { return false }
      return network.contains(address)
    case .missing: return text.isEmpty
    }
  }

  /// Whether it matches anywhere in a text, not only a whole text.
  var isFoundAnywhere: Bool {
    switch self {
    case .containing, .expression: true
    case .pattern(let pattern): pattern.isOpen
    case .exactly, .network, .missing: false
    }
  }

  /// Whether it depends on where a text begins and ends.
  var looksAtBounds: Bool {
    if case .expression(let matcher) = self { matcher.hasAssertions } else { false }
  }

  /// The texts to compare with a value: itself, and each part of an ARN between `:` and `/`.
  private static func parts(_ text: UnsafeRawBufferPointer) -> [UnsafeRawBufferPointer] {
    guard text.starts(with: Array("arn:".utf8)) else { return [text] }
    var parts = [text]
    var start = 4
    for index in 4...text.count
    where index == text.count || text[index] == UInt8(ascii: ":")
      || text[index] == UInt8(ascii: "/")
    {
      if index > start { parts.append(UnsafeRawBufferPointer(rebasing: text[start..<index])) }
      start = index + 1
    }
    return parts
  }

  private static func contains(_ text: UnsafeRawBufferPointer, _ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first else { return true }
    guard text.count >= wanted.count else { return false }
    return wanted.withUnsafeBytes { wanted in
      var start = 0
      while start <= text.count - wanted.count {
        if text[start] == first {
          var offset = 1
          while offset < wanted.count, text[start + offset] == wanted[offset] { offset += 1 }
          if offset == wanted.count { return true }
        }
        start += 1
      }
      return false
    }
  }

  /// Lower case for this comparison: ASCII by bytes, all else by Unicode.
  static func lowercased(_ text: String) -> [UInt8] { Array(text.lowercased().utf8) }

  /// Calls `body` with the text in lower case.
  static func withLowercase<Result>(
    _ text: UnsafeRawBufferPointer, _ scratch: inout [UInt8],
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    scratch.removeAll(keepingCapacity: true)
    var isASCII = true
    for byte in text {
      isASCII = isASCII && byte < 0x80
      scratch.append(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    if !isASCII { scratch = lowercased(String(decoding: text, as: UTF8.self)) }
    return scratch.withUnsafeBytes(body)
  }
}

/// `ap-*`: `*` is any text, `?` one character, a backslash takes the next one literally.
struct WildcardPattern: Sendable {
  private enum Part: Sendable, Equatable {
    case any, one
    case byte(UInt8)
  }

  private var parts: [Part] = []

  init(_ text: String) {
    var isEscaped = false
    for byte in ValueTest.lowercased(text) {
      switch byte {
      case _ where isEscaped:
        parts.append(.byte(byte))
        isEscaped = false
      case UInt8(ascii: "\\"): isEscaped = true
      case UInt8(ascii: "*"): if parts.last != .any { parts.append(.any) }
      case UInt8(ascii: "?"): parts.append(.one)
      default: parts.append(.byte(byte))
      }
    }
  }

  /// Whether it begins and ends with `*`.
  var isOpen: Bool { parts.first == .any && parts.last == .any }

  /// Backtracks to the last `*` only, so that no pattern takes longer than its length times the
  /// text's.
  func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    var (part, place) = (0, 0)
    var retry: (part: Int, place: Int)?
    while place < text.count {
      if part < parts.count {
        switch parts[part] {
        case .any:
          retry = (part, place)
          part += 1
          continue
        case .one:
          part += 1
          place += 1
          while place < text.count, text[place] & 0xC0 == 0x80 { place += 1 }
          continue
        case .byte(text[place]):
          part += 1
          place += 1
          continue
        case .byte: break
        }
      }
      guard let (lastPart, lastPlace) = retry else { return false }
      retry = (lastPart, lastPlace + 1)
      (part, place) = (lastPart + 1, lastPlace + 1)
    }
    return parts[part...].allSatisfy { $0 == .any }
  }
}
