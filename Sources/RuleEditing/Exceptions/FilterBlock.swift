import Basics
import Sigma
import SourceYAML

/// A filter to be written into a rule: a map of tests that are joined by *and*.
///
///     # 2026-03-01 j.doe: nightly build
///     filter_main_build:
///         userIdentity.arn: 'arn:aws:iam::111122223333:role/build'
struct FilterBlock: Sendable {
  struct Entry: Sendable {
    enum Value: Sendable {
      /// Sigma texts: escaped already.
      case text(String)
      case list([String])
      case null
      case bool(Bool)
    }

    /// Field and modifiers: `userAgent|contains`.
    var key: String
    var value: Value

    /// The key without its modifiers.
    var field: String { String(key.pieces(at: "|")[0]) }
    /// Digits stand as a number, `recipientAccountId: 111122223333`, which compares with numbers
    /// and texts alike; as a text `sigma check` takes exception to them.
    var writesNumbers = false

    func scalar(_ text: String, _ layout: RuleLayout) -> String {
      number(text) == nil ? YAMLText.scalar(text, preferring: layout.yaml.quoting) : text
    }

    private func number(_ text: String) -> Int64? {
      guard writesNumbers, let number = Int64(text), String(number) == text else { return nil }
      return number
    }

    func isWritten(_ text: String, as node: YAMLNode) -> Bool {
      if let number = number(text) { return node.scalar?.resolved == .int(number) }
      return node.isText(text)
    }
  }

  var name: String
  /// Lines above the name.
  var comments: [String] = []
  /// Goes behind each item of a list.
  var itemComment: String?
  var entries: [Entry]

  /// The lines, without line ends.
  func lines(_ layout: RuleLayout) -> [String] {
    var lines = comments.map { layout.searchIndent + $0 }
    lines.append("\(layout.searchIndent)\(layout.key(name)):")
    for entry in entries {
      lines += self.lines(
        of: entry, fieldIndent: layout.fieldIndent, layout)
    }
    return lines
  }

  func lines(of entry: Entry, fieldIndent: String, _ layout: RuleLayout) -> [String] {
    let itemIndent = layout.itemIndent(under: fieldIndent)
    let key = fieldIndent + layout.key(entry.key) + ":"
    switch entry.value {
    case .text(let text): return ["\(key) \(entry.scalar(text, layout))"]
    case .list(let texts):
      let comment = itemComment.map { " " + $0 } ?? ""
      return [key] + texts.map { "\(itemIndent)- \(entry.scalar($0, layout))\(comment)" }
    case .null: return ["\(key) null"]
    case .bool(let value): return ["\(key) \(value)"]
    }
  }

  /// The filter between braces, for a detection between braces:
  /// `filter_main_build: {userIdentity.arn: 'arn:...', awsRegion: ['ap-east-1']}`.
  func flow(_ layout: RuleLayout) -> String {
    let (colon, comma) = (":" + layout.yaml.flowBlank, "," + layout.yaml.flowBlank)
    let written = entries.map { entry in
      let value =
        switch entry.value {
        case .text(let text): entry.scalar(text, layout)
        case .list(let texts):
          "[" + texts.map { entry.scalar($0, layout) }.joined(separator: comma) + "]"
        case .null: "null"
        case .bool(let value): "\(value)"
        }
      return layout.key(entry.key) + colon + value
    }
    return layout.key(name) + colon + "{" + written.joined(separator: comma) + "}"
  }

  /// Whether a search of a parsed rule is this filter and nothing else.
  func isWritten(as node: YAMLNode) -> Bool {
    guard let written = node.mapping, written.count == entries.count else { return false }
    return zip(written, entries).allSatisfy { written, entry in
      guard let key = written.key.scalar?.text, key.hasSameBytes(as: entry.key) else {
        return false
      }
      return switch entry.value {
      case .text(let text): entry.isWritten(text, as: written.value)
      case .list(let texts):
        written.value.sequence?.count == texts.count
          && zip(written.value.sequence ?? [], texts).allSatisfy { entry.isWritten($1, as: $0) }
      case .null: written.value.scalar?.isNull == true
      case .bool(let value): written.value.scalar?.resolved == .bool(value)
      }
    }
  }
}

extension YAMLNode {
  func isText(_ text: String) -> Bool {
    string?.hasSameBytes(as: text) == true
  }

  func isList(_ texts: [String]) -> Bool {
    guard let sequence, sequence.count == texts.count else { return false }
    return zip(sequence, texts).allSatisfy { $0.isText($1) }
  }
}

// MARK: - From an exception

extension FilterBlock {
  init(_ exception: RuleException, name: String, stamp: EditStamp) throws(EditRefusal) {
    self.name = name
    comments = [stamp.comment]
    if let date = exception.expires {
      guard EditStamp(date: date, author: "").hasValidDate else { throw .invalidDate(date) }
      comments.append(ExpiryComment.text(date))
    }
    entries = []
    guard !exception.tests.isEmpty else {
      throw .invalidException(reason: "it tests no field, so it would silence every event")
    }
    var keys: Set<String> = []
    for test in exception.tests {
      let entry = try Self.entry(test)
      guard keys.insert(entry.key).inserted else {
        throw .invalidException(reason: "it tests \(entry.key) twice; put the values into one list")
      }
      entries.append(entry)
    }
  }

  /// Longest field name: YAML ends a key at 1024 characters, modifiers included.
  private static let longestField = 1000

  private static func entry(_ test: RuleException.FieldTest) throws(EditRefusal) -> Entry {
    let field = test.field
    guard !field.isEmpty, field.utf8.count <= longestField, !field.has("|"),
      field.unicodeScalars.allSatisfy(YAMLText.isPrintable)
    else {
      throw .invalidException(
        reason: "\"\(field.prefix(80))\" is not a field name; modifiers go into the relation")
    }
    guard test.relation.takesValues else {
      return switch test.relation {
      case .exists: Entry(key: "\(field)|exists", value: .bool(true))
      case .isMissing: Entry(key: "\(field)|exists", value: .bool(false))
      default: Entry(key: field, value: .null)
      }
    }
    guard !test.values.isEmpty else {
      throw .invalidException(reason: "\(field) is compared with no value")
    }
    let isPart = [.startsWith, .endsWith, .contains].contains(test.relation)
    if isPart && test.values.contains("") {
      throw .invalidException(
        reason: "every text \(test.relation.rawValue) the empty text, so \(field) would not be "
          + "tested")
    }
    let key = test.relation == .equals ? field : "\(field)|\(test.relation.rawValue)"
    let texts = test.values.map { test.relation == .cidr ? $0 : TextPattern.escaping($0) }
    return Entry(
      key: key, value: texts.count == 1 ? .text(texts[0]) : .list(texts),
      writesNumbers: test.relation == .equals)
  }
}
