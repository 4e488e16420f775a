import Sigma

extension EditSite {
  /// The files, beside that of the rule, in which its edits may be made.
  ///
  ///     EditSite.Files(filters: RuleFile(text: "", path: "filters.yml"))    // --edits-to
  public struct Files: Sendable {
    /// The file whose Sigma filters take the edits; nil: the rule does.
    public var filters: RuleFile?
    /// The files with the values of placeholders, in the order in which they count.
    public var placeholders: [PlaceholderFile]
    /// The placeholders that have values from elsewhere, which no edit can change: `--define`.
    public var defined: [String: [String]]

    public init(
      filters: RuleFile? = nil, placeholders: [PlaceholderFile] = [],
      defined: [String: [String]] = [:]
    ) {
      self.filters = filters
      self.placeholders = placeholders
      self.defined = defined
    }
  }
}

extension EditSite.Files {
  /// Puts a changed file in the place of the one with its path.
  fileprivate mutating func replace(_ changed: RuleFile, orRule file: inout RuleFile) {
    if filters?.path == changed.path {
      filters = changed
    } else if file.path == changed.path {
      file = changed
    }
  }
}

extension RuleEditor {
  /// Plans an edit where it belongs: in the file of filters if there is one, in the values of a
  /// placeholder if the rule takes its regions from one, and else in the rule.
  public static func plan(
    _ edit: RuleEdit, stamp: EditStamp, rule index: Int, in file: RuleFile,
    beside files: EditSite.Files
  ) throws(EditRefusal) -> EditPlan {
    if case .several(let edits) = edit {
      return try plan(edits, stamp: stamp) { edit, changed throws(EditRefusal) in
        var (file, files) = (file, files)
        if let changed { files.replace(changed, orRule: &file) }
        return try plan(edit, stamp: stamp, rule: index, in: file, beside: files)
      }
    }
    guard file.rules.indices.contains(index) else {
      throw .noSuchRule(index: index, count: file.rules.count)
    }
    let rule = file.rules[index]
    let values = PlaceholderValues(rule: rule, files: files)
    if let filters = files.filters {
      do {
        return try plan(edit, stamp: stamp, of: rule, inFilters: filters)
      } catch {
        guard case .notAllowed = error, let use = try values.use(for: edit) else { throw error }
        return try values.plan(edit, stamp: stamp, use)
      }
    }
    if let use = try values.use(for: edit) { return try values.plan(edit, stamp: stamp, use) }
    return try plan(edit, stamp: stamp, rule: index, in: file)
  }
}
