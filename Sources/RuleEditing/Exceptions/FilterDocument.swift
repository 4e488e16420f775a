import Basics
import Sigma
import SourceYAML

/// What a new filter document excludes.
struct FilterAddition {
  let block: FilterBlock

  init(_ exception: RuleException, stamp: EditStamp) throws(EditRefusal) {
    block = try FilterBlock(exception, name: RuleException.prefix + exception.slug, stamp: stamp)
  }

  init(allowing region: String, stamp: EditStamp) throws(EditRefusal) {
    try RuleDraft.check(region)
    block = .allowing(region, name: RuleException.prefix + RuleDraft.filterSlug, stamp: stamp)
  }
}

/// A whole filter document that comes or goes with an edit.
///
///     title: 'Tuning of AWS Calls from Unusual Regions'
///     id: 0f1e2d3c-4b5a-8697-a8b9-c0d1e2f3a4b5
///     ...
///     filter:
///         rules:
///             - 6b3c5d7e-2f4a-6b8c-1d3e-5f6a7b8c9d0e
///         filter_main_build:
///             userIdentity.arn: 'arn:aws:iam::111122223333:role/build'
///         condition: not filter_main_build
struct FilterDocument {
  let rule: Rule
  let file: RuleFile

  /// The id of a rule, or else its name.
  private var reference: String { rule.id ?? rule.name ?? "" }

  // MARK: - Adding

  func adding(
    _ addition: FilterAddition, _ edit: RuleEdit, _ stamp: EditStamp
  ) throws(EditRefusal) -> EditPlan {
    let same = rule.detection.exceptions.first { name in
      rule.detection.searchIdentifiers[name].map { addition.block.isWritten(as: $0.value) } == true
    }
    if let same { throw .alreadyExcepted(filter: same) }
    let source = TextLines(file.text)
    let newline = source.newline()
    var lines = lines(addition.block, stamp)
    if file.documents.contains(where: { $0.root != nil }) || hasMarker(source) {
      lines.insert("---", at: 0)
    }
    var inserted = lines.joined(separator: newline)
    if source.isTerminated { inserted += newline } else { inserted = newline + inserted }
    let patches = [TextPatch(offset: file.text.utf8.count, removed: "", inserted: inserted)]
    let after = try applied(patches)
    try prove(addition.block, in: after)
    let name = addition.block.name
    try RuleEditor.checkOutcome(edit, name, after.filters[file.filters.count].detection, in: after)
    return EditPlan(
      edit: edit, stamp: stamp, site: .filter(before: nil, after: file.filters.count),
      before: file, after: after, patches: patches, filterName: name, notes: [])
  }

  private func hasMarker(_ source: TextLines) -> Bool {
    source.lines.contains { source.text($0.content).begins(with: "---") }
  }

  private func lines(_ block: FilterBlock, _ stamp: EditStamp) -> [String] {
    let indent = "    "
    func text(_ text: String) -> String { YAMLText.scalar(text, preferring: .single) }
    var lines = [
      "title: \(text("Tuning of " + rule.title))", "id: \(id)",
      "description: Events that are normal here and that the rule should not report",
    ]
    let author = stamp.author
    if !author.isEmpty { lines.append("author: \(YAMLText.scalar(author, preferring: .plain))") }
    lines.append("date: \(stamp.date)")
    lines.append("logsource:")
    let logsource = [
      ("category", rule.logsource.category), ("product", rule.logsource.product),
      ("service", rule.logsource.service),
    ]
    for (key, value) in logsource {
      guard let value else { continue }
      lines.append("\(indent)\(key): \(YAMLText.scalar(value, preferring: .plain))")
    }
    if lines.last == "logsource:" { lines[lines.count - 1] = "logsource: {}" }
    lines += ["filter:", "\(indent)rules:"]
    // A UUID is a plain text, whatever its digits look like.
    let name = rule.id.map(Self.isUUID) == true ? reference : text(reference)
    lines.append("\(indent)\(indent)- \(name)")
    lines += block.lines(.inSigmaHQStyle)
    lines.append("\(indent)condition: not \(block.name)")
    return lines
  }

  private static func isUUID(_ text: String) -> Bool {
    text.pieces(at: "-").map(\.utf8.count)
      == [8, 4, 4, 4, 12]
      && text.unicodeScalars.allSatisfy { $0 == "-" || $0.properties.isASCIIHexDigit }
  }

  /// A UUID that depends on nothing but the rule and the documents that the file has, so that the
  /// same edits always write the same bytes. Version 8 of RFC 9562: by a way of one's own.
  private var id: String {
    var number = 0
    while true {
      let digits = Array(SHA256.hex(of: "sigma filter \(number) of \(reference)".utf8))
      let variant = ["8", "9", "a", "b"][(digits[16].hexDigitValue ?? 0) & 3]
      let id =
        String(digits[0..<8]) + "-" + String(digits[8..<12]) + "-8" + String(digits[13..<16])
        + "-" + variant + String(digits[17..<20]) + "-" + String(digits[20..<32])
      if !file.filters.contains(where: { $0.id == id }) { return id }
      number += 1
    }
  }

  /// The new document is the filter that was meant, for the rule and no other, and the others are
  /// as they were.
  private func prove(_ block: FilterBlock, in after: RuleFile) throws(EditRefusal) {
    try checkErrors(after)
    guard after.filters.count == file.filters.count + 1, let new = after.filters.last,
      after.rules.count == file.rules.count, hasSameRoots(file, after, without: new.documentIndex)
    else { throw .unproven(reason: "the file would have other documents") }
    let detection = new.detection
    guard new.isOnly(for: rule), detection.searchIdentifiers.count == 1,
      let search = detection.searchIdentifiers[block.name], block.isWritten(as: search.value),
      detection.formulas() == [.not(.name(block.name))]
    else { throw .unproven(reason: "the new filter would not be as planned") }
  }

  // MARK: - Removing

  /// Takes a document out whose only search goes; nil if it has others.
  func removing(
    _ name: String, _ index: Int, _ edit: RuleEdit, _ stamp: EditStamp
  ) throws(EditRefusal) -> EditPlan? {
    let filter = file.filters[index]
    guard filter.detection.searchIdentifiers.count == 1,
      filter.detection.formulas() == [.not(.name(name))],
      let root = file.documents[filter.documentIndex].root
    else { return nil }
    let source = TextLines(file.text)
    let patch = patch(removing: root, isLast: filter.documentIndex == lastDocument, source)
    let after = try applied([patch])
    try checkErrors(after)
    guard after.filters.count == file.filters.count - 1, after.rules.count == file.rules.count,
      hasSameRoots(after, file, without: filter.documentIndex)
    else { throw .unproven(reason: "the file would have other documents") }
    return EditPlan(
      edit: edit, stamp: stamp, site: .filter(before: index, after: nil), before: file,
      after: after, patches: [patch], filterName: name,
      notes: ["\(name) was all that this filter document excluded: it goes with it"])
  }

  private var lastDocument: Int? { file.documents.lastIndex { $0.root != nil } }

  /// From the document's first line to the line before the next one, with the marker between them.
  private func patch(removing root: YAMLNode, isLast: Bool, _ source: TextLines) -> TextPatch {
    var first = source.index(at: root.start.offset)
    var last = first
    while last + 1 < source.lines.count, !isMarker(last + 1, source) { last += 1 }
    if isLast {
      if first > 0, isMarker(first - 1, source) { first -= 1 }
    } else if last + 1 < source.lines.count {
      last += 1
    }
    let range = source.lines[first].range.lowerBound..<source.lines[last].range.upperBound
    return TextPatch(offset: range.lowerBound, removed: source.text(range), inserted: "")
  }

  private func isMarker(_ index: Int, _ source: TextLines) -> Bool {
    let text = source.text(source.lines[index].content)
    return text == "---" || text.begins(with: "--- ") || text == "..."
  }

  // MARK: - Proof

  private func applied(_ patches: [TextPatch]) throws(EditRefusal) -> RuleFile {
    do {
      return RuleFile(text: try patches.applied(to: file.text), path: file.path)
    } catch {
      throw .unproven(reason: error.description)
    }
  }

  private func checkErrors(_ after: RuleFile) throws(EditRefusal) {
    let known = Set(file.diagnostics.filter { $0.severity == .error }.map(\.message))
    for problem in after.filterDiagnostics where problem.severity == .error {
      if !known.contains(problem.message) { throw .wouldNotLoad(message: problem.message) }
    }
  }

  /// Whether the documents with content are the same, but for one that only the second has.
  private func hasSameRoots(_ few: RuleFile, _ many: RuleFile, without index: Int) -> Bool {
    let old = few.documents.compactMap(\.root)
    let new = many.documents.enumerated().filter { $0.offset != index }.compactMap(\.element.root)
    return old.count == new.count && zip(old, new).allSatisfy { $0.hasSameMeaning(as: $1) }
  }
}
