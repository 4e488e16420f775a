import Sigma
import SourceYAML

/// An exception as a file has it: what it excludes, who wrote it when and why, and until when.
///
///     # 2026-03-01 j.doe: migration of the build hosts
///     # expires: 2026-06-30
///     filter_main_build:
///         userIdentity.arn: 'arn:aws:iam::111122223333:role/build'
public struct WrittenException: Sendable, Hashable {
  public let name: String
  /// Nil for one that is more than tests of fields for literal values.
  public let tests: [RuleException.FieldTest]?
  /// What it says, a line for each field: `userIdentity.arn: arn:aws:iam::111122223333:role/build`.
  /// Text of the rule.
  public let lines: [String]
  /// The comments above its name and directly below, without their signs. Text of the rule.
  public let comments: [String]
  /// `YYYY-MM-DD`
  public let expires: String?
  public let path: String
  /// Where its name is.
  public let position: SourcePosition
  public let site: EditSite.Kind

  /// On the day itself it still holds.
  public func isExpired(on date: String) -> Bool { expires.map { $0 < date } ?? false }
}

extension WrittenException {
  /// The exceptions of a rule: its own, and those of filters that are for it alone.
  ///
  /// - Parameters:
  ///   - rule: with the filters that narrow it.
  ///   - text: the text of a file.
  public static func all(of rule: Rule, text: (_ path: String) -> String) -> [WrittenException] {
    all(in: rule.detection, .rule, rule.path, text(rule.path))
      + rule.filters.filter { $0.isOnly(for: rule) }.flatMap { filter in
        all(in: filter.detection, .filters, filter.path, text(filter.path))
      }
  }

  /// The number of exceptions of a rule.
  public static func count(of rule: Rule) -> Int {
    rule.filters.filter { $0.isOnly(for: rule) }.map(\.detection)
      .reduce(rule.detection.exceptions.count) { $0 + $1.exceptions.count }
  }

  /// The exceptions of all rules and filters of a file.
  public static func all(in file: RuleFile) -> [WrittenException] {
    file.rules.flatMap { all(in: $0.detection, .rule, file.path, file.text) }
      + file.filters.flatMap { all(in: $0.detection, .filters, file.path, file.text) }
  }

  private static func all(
    in detection: Detection, _ site: EditSite.Kind, _ path: String, _ text: String
  ) -> [WrittenException] {
    let lines = TextLines(text).terminated
    return detection.exceptions.compactMap { detection.searchIdentifiers[$0] }.map { search in
      WrittenException(
        name: search.name, tests: RuleException(search)?.tests, lines: Self.lines(of: search),
        comments: comments(of: search, lines),
        expires: lines.lines.isEmpty ? nil : ExpiryComment.find(for: search, in: lines)?.date,
        path: path, position: search.key.start, site: site)
    }
  }

  private static func lines(of search: SearchIdentifier) -> [String] {
    search.alternatives.enumerated().flatMap { index, items in
      items.map { item in
        let values = item.values.map { $0.scalar.isNull ? "null" : $0.text }
        let text =
          (item.key?.scalar?.text).map { "\($0): " + values.joined(separator: ", ") }
          ?? values.joined(separator: ", ")
        return search.alternatives.count > 1 ? "\(index == 0 ? "" : "or ")\(text)" : text
      }
    }
  }

  private static func comments(of search: SearchIdentifier, _ lines: TextLines) -> [String] {
    guard !lines.lines.isEmpty, !search.key.isAlias else { return [] }
    func text(_ line: Int) -> String {
      let scalars = lines.text(lines.lines[line].content).trimmed.unicodeScalars
      return String(scalars: scalars.drop { $0 == "#" }).trimmed
    }
    let above = ExpiryComment.commentLines(above: search, in: lines)
    var found = above.map(text)
    var next = lines.index(at: search.key.start.offset) + 1
    while next < lines.lines.count {
      let content = lines.bytes[lines.lines[next].content].drop(while: YAMLEditor.isBlank)
      guard content.first == UInt8(ascii: "#") else { break }
      found.append(text(next))
      next += 1
    }
    return found
  }
}

extension WrittenException {
  /// What is to be said of the expired exceptions of files.
  public static func expired(in files: [RuleFile], on date: String) -> [Diagnostic] {
    files.flatMap { all(in: $0) }.filter { $0.isExpired(on: date) }.map { exception in
      Diagnostic(
        severity: .warning, category: .suspicious, file: exception.path,
        position: exception.position, length: exception.name.unicodeScalars.count,
        message: "the exception '\(exception.name)' expired on \(exception.expires ?? "")",
        advice: "'trailsift except \(exception.path) --remove \(exception.name)' takes it out; "
          + "'--change \(exception.name) --expires YYYY-MM-DD' lets it live on")
    }
  }
}
