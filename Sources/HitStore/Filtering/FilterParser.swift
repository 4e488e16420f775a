import Basics
import LinearRegex
import Sigma

/// Reads a line of filters.
///
///     region:ap-* -event:Describe*,List* after:2026-11-01 verdict:none ip:198.51.100.0/24 "free text" /aws-cli\/1\./
///
/// Spaces separate filters, commas or `|` separate values. A value in quotes is literal, and so is
/// the scalar after a backslash. `field:` without a value matches hits without a value there.
public struct FilterParser {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private let columns: [String]
  private let now: Int64?

  private init(_ text: String, columns: [String], now: Int64?) {
    self.now = now
    scalars = Array(text.unicodeScalars)
    self.columns = columns
  }

  /// - Parameters:
  ///   - columns: the list's fields. Their names are taken as they are.
  ///   - now: the time from which `after:24h` counts back, in milliseconds since 1970; nil: such
  ///     times are refused.
  public static func parse(
    _ text: String, columns: [String] = [], now: Int64? = nil
  ) throws(FilterProblem) -> [HitFilter] {
    var parser = FilterParser(text, columns: columns, now: now)
    var filters: [HitFilter] = []
    while true {
      while parser.current?.properties.isWhitespace == true { parser.place += 1 }
      if parser.current == nil { return filters }
      filters.append(try parser.filter())
    }
  }

  private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func filter() throws(FilterProblem) -> HitFilter {
    let start = place
    let isNegated = current == "-"
    if isNegated { place += 1 }
    guard current.map({ !$0.properties.isWhitespace }) ?? false else {
      throw FilterProblem("expected a filter after -", at: start..<place)
    }
    let nameStart = place
    guard let name = fieldName() else {
      return HitFilter(.anyColumn, isNegated: isNegated, try values(of: .anyColumn))
    }
    let range = nameStart..<(place - 1)
    if let (from, to) = try bounds(name) {
      return HitFilter(.time, isNegated: isNegated, [.times(from: from, to: to)])
    }
    if let meant = slip(name) {
      throw FilterProblem("no field is called \(name); \(meant)? (.\(name) insists)", at: range)
    }
    let field = HitField(named: name)
    return HitFilter(field, isNegated: isNegated, try values(of: field))
  }

  // MARK: - Names

  /// A name followed by a colon. `arn:aws:…`, `https://…` and `14:03` are values.
  private mutating func fieldName() -> String? {
    var end = place
    while end < scalars.count, Self.isOfName(scalars[end]) { end += 1 }
    guard end > place, end < scalars.count, scalars[end] == ":",
      Self.beginsName(scalars[place..<end])
    else { return nil }
    let name = String(scalars: scalars[place..<end])
    let rest = String(scalars: scalars[(end + 1)...].prefix(3))
    if name == "arn" && rest == "aws" || rest.begins(with: "//") { return nil }
    place = end + 1
    return name
  }

  private static func beginsName(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = name.first else { return false }
    guard first == "." else { return first.properties.isAlphabetic || first == "_" }
    return name.dropFirst().first?.properties.isAlphabetic ?? false
  }

  private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "._-".has(scalar)
  }

  /// The probable meaning of a name that no event has, if one typo separates it from a name that
  /// events have.
  private func slip(_ name: String) -> String? {
    if columns.contains(name) || !Self.isDoubtful(name) { return nil }
    return Self.neighbour(of: name)
  }

  /// Whether a name looks like a typo of another one.
  static func isDoubtful(_ name: String) -> Bool {
    !name.has(".") && !names.contains(name.lowercased()) && !topFields.contains(name)
      && neighbour(of: name) != nil
  }

  private static let names = HitField.aliases.map(\.name) + ["after", "before"]

  /// Top-level fields of an event.
  /// https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
  private static let topFields: Set<String> = [
    "eventTime", "eventVersion", "eventSource", "eventName", "awsRegion", "sourceIPAddress",
    "userAgent", "errorCode", "errorMessage", "requestParameters", "responseElements",
    "additionalEventData", "requestID", "eventID", "eventType", "apiVersion", "managementEvent",
    "readOnly", "resources", "recipientAccountId", "serviceEventDetails", "sharedEventID",
    "vpcEndpointId", "vpcEndpointAccountId", "eventCategory", "addendum",
    "sessionCredentialFromConsole", "edgeDeviceDetails", "tlsDetails", "userIdentity",
  ]

  private static func neighbour(of name: String) -> String? {
    let written = name.lowercased()
    let all = names + topFields.sorted()
    if let same = all.first(where: { $0.lowercased() == written }) { return same }
    return all.first { TextDistance.isSlip(written, $0.lowercased()) }
  }

  // MARK: - Times

  private mutating func bounds(
    _ name: String
  ) throws(FilterProblem) -> (Int64?, Int64?)? {
    switch name.lowercased() {
    case "after": return (try time().lowerBound, nil)
    case "before": return (nil, try time().lowerBound)
    case "day", "time":
      let first = try time()
      guard name.lowercased() == "time", current == ".",
        scalars[place...].starts(with: "..".unicodeScalars)
      else { return (first.lowerBound, first.upperBound) }
      place += 2
      let second = try time().lowerBound
      return (first.lowerBound, second)
    default: return nil
    }
  }

  /// A time and its length: `2026-11-01` is a day long.
  private mutating func time() throws(FilterProblem) -> Range<Int64> {
    let start = place
    while let scalar = current, !scalar.properties.isWhitespace,
      !scalars[place...].starts(with: "..".unicodeScalars)
    {
      place += 1
    }
    let text = String(scalars: scalars[start..<place])
    do {
      return try Timestamp.span(text, now: now)
    } catch {
      // The problem's place is in bytes, the filter's in scalars.
      func scalar(_ byte: Int) -> Int {
        let index = text.utf8.index(text.startIndex, offsetBy: min(byte, text.utf8.count))
        return start + text[..<index].unicodeScalars.count
      }
      let first = min(scalar(error.range.lowerBound), max(start, place - 1))
      throw FilterProblem(
        Self.words(for: error, in: text),
        at: first..<max(first + 1, min(place, scalar(error.range.upperBound))))
    }
  }

  private static func words(for problem: TimeProblem, in text: String) -> String {
    switch problem.reason {
    case .noTime, .isIncomplete, .isTooSmall:
      (text.isEmpty ? "a time is expected here" : "\(text) is not a time")
        + ": 2026-11-01, 2026-11-01T14:00Z or, back from now, 24h"
    default: "\(problem)"
    }
  }

  // MARK: - Values

  private mutating func values(of field: HitField) throws(FilterProblem) -> [HitFilter.Value] {
    var values: [HitFilter.Value] = []
    while true {
      values.append(try value(of: field))
      guard let separator = current, separator == "," || separator == "|" else { return values }
      place += 1
    }
  }

  private mutating func value(of field: HitField) throws(FilterProblem) -> HitFilter.Value {
    let isFree = field == .anyColumn || field == .wholeEvent
    let start = place
    switch current {
    case "\"":
      let text = try quoted()
      if field == .level { return try level(text, at: start..<place) }
      return isFree ? .containing(text) : .exactly(text)
    case "/": return .expression(try expression())
    default: break
    }
    var raw = ""
    var plain = ""
    var isPattern = false
    while let scalar = current, !scalar.properties.isWhitespace, !",|".has(scalar) {
      if scalar == "\\", place + 1 < scalars.count {
        raw.unicodeScalars.append(scalar)
        place += 1
        raw.unicodeScalars.append(scalars[place])
        plain.unicodeScalars.append(scalars[place])
      } else {
        isPattern = isPattern || scalar == "*" || scalar == "?"
        raw.unicodeScalars.append(scalar)
        plain.unicodeScalars.append(scalar)
      }
      place += 1
    }
    if field == .verdict { return .verdict(try verdict(plain, at: start..<place)) }
    if field == .level, !raw.isEmpty { return try level(plain, at: start..<place) }
    if raw.isEmpty {
      if isFree {
        throw FilterProblem("expected a text here", at: start..<(start + 1))
      }
      return .missing
    }
    if isFree { return isPattern ? .pattern("*" + raw + "*") : .containing(plain) }
    if Self.network(plain) != nil { return .network(plain) }
    if let problem = Self.networkProblem(plain, field, at: start) { throw problem }
    if field == .place(.systemNumber), !isPattern {
      return .exactly(Self.systemNumber(plain))
    }
    return isPattern ? .pattern(raw) : .exactly(plain)
  }

  /// `13335` of `AS13335`.
  private static func systemNumber(_ text: String) -> String {
    text.lowercased().without(prefix: "as").map(String.init) ?? text
  }

  /// What a value with wildcards matches. A backslash takes the scalar behind it literally.
  static func pattern(_ written: String) -> TextPattern {
    var parts: [TextPattern.Part] = []
    var isEscaped = false
    for scalar in written.unicodeScalars {
      switch scalar {
      case _ where isEscaped:
        parts.append(.literal(String(scalar)))
        isEscaped = false
      case "\\": isEscaped = true
      case "*": parts.append(.many)
      case "?": parts.append(.one)
      default: parts.append(.literal(String(scalar)))
      }
    }
    return TextPattern(parts: parts)
  }

  private func verdict(_ word: String, at range: Range<Int>) throws(FilterProblem) -> Verdict? {
    switch word.lowercased() {
    case "none", "open", "": return nil
    case "tp", "true", "true_positive": return .truePositive
    case "fp", "false", "false_positive": return .falsePositive
    case "benign", "btp", "benign_true_positive": return .benignTruePositive
    default:
      throw FilterProblem("a verdict is none, tp, fp or benign", at: range)
    }
  }

  private func level(_ word: String, at range: Range<Int>) throws(FilterProblem) -> HitFilter.Value
  {
    if let test = HitFilter.LevelTest(word) { return .level(test) }
    if word.lowercased() == "none" || word.isEmpty { return .missing }
    let names = RuleLevel.allCases.map(\.name).joined(separator: ", ")
    throw FilterProblem(
      "a level is \(names) or none; >=medium means medium and above", at: range)
  }

  private mutating func quoted() throws(FilterProblem) -> String {
    let start = place
    place += 1
    var text = ""
    while let scalar = current {
      place += 1
      if scalar == "\"" { return text }
      if scalar == "\\", let next = current {
        text.unicodeScalars.append(next)
        place += 1
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    throw FilterProblem("the quotes do not end", at: start..<place)
  }

  private mutating func expression() throws(FilterProblem) -> String {
    let start = place
    place += 1
    var text = ""
    while let scalar = current {
      place += 1
      if scalar == "/" {
        try check(text, at: start + 1)
        return text
      }
      if scalar == "\\", current == "/" {
        text.unicodeScalars.append("/")
        place += 1
      } else if scalar == "\\", let next = current {
        text += "\\" + String(next)
        place += 1
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    throw FilterProblem("the expression does not end: expected /", at: start..<place)
  }

  private func check(_ pattern: String, at start: Int) throws(FilterProblem) {
    do {
      _ = try RegularExpression(pattern: pattern, flags: .ignoresCase).compiled()
    } catch {
      let place = min(start + error.range.lowerBound, max(start, self.place - 1))
      throw FilterProblem(
        error.message, at: place..<max(place + 1, min(self.place, start + error.range.upperBound)))
    }
  }

  /// `198.51.100.0/24`
  static func network(_ text: String) -> IPNetwork? {
    guard text.has("/") else { return nil }
    return switch IPNetwork.parse(text) {
    case .network(let network), .hostBits(let network): network
    case .invalid: nil
    }
  }

  /// Whether a text looks like an address but can't be one: `256.0.0.1`, `10.0.0`, `2001:db8:`.
  /// Anonymised logs have leading zeros, such as `035.249.253.232`; these are texts to search for.
  static func isMistakenAddress(_ text: String) -> Bool {
    guard IPNetwork.looksLikeAddress(text) else { return false }
    if case .network = IPNetwork.parse(text) { return false }
    let parts = text.pieces(at: ".")
    return parts.count != 4
      || !parts.allSatisfy { (1...3).contains($0.utf8.count) && Int($0).map { $0 <= 255 } == true }
  }

  /// What is wrong with a text that looks like an address or a network. Other texts may also be
  /// sources: `AWS Internal/1`.
  private static func networkProblem(
    _ text: String, _ field: HitField, at start: Int
  ) -> FilterProblem? {
    guard field.holdsAddresses else { return nil }
    if isMistakenAddress(text) {
      return FilterProblem(
        "\(text) is not an IP address; put it in quotes to search for it literally",
        at: start..<(start + text.unicodeScalars.count))
    }
    guard let (address, prefix) = text.cut(at: "/"), IPNetwork.looksLikeAddress(address)
    else { return nil }
    let length = address.unicodeScalars.count
    guard case .network(let host) = IPNetwork.parse(String(address)) else {
      return FilterProblem("\(address) is not an IP address", at: start..<(start + length))
    }
    let first = start + length + 1
    return FilterProblem(
      "the prefix of a network is 0 to \(host.isIPv6 ? 128 : 32)",
      at: first..<(first + max(1, prefix.unicodeScalars.count)))
  }
}
