/// The regions to choose from, on their page or on the map. Both have the same commands.
struct RegionChoice: SurfaceContent {
  var list: RegionsSurface

  static let contexts = Set<Command.Context>.regionPages

  init?(_ surface: Surface) {
    switch surface {
    case .regions(let page): list = page
    case .map(let page): list = page.list
    default: return nil
    }
  }

  func put(into surface: inout Surface) {
    switch surface {
    case .regions: surface = .regions(list)
    case .map(var page):
      page.list = list
      surface = .map(page)
    default: break
    }
  }

  var rule: Int { list.rule }
  /// The target regions of a command: those marked, or the one under the cursor.
  var targets: [String] { list.targetRegions }
}

extension Set<Command.Context> {
  static var regionPages: Self { [.allowlist, .regionMap] }
}

extension State {
  /// The rule whose regions a page shows: that of the hit under the cursor, or the first rule.
  var ruleForRegions: Int? {
    if let row = currentRow, !table.isAlert(row) { return table.rule(row) }
    return table.ruleIdentities.indices.first { !table.isAlertRule($0) }
  }
}
