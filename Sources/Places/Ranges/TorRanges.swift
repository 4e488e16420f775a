import Basics

/// A text file of countries, as Tor has it; Debian: `tor-geoipdb`.
///
///     # Generated: Thu, 19 Nov 2026 04:33:59 GMT
///     16777216,16777471,AU
///     2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP
///
/// Lines that do not parse, that end before they start, or that do not start behind the line before
/// are left out and counted.
struct TorRanges: Sendable {
  private(set) var ipv4 = AddressRanges()
  private(set) var ipv6 = AddressRanges()
  private(set) var skipped = 0
  private(set) var built: CivilDate?
  /// The third fields; those that are no code of a country say nothing.
  private var countries: [RecordFacts] = []
  private var countryNumbers: [UInt32: Int32] = [:]

  /// The real ones have 16 MB.
  private static let maximumBytes = 256 << 20

  init(_ path: String) throws(PlacesRefusal) {
    let bytes: [UInt8]
    do { bytes = try PlainFile.read(path, atMost: Self.maximumBytes + 1) } catch {
      throw .unreadable(error.reason, isMissing: error.isMissing)
    }
    guard bytes.count <= Self.maximumBytes else { throw .tooLarge }
    try self.init(bytes)
  }

  init(_ bytes: [UInt8]) throws(PlacesRefusal) {
    bytes.withUnsafeBytes { read($0) }
    if ipv4.isEmpty, ipv6.isEmpty { throw .notADatabase }
  }

  private mutating func read(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      var (first, last) = (start, end)
      while first < last, Self.isBlank(bytes[first]) { first += 1 }
      while last > first, Self.isBlank(bytes[last - 1]) { last -= 1 }
      if first < last {
        let line = UnsafeRawBufferPointer(rebasing: bytes[first..<last])
        if line[0] == UInt8(ascii: "#") {
          readDate(line)
        } else if !add(line) {
          skipped += 1
        }
      }
      start = end + 1
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// `start,end,CC`
  private mutating func add(_ line: UnsafeRawBufferPointer) -> Bool {
    let comma = UInt8(ascii: ",")
    guard let first = line.firstIndex(of: comma),
      let second = line[(first + 1)...].firstIndex(of: comma),
      let start = Self.address(UnsafeRawBufferPointer(rebasing: line[..<first])),
      let end = Self.address(UnsafeRawBufferPointer(rebasing: line[(first + 1)..<second])),
      start.isIPv6 == end.isIPv6,
      let country = country(UnsafeRawBufferPointer(rebasing: line[(second + 1)...]))
    else { return false }
    let (from, to) = (AddressRanges.Key(start), AddressRanges.Key(end))
    return start.isIPv6 ? ipv6.append(from, to, country) : ipv4.append(from, to, country)
  }

  /// A whole number or an address.
  private static func address(_ text: UnsafeRawBufferPointer) -> IPNetwork? {
    var number: UInt64 = 0
    for byte in text {
      guard byte &- 0x30 < 10 else { return IPNetwork(address: text) }
      // More than ten digits are too many; at 20 the sum could overflow.
      if number < 10_000_000_000 { number = number * 10 + UInt64(byte &- 0x30) }
    }
    if text.count > 10 { return nil }
    return text.isEmpty ? nil : UInt32(exactly: number).map { IPNetwork(ipv4: $0) }
  }

  /// The number of what the third field says; nil for an empty one and one with blanks.
  private mutating func country(_ text: UnsafeRawBufferPointer) -> Int32? {
    let isShort = text.count == 2 && text[0] > 0x20 && text[1] > 0x20 && text[0] | text[1] < 0x7F
    let key = isShort ? UInt32(text[0]) << 8 | UInt32(text[1]) : 0
    if isShort, let known = countryNumbers[key] { return known }
    let written = String(decoding: text, as: UTF8.self)
    guard !written.isEmpty, !written.unicodeScalars.contains(where: \.properties.isWhitespace)
    else { return nil }
    let number = Int32(countries.count)
    let code = ForeignText.countryCode(written)
    countries.append(
      RecordFacts(
        place: code.map { Place(countryCode: $0, basis: .country) }, system: nil, labels: []))
    if isShort { countryNumbers[key] = number }
    return number
  }

  /// `# Generated: Thu, 19 Nov 2026 04:33:59 GMT`
  private mutating func readDate(_ line: UnsafeRawBufferPointer) {
    let text = String(decoding: line, as: UTF8.self)
    guard built == nil,
      let rest = text.without(prefix: "#").map({ String($0).trimmed })?.without(
        prefix: "Generated:")
    else { return }
    let words = rest.words
    guard words.count >= 5, words[0].utf8.count == 4, words[0].ends(with: ","),
      let day = Int(words[1]), words[1].utf8.count == 2,
      let month = Self.months.firstIndex(of: words[2].lowercased()),
      let year = Int(words[3]), words[3].utf8.count == 4
    else { return }
    built = CivilDate(year: year, month: month + 1, day: day)
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  func find(_ address: IPNetwork) -> (facts: RecordFacts, extent: Extent)? {
    let ranges = address.isIPv6 ? ipv6 : ipv4
    guard let index = ranges.index(of: AddressRanges.Key(address)) else { return nil }
    let (start, end) = (ranges.starts[index], ranges.ends[index])
    let extent =
      address.isIPv6
      ? Extent(IPNetwork(ipv6: start.high, start.low), IPNetwork(ipv6: end.high, end.low))
      : Extent(IPNetwork(ipv4: start.ipv4), IPNetwork(ipv4: end.ipv4))
    return (countries[Int(ranges.values[index])], extent)
  }
}

extension AddressRanges.Key {
  fileprivate var ipv4: UInt32 { UInt32(truncatingIfNeeded: high >> 32) }
}
