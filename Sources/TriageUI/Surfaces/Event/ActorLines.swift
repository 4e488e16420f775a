import Basics
import EventJSON
import Places
import TerminalScreen

/// The first lines of an event: who did it, from where, and with what.
///
///     who  deploy/ci-7  AssumedRole of 111122223333
///     from 198.51.100.7
///     with aws-cli/2.15.30 Python/3.11.8 Linux/6.1.0
///
/// A line whose field the event does not have is left out.
struct ActorLines {
  private(set) var lines: [EventPane.HeadLine] = []
  private let json: JSONOutline

  /// - Parameter source: what databases say about the source; it replaces the bare address.
  init(_ json: JSONOutline, source: EventSource? = nil) {
    self.json = json
    if let who { lines.append(who) }
    if let source {
      lines += SourceLines.lines(source)
    } else {
      add("from ", "sourceIPAddress")
    }
    add("with ", "userAgent")
  }

  private func text(_ path: String) -> String? {
    guard let node = json.node(at: path.pieces(at: ".").map { .key(String($0)) }),
      json.nodes[node].kind == .string
    else { return nil }
    let text = json.valueText(node)
    return text.isEmpty ? nil : text
  }

  /// The principal by its ARN; an AWS service has none, and some identities only a name.
  private var who: EventPane.HeadLine? {
    let paths = [
      "userIdentity.arn", "userIdentity.userName", "userIdentity.invokedBy",
      "userIdentity.principalId",
    ]
    guard let path = paths.first(where: { text($0) != nil }), let value = text(path) else {
      return nil
    }
    let name = PrincipalName(value)
    let kind = text("userIdentity.type")
    let account = text("userIdentity.accountId") ?? name?.account
    let words = [kind, account.map { (kind == nil ? "account " : "of ") + $0 }].compactMap { $0 }
    let line = Line("who  ", .muted)
      .appending(SafeText(name?.name ?? value, limit: Self.maximumWidth), .accent, bold: true)
      .appending(SafeText("  " + words.joined(separator: " "), limit: Self.maximumWidth), .muted)
    return .init(line: line, value: value, path: path, isOneRow: true)
  }

  private mutating func add(_ head: SafeText, _ path: String) {
    guard let value = text(path) else { return }
    let line = Line(head, .muted).appending(SafeText(value, limit: Self.maximumWidth), .accent)
    lines.append(.init(line: line, value: value, path: path, isOneRow: true))
  }

  /// Rows are cut at the width of the pane; the JSON below has the rest.
  private static let maximumWidth = 500
}
