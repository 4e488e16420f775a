import Basics
import SourceYAML

/// Checks the values of one item: unknown events, sources and regions, spaces at an end, flags
/// inside expressions.
struct ItemChecks {
  let item: DetectionItem
  let regions: RegionNames
  let source: SourceText

  func check(_ log: inout DiagnosticLog) {
    let draft = item.draft
    guard draft.values.count == item.values.count else { return }
    for (value, written) in zip(draft.values, item.values) {
      switch value {
      case .text(let text): check(text, written, draft, &log)
      case .regularExpression: checkFlags(written, &log)
      default: break
      }
    }
  }

  /// The fields that the values name (`fieldref`).
  var referredFields: [(field: String, node: YAMLNode)] {
    guard item.modifiers.contains(where: { $0.name == "fieldref" }) else { return [] }
    return item.values.map { ($0.text, $0.node) }
  }

  /// The place of the first scalars of a node.
  func place(of node: YAMLNode, length text: String) -> (position: SourcePosition, length: Int) {
    let position = ScalarPlace.position(of: 0, in: node, source)
    let isExact = position != node.start || node.scalar?.style == .plain
    return (position, isExact ? max(1, text.unicodeScalars.count) : node.shownLength)
  }

  private func check(
    _ text: TextPattern, _ written: DetectionValue, _ draft: ItemDraft, _ log: inout DiagnosticLog
  ) {
    guard let field = item.field, text.placeholders.isEmpty else { return }
    let isEncoded = item.modifiers.contains { Self.encoding.contains($0.name) }
    if !isEncoded, let end = Self.blankEnd(of: text) {
      log.warning(
        "the value \(end) with a blank: it is compared with the blank", at: written.node,
        help: "write '\(Self.trimmed(written.text))'")
      return
    }
    switch field {
    case "eventName", "insightDetails.eventName": checkEventName(text, written, draft, &log)
    case "eventSource", "insightDetails.eventSource": checkEventSource(text, written, &log)
    case "awsRegion": checkRegion(text, written, &log)
    default: break
    }
  }

  private static let encoding: Set<String> = [
    "base64", "base64offset", "utf16", "utf16le", "utf16be", "wide",
  ]

  // MARK: Blanks

  /// `begins` or `ends`, if a text does so with a space and the pattern is anchored there.
  private static func blankEnd(of text: TextPattern) -> String? {
    if case .literal(let first) = text.parts.first, let scalar = first.unicodeScalars.first,
      scalar.properties.isWhitespace
    {
      return "begins"
    }
    if case .literal(let last) = text.parts.last, let scalar = last.unicodeScalars.last,
      scalar.properties.isWhitespace
    {
      return "ends"
    }
    return nil
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let inner = scalars.drop { $0.properties.isWhitespace }
    let end = inner.lastIndex { !$0.properties.isWhitespace }
    return end.map { String(inner[...$0]) } ?? ""
  }

  // MARK: Events and sources

  /// `iam:PassRole`, `ec2.amazonaws.com:RunInstances`, `s3.GetObject`; `runinstances`.
  private func checkEventName(
    _ text: TextPattern, _ written: DetectionValue, _ draft: ItemDraft, _ log: inout DiagnosticLog
  ) {
    let scalars = Array(written.text.unicodeScalars)
    if let split = scalars.lastIndex(where: { ":./".unicodeScalars.contains($0) }) {
      let service = String(String.UnicodeScalarView(scalars[..<split]))
      let name = String(String.UnicodeScalarView(scalars[(split + 1)...]))
      let isService = Self.isLowercase(service) && !name.isEmpty
      let isCapital = name.unicodeScalars.first.map { 0x41...0x5A ~= $0.value } ?? false
      guard scalars[split] == ":" || isService && isCapital else { return }
      let bare = service.pieces(at: ".")[0]
      log.warning(
        "the names of events have no service before them: none is called '\(written.text)'",
        at: written.node,
        help: "write '\(name)'"
          + (isService ? ", and 'eventSource: \(bare).amazonaws.com' on its own line" : ""))
      return
    }
    guard let plain = text.literal, Self.isWrongCase(plain) else { return }
    log.warning(
      "no event is called '\(plain)': CloudTrail writes names such as 'RunInstances'",
      at: written.node,
      help: draft.isCased
        ? "with 'cased' it never matches"
        : "trailsift finds it anyway; where case matters, as in SQL, the rule never matches")
  }

  /// All lower case, or a lower-case beginning, or all capitals.
  private static func isWrongCase(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard bytes.count >= 4,
      bytes.allSatisfy({ 0x61...0x7A ~= $0 || 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 })
    else { return false }
    if 0x61...0x7A ~= bytes[0] { return true }
    return bytes.count >= 8 && bytes.allSatisfy { 0x41...0x5A ~= $0 }
  }

  private static func isLowercase(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
      }
  }

  /// Every source ends with `.amazonaws.com`; in China some end with `.amazonaws.com.cn`.
  private func checkEventSource(
    _ text: TextPattern, _ written: DetectionValue, _ log: inout DiagnosticLog
  ) {
    guard case .literal(let last) = text.parts.last else { return }
    let end = last.lowercased()
    let isWhole = text.parts.count == 1
    for host in [".amazonaws.com", ".amazonaws.com.cn"] {
      if end.ends(with: host) || !isWhole && host.ends(with: end) { return }
    }
    let service = end.pieces(at: ":").flatMap { $0.pieces(at: ".") }
      .first { !$0.isEmpty && $0 != "aws" }
    log.warning(
      "no event has the source '\(written.text)': sources end with '.amazonaws.com'",
      at: written.node,
      help: isWhole ? service.map { "write '\($0).amazonaws.com'" } : nil)
  }

  // MARK: Regions

  private func checkRegion(
    _ text: TextPattern, _ written: DetectionValue, _ log: inout DiagnosticLog
  ) {
    // With 'startswith' and the like, the value is part of a name.
    guard let name = text.literal, !name.isEmpty, let doubt = regions.doubt(about: name) else {
      return
    }
    log.warning(
      "'\(name)' is not a region known here", at: written.node, help: doubt.advice)
  }

  // MARK: Expressions

  /// `(?i)`, `(?s:…)`: Sigma 2.2 requires modifiers instead.
  private func checkFlags(_ written: DetectionValue, _ log: inout DiagnosticLog) {
    let scalars = Array(written.text.unicodeScalars)
    var index = 0
    var isInClass = false
    while index < scalars.count {
      switch scalars[index] {
      case "\\": index += 1
      case "[": isInClass = true
      case "]": isInClass = false
      case "(" where !isInClass:
        if let flags = Self.flags(scalars[index...]) {
          let place = ScalarPlace.position(of: index, in: written.node, source)
          let words = flags.text.map { "|" + String($0) }.joined()
          log.add(
            Diagnostic(
              severity: .warning, category: .suspicious, file: log.file, position: place,
              length: place == written.node.start ? 1 : flags.length,
              message: "flags inside an expression are deprecated in Sigma",
              advice: flags.isModifier
                ? "write 're\(words)' instead" : "modifiers after 're' are i, m and s"))
          return
        }
      default: break
      }
      index += 1
    }
  }

  /// The flags of a group that begins here: `(?is)` or `(?i:`.
  private static func flags(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> (text: String, length: Int, isModifier: Bool)? {
    guard scalars.count > 3, scalars[scalars.startIndex + 1] == "?" else { return nil }
    let flags = scalars.dropFirst(2).prefix { "imsU-".unicodeScalars.contains($0) }
    guard !flags.isEmpty, flags.endIndex < scalars.endIndex,
      scalars[flags.endIndex] == ")" || scalars[flags.endIndex] == ":"
    else { return nil }
    let text = String(String.UnicodeScalarView(flags))
    let isModifier = flags.allSatisfy { "ims".unicodeScalars.contains($0) }
    return (text, flags.count + 3, isModifier)
  }
}
