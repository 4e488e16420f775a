/// One of the ways to write an edit, the usual one first. The others are for rules in which that
/// would change more than it should, or could not be taken back to the same bytes.
struct EditWay: Sendable, Hashable {
  /// Allowing: add to the filter that the rule has, or make one.
  var usesFilter = true
  /// Allowing: take the region out of the selections' lists.
  var dropsSuspect = true
  /// Adding a filter: `not 1 of filter_main_*` in the place of single names.
  var usesPattern = true
  /// Taking back: put back what comments keep (`# was: ...`).
  var restoresText = true

  static func all(for edit: RuleEdit) -> [EditWay] {
    switch edit {
    case .allowRegion:
      [true, false].flatMap { usesFilter in
        [true, false].flatMap { dropsSuspect in
          [true, false].map { usesPattern in
            EditWay(usesFilter: usesFilter, dropsSuspect: dropsSuspect, usesPattern: usesPattern)
          }
        }
      }
    case .addException: [EditWay(), EditWay(usesPattern: false)]
    case .disallowRegion, .removeException: [EditWay(), EditWay(restoresText: false)]
    case .changeException, .setExpiry, .matchAllRegions, .several: [EditWay()]
    }
  }
}
