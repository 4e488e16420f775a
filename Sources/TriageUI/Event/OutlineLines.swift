import TerminalScreen
import Triage

/// How a line of an event's JSON looks.
///
///     "policyDocument": (JSON in a string) {
///     "sessionToken": masked: 356 characters, U shows them
///     "items": [ 12 items … ],
struct OutlineLines {
  let json: FoldedOutline
  let showsSecrets: Bool
  /// What is searched for, in lower case; what has it stands out.
  let needle: String

  /// Bytes of a string that was unfolded which are shown; all of it is a copy away.
  static let longestText = 64 << 10
  /// Bytes of a folded string that are shown.
  private static let foldedText = 200
  /// Deeper than this, lines are no longer indented: their place says where they are.
  private static let deepestIndent = 20

  func line(_ line: FoldedOutline.Line) -> Line {
    let value = json.outline.nodes[line.node]
    var result = Line(SafeText.blanks(2 * min(value.depth, Self.deepestIndent)))
    let comma: SafeText = json.hasComma(line.node) ? "," : ""
    let close: SafeText = value.kind == .object ? "}" : "]"
    if line.isClosing {
      result.append(close + comma, .jsonPunctuation)
      return result
    }
    if let key = json.outline.shownKey(line.node) {
      append(key, .jsonKey, to: &result)
      result.append(": ", .jsonPunctuation)
    }
    switch value.packing {
    case .string: result.append("(JSON in a string) ", .muted)
    case .urlEncoded: result.append("(URL-encoded JSON) ", .muted)
    case nil: break
    }
    if value.isContainer {
      appendContainer(line.node, close + comma, to: &result)
    } else {
      appendScalar(line.node, to: &result)
      result.append(comma, .jsonPunctuation)
    }
    return result
  }

  private func appendContainer(_ node: Int, _ close: SafeText, to line: inout Line) {
    let value = json.outline.nodes[node]
    line.append(value.kind == .object ? "{" : "[", .jsonPunctuation)
    if value.count == 0 {
      if value.isClosed { line.append(close, .jsonPunctuation) }
    } else if json.isFolded(node) {
      let noun = value.kind == .object ? "field" : "item"
      line.append(SafeText(" \(value.count.counting(noun)) … "), .muted)
      line.append(close, .jsonPunctuation)
    }
  }

  private func appendScalar(_ node: Int, to line: inout Line) {
    let value = json.outline.nodes[node]
    if !showsSecrets, json.outline.isSecret(node) {
      line.append(
        SafeText("masked: \(value.byteCount.counting("character")), U shows them"), .warning)
      return
    }
    let isFolded = json.canFold(node) && json.isFolded(node)
    let limit = isFolded ? Self.foldedText : Self.longestText
    append(json.outline.shownValue(node, limit: limit), role(value.kind), to: &line)
    let more = value.byteCount - limit
    guard more > 0 else { return }
    line.append(
      SafeText(
        isFolded
          ? " … \(Int64(more).asBytes) more" : " … \(Int64(more).asBytes) more, y copies all"),
      .muted)
  }

  private func role(_ kind: JSONOutline.Node.Kind) -> Role {
    switch kind {
    case .string: .jsonString
    case .number: .jsonNumber
    case .literal, .broken: .jsonLiteral
    case .object, .array: .jsonPunctuation
    }
  }

  /// Appends a text, its parts that are searched for apart.
  private func append(_ text: String, _ role: Role, to line: inout Line) {
    for (part, isFound) in Found.parts(of: text, needle: needle) {
      line.append(SafeText(part), isFound ? .searchMatch : role)
    }
  }
}

/// Finds a text in another, upper and lower case of ASCII alike.
enum Found {
  /// A text cut where what is searched for begins and ends.
  static func parts(of text: String, needle: String) -> [(text: String, isFound: Bool)] {
    let needle = Array(needle.utf8)
    guard !needle.isEmpty, text.utf8.count >= needle.count else { return [(text, false)] }
    let bytes = Array(text.utf8)
    var parts: [(String, Bool)] = []
    var start = 0
    var index = 0
    func add(_ range: Range<Int>, _ isFound: Bool) {
      guard !range.isEmpty else { return }
      parts.append((String(decoding: bytes[range], as: UTF8.self), isFound))
    }
    while index + needle.count <= bytes.count {
      let candidate = bytes[index..<index + needle.count]
      if candidate.lazy.map(lower).elementsEqual(needle) {
        add(start..<index, false)
        add(index..<index + needle.count, true)
        index += needle.count
        start = index
      } else {
        index += 1
      }
    }
    add(start..<bytes.count, false)
    return parts
  }

  static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  /// A text with the upper case of ASCII made lower.
  static func lowered(_ text: String) -> String {
    String(decoding: text.utf8.map(lower), as: UTF8.self)
  }
}
