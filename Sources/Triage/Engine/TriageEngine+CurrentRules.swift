import RuleEditing
import Sigma

/// The current rules from the texts of all files: a rule's own text, its filters in any file, and
/// the values of its placeholders.
extension TriageEngine {
  /// The texts that differ from those of the scan's rules, by path.
  private var changedTexts: [String: String] {
    session.ruleTexts.filter { $0.value != scannedTexts[$0.key] }
  }

  /// The current rule, or the rule with other texts of some files.
  func version(ofRule rule: Int, with texts: [String: String] = [:]) throws(TriageRefusal)
    -> RuleVersion
  {
    let changed = changedTexts.merging(texts) { _, new in new }
    let file = try current(rules.files[rules.places[rule].file], changed)
    guard let index = index(ofRule: rule, in: file) else {
      throw TriageRefusal("\(file.path) no longer has the rule \(rules.rules[rule].title)")
    }
    var own = file.rules[index]
    own.bareSearches = bareSearches(ofRule: index, in: file)
    var all = session.ruleTexts
    all.merge(texts) { _, new in new }
    return (
      own.narrowed(by: try currentFilters(changed)),
      Placeholders(session.header.placeholderValues(all))
    )
  }

  private func bareSearches(ofRule index: Int, in file: RuleFile) -> [String: SearchIdentifier] {
    let key = "\(index) \(file.path)"
    if let (text, known) = bareSearchesByRule[key], text == file.text { return known }
    let searches = file.bareSearches(ofRule: index)
    bareSearchesByRule[key] = (file.text, searches)
    return searches
  }

  /// The index of a rule in a later version of its file, in which other rules may precede it.
  func index(ofRule rule: Int, in file: RuleFile) -> Int? {
    let place = rules.places[rule]
    let wanted = rules.files[place.file].rules[place.indexInFile].identity
    if file.rules.indices.contains(place.indexInFile),
      file.rules[place.indexInFile].identity == wanted
    {
      return place.indexInFile
    }
    return file.rules.firstIndex { $0.identity == wanted }
  }

  /// A file with its current text, and the place of a rule in it.
  func currentPlace(ofRule rule: Int) throws(TriageRefusal) -> (file: RuleFile, index: Int) {
    let file = try currentFile(path(ofRule: rule))
    guard let index = index(ofRule: rule, in: file) else {
      throw TriageRefusal("\(file.path) no longer has the rule \(rules.rules[rule].title)")
    }
    return (file, index)
  }

  /// A file with its current text.
  func currentFile(_ path: String) throws(TriageRefusal) -> RuleFile {
    let text = currentText(of: path)
    let known = (rules.files + rules.filterFiles).first { $0.path == path && $0.text == text }
    if let known { return known }
    return try current(RuleFile(text: text, path: path), changedTexts)
  }

  /// The filters of all files.
  private func currentFilters(_ changed: [String: String]) throws(TriageRefusal) -> [RuleFilter] {
    var filters: [RuleFilter] = []
    for file in rules.files + rules.filterFiles {
      filters += try current(file, changed).filters
    }
    return filters
  }

  /// A file with its current text. Only changed files are parsed, once each.
  private func current(
    _ original: RuleFile, _ changed: [String: String]
  ) throws(TriageRefusal) -> RuleFile {
    guard let text = changed[original.path] else { return original }
    if let known = parsed[original.path], known.text == text { return known }
    let file = RuleFile(text: text, path: original.path)
    parsed[original.path] = file
    return file
  }

  /// The current rule, compiled.
  func currentMatcher(ofRule rule: Int) throws(TriageRefusal) -> RuleMatcher {
    let changed = changedTexts
    if let (known, matcher) = compiled[rule], known == changed { return matcher }
    let version = try version(ofRule: rule)
    do {
      let matcher = try RuleMatcher([version], tellsSilenced: true)
      compiled[rule] = (changed, matcher)
      return matcher
    } catch {
      throw TriageRefusal("\(path(ofRule: rule)) no longer compiles: \(error)")
    }
  }

  /// Whether everything that affects the rule's matches is as at the start of the session.
  func isAsAtFirst(_ rule: Int) throws(TriageRefusal) -> Bool {
    let path = path(ofRule: rule)
    let changed = changedTexts
    if changed[path] != nil { return false }
    if changed.isEmpty { return true }
    let (now, placeholders) = try version(ofRule: rule)
    let then = rules.rules[rule]
    guard now.filters.count == then.filters.count else { return false }
    let hasSameFilters = zip(now.filters, then.filters).allSatisfy { now, then in
      now.detection.node.hasSameMeaning(as: then.detection.node)
    }
    return hasSameFilters && placeholders == rules.placeholders
  }
}
