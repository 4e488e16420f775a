import Basics
import Sigma

/// A placeholder that stands for the regions of a rule.
///
///     filter_home:
///         awsRegion|expand: '%home_regions%'       allowed: the condition excludes the search
///     selection:
///         awsRegion|expand: '%odd_regions%'        suspected
struct RegionPlaceholder: Sendable, Hashable {
  enum Role: Sendable, Hashable { case allowed, suspected }

  let name: String
  /// The search that uses it.
  let search: String
  let role: Role
  /// The placeholder is in the rule once, as the whole value and, if it allows, as the whole
  /// test.
  let isEditable: Bool

  /// Those of a rule, in file order.
  static func all(in rule: Rule) -> [RegionPlaceholder] {
    let detection = rule.detection
    let excluded = Set(detection.exceptions)
    let positive = detection.formulas().reduce(into: Set<String>()) {
      $0.formUnion($1.positiveNames)
    }
    var uses: [String: Int] = [:]
    var found: [(name: String, search: String, role: Role, isWhole: Bool)] = []
    for search in detection.searchIdentifiers.values {
      for alternative in search.alternatives {
        for item in alternative where item.modifiers.contains(where: { $0.name == "expand" }) {
          for name in item.values.flatMap({ names(in: $0.text) }) { uses[name, default: 0] += 1 }
          guard item.field == RegionList.field, item.modifiers.count == 1,
            let name = item.values.first.flatMap({ whole($0.text) })
          else { continue }
          let isAlone = alternative.count == 1
          if excluded.contains(search.name) {
            found.append((name, search.name, .allowed, isAlone && item.values.count == 1))
          } else if positive.contains(search.name) {
            found.append((name, search.name, .suspected, item.values.count == 1))
          }
        }
      }
    }
    return found.map {
      RegionPlaceholder(
        name: $0.name, search: $0.search, role: $0.role,
        isEditable: $0.isWhole && uses[$0.name] == 1)
    }
  }

  /// Whether a rule or its filters use a placeholder at all.
  static func isUsed(_ name: String, by rule: Rule) -> Bool {
    ([rule.detection] + rule.filters.map(\.detection)).contains { detection in
      detection.searchIdentifiers.values.contains { search in
        search.alternatives.joined().contains { item in
          item.modifiers.contains { $0.name == "expand" }
            && item.values.contains { names(in: $0.text).contains(name) }
        }
      }
    }
  }

  /// `%home_regions%` is `home_regions`; a text with anything beside it is not a placeholder.
  private static func whole(_ text: String) -> String? {
    let names = names(in: text)
    return names.count == 1 && text == "%\(names[0])%" ? names[0] : nil
  }

  private static func names(in text: String) -> [String] {
    let parts = text.pieces(at: "%")
    guard parts.count >= 3 else { return [] }
    return stride(from: 1, to: parts.count - 1, by: 2).map { String(parts[$0]) }
  }
}
