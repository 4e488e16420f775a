/// A page on which regions are chosen: the allowlist, the map. What can be done with a region is the same on both.
protocol RegionPage: InteractivePage {
  /// The rule whose regions these are, by its index.
  var rule: Int { get }
  /// The regions that a command is about: those marked, or the one under the cursor.
  var targetRegions: [String] { get }
  var table: RegionTable { get }
}

extension RegionPage {
  /// Asks what the rule says of regions, after it may have changed.
  func asked(_ state: State, for sequence: inout Int?) -> [Effect] {
    guard sequence != state.session.lastSequence else { return [] }
    sequence = state.session.lastSequence
    return [.engine(.readRegions(rule: rule))]
  }
}

extension State {
  var regionPage: (any RegionPage)? { page as? any RegionPage }

  /// The rule whose regions a page shows: that of the hit under the cursor, or the first one.
  var ruleForRegions: Int? {
    if let row = currentRow, !table.isAlert(row) { return table.rule(row) }
    return table.ruleIdentities.indices.first { !table.isAlertRule($0) }
  }
}
