import Basics
import EventJSON
import TerminalScreen

/// How events are shown: whether secrets are, and the keys that change that.
struct EventDisplay: Sendable, Hashable {
  var showsSecrets = false
  var secretsKey = ""
  var copyKey = ""

  /// `masked: 356 characters, U shows them`
  func masked(_ count: Int) -> String {
    "masked: \(count.counting("character")), \(secretsKey) shows them"
  }
}

extension State {
  var eventDisplay: EventDisplay {
    EventDisplay(
      showsSecrets: settings.showsSecrets, secretsKey: key(.showSecrets), copyKey: key(.copyField))
  }
}

/// The display of a line of an event's JSON.
///
///     "policyDocument": (JSON in a string) {
///     "sessionToken": masked: 356 characters, U shows them
///     "items": [ 12 items … ],
struct OutlineLines {
  let json: FoldedOutline
  let display: EventDisplay
  /// The matching values of a search, in rising order.
  let found: [Int]

  /// The visible bytes of an unfolded string. Copying gives all of it.
  static let longestText = 64 << 10
  /// The visible bytes of a folded string.
  private static let foldedText = 200
  /// The maximum indentation. The displayed path shows deeper levels.
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
      result.append(SafeText(key), .jsonKey)
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
      let hidden = json.outline.countOf(found, within: node)
      if hidden > 0 { line.append(SafeText("  \(hidden.grouped) found"), .searchMatch) }
    }
  }

  private func appendScalar(_ node: Int, to line: inout Line) {
    let value = json.outline.nodes[node]
    if !display.showsSecrets, json.outline.isSecret(node) {
      line.append(SafeText(display.masked(value.byteCount)), .warning)
      return
    }
    let isFolded = json.canFold(node) && json.isFolded(node)
    let limit = isFolded ? Self.foldedText : Self.longestText
    line.append(SafeText(json.outline.shownValue(node, limit: limit)), role(value.kind))
    let more = value.byteCount - limit
    guard more > 0 else { return }
    line.append(
      SafeText(
        isFolded
          ? " … \(Int64(more).asBytes) more"
          : " … \(Int64(more).asBytes) more, \(display.copyKey) copies all"),
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
}

extension JSONOutline {
  /// The number of these sorted values in an object or array.
  fileprivate func countOf(_ found: [Int], within node: Int) -> Int {
    found.place { $0 < nodes[node].end } - found.place { $0 <= node }
  }
}
