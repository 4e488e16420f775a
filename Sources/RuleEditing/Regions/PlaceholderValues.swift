import Sigma
import SourceYAML

/// Editing the list of values that a placeholder stands for, in the file that has it.
///
///     home_regions:            allow ap-east-1         home_regions:
///       - eu-central-1         ───────────────▶          - eu-central-1
///       - eu-west-1 # Dublin                             - eu-west-1 # Dublin
///                                                        - ap-east-1
struct PlaceholderValues {
  let rule: Rule
  let files: EditSite.Files

  /// A list of a placeholder: its file, the document in it, the entry in that.
  private struct Place {
    let file: Int
    let document: Int
    let list: RegionList
  }

  /// The placeholder whose values an edit changes; nil where the edit is one of the rule itself.
  func use(for edit: RuleEdit) throws(EditRefusal) -> RegionPlaceholder? {
    let region: String
    let isAllowing: Bool
    switch edit {
    case .allowRegion(let text): (region, isAllowing) = (text, true)
    case .disallowRegion(let text): (region, isAllowing) = (text, false)
    default: return nil
    }
    let all = RegionPlaceholder.all(in: rule)
    let allowed = all.first { $0.role == .allowed }
    let suspected = all.first { $0.role == .suspected }
    let lists = rule.detection.allowedRegionLists
    if isAllowing {
      // A list in the rule comes first; a region that the suspects name is taken out of them.
      if !lists.isEmpty { return nil }
      return allowed ?? suspected.flatMap { names($0, region) ? $0 : nil }
    }
    if lists.contains(where: { $0.covers(region) }) { return nil }
    if let allowed, allowed.isEditable { return allowed }
    return suspected.flatMap { covers($0, region) ? nil : $0 } ?? allowed
  }

  private func names(_ use: RegionPlaceholder, _ region: String) -> Bool {
    places(of: use.name).contains { !$0.list.indices(of: region).isEmpty }
  }

  private func covers(_ use: RegionPlaceholder, _ region: String) -> Bool {
    places(of: use.name).contains { $0.list.covers(region) }
  }

  func plan(
    _ edit: RuleEdit, stamp: EditStamp, _ use: RegionPlaceholder
  ) throws(EditRefusal) -> EditPlan {
    guard stamp.hasValidDate else { throw .invalidDate(stamp.date) }
    func refuse(_ reason: String) -> EditRefusal { .placeholder(name: use.name, reason: reason) }
    guard use.isEditable else {
      throw refuse("the rule uses it in several places, or together with other tests")
    }
    let places = places(of: use.name)
    guard let first = places.first else {
      throw refuse(
        files.defined[use.name] == nil
          ? "no file of placeholders has them"
          : "--define gives them; write them into a file and give that with --placeholders")
    }
    switch (edit, use.role) {
    case (.allowRegion(let region), .allowed), (.disallowRegion(let region), .suspected):
      try RuleDraft.check(region)
      if let place = places.first(where: { $0.list.covers(region) }) {
        throw use.role == .allowed
          ? .alreadyAllowed(region: region, filter: place.list.identifier)
          : .notAllowed(region: region)
      }
      let comment = stamp.reason?.isEmpty == false ? stamp.comment : nil
      return try plan(edit, stamp, use, first) { editor throws(YAMLEditor.Refusal) in
        try editor.addText(
          TextPattern.escaping(region), to: (first.list.key, first.list.value),
          isInFlow: first.list.isInFlow, comment: comment, inOrder: true
        ).texts
      }
    case (.allowRegion(let region), .suspected), (.disallowRegion(let region), .allowed):
      let place = try listing(region, of: use, in: places)
      let indices = place.list.indices(of: region)
      return try plan(edit, stamp, use, place) { editor throws(YAMLEditor.Refusal) in
        try editor.removeTexts(indices, from: place.list.value)
        return place.list.value.texts.enumerated().filter { !indices.contains($0.offset) }
          .map(\.element)
      }
    default: throw refuse("only regions are allowed and disallowed in them")
    }
  }

  /// The one list that names a region and keeps other values without it.
  private func listing(
    _ region: String, of use: RegionPlaceholder, in places: [Place]
  ) throws(EditRefusal) -> Place {
    let naming = places.filter { !$0.list.indices(of: region).isEmpty }
    for place in places {
      if let pattern = place.list.pattern(covering: region) {
        throw .coveredByPattern(
          region: region, pattern: pattern, filter: "the placeholder \(use.name)")
      }
    }
    let given = files.defined[use.name] ?? []
    if given.contains(where: { TextPattern(parsing: $0).matches(region) }) {
      throw .placeholder(name: use.name, reason: "--define gives \(region); leave it out there")
    }
    guard let place = naming.first else { throw .notAllowed(region: region) }
    guard naming.count == 1 else {
      throw .placeholder(
        name: use.name, reason: "\(region) is in several lists; remove it by hand")
    }
    guard place.list.indices(of: region).count < place.list.entries.count else {
      throw .placeholder(
        name: use.name,
        reason: "\(region) is the last value of its list, and a placeholder needs one")
    }
    return place
  }

  private func plan(
    _ edit: RuleEdit, _ stamp: EditStamp, _ use: RegionPlaceholder, _ place: Place,
    change: (inout YAMLEditor) throws(YAMLEditor.Refusal) -> [String]
  ) throws(EditRefusal) -> EditPlan {
    let file = files.placeholders[place.file]
    if place.list.value.isMerged {
      throw .mergedText(
        line: place.list.value.start.line, what: "the list of regions in \(use.name)")
    }
    var editor = YAMLEditor(file.text)
    editor.layout = YAMLLayout(of: file.documents[place.document], in: editor.lines)
    let expected: [String]
    do { expected = try change(&editor) } catch { throw EditRefusal(error) }
    let patches: [TextPatch]
    let text: String
    do { (patches, text) = try editor.finished() } catch {
      throw .unproven(reason: error.description)
    }
    try prove(text, place: place, name: use.name, expected: expected)
    return EditPlan(
      edit: edit, stamp: stamp, site: .placeholder(use.name),
      before: RuleFile(text: file.text, path: file.path),
      after: RuleFile(text: text, path: file.path), patches: patches, filterName: use.search,
      notes: [
        "\(use.search) takes its regions from the placeholder %\(use.name)%: its file changes"
      ])
  }

  /// Every placeholder of the file stands for what it stood for, but for this list.
  private func prove(
    _ text: String, place: Place, name: String, expected: [String]
  ) throws(EditRefusal) {
    let file = files.placeholders[place.file]
    let after = PlaceholderFile(text: text, path: file.path)
    if let problem = after.diagnostics.first(where: { $0.severity == .error }) {
      throw .wouldNotLoad(message: problem.message)
    }
    var wanted = file.values
    let others = places(of: name).filter { $0.file == place.file }
    wanted[name] = others.flatMap { other in
      other.document == place.document && other.list.path == place.list.path
        ? expected : other.list.entries.map { $0.scalar?.text ?? "" }
    }
    guard after.values == wanted else {
      throw .unproven(reason: "other values would change too")
    }
  }

  /// The lists of a placeholder, in the order of the files.
  private func places(of name: String) -> [Place] {
    var places: [Place] = []
    for (file, content) in files.placeholders.enumerated() {
      for (document, node) in content.documents.enumerated() {
        guard case .mapping(let entries, let isFlow) = node.content else { continue }
        for (index, entry) in entries.enumerated()
        where entry.key.scalar?.text == name {
          places.append(
            Place(
              file: file, document: document,
              list: RegionList(
                identifier: name, path: [index], key: entry.key, value: entry.value,
                isInFlow: isFlow)))
        }
      }
    }
    return places
  }
}
