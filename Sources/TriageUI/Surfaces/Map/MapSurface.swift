import CloudTrail
import TerminalScreen

/// The regions of AWS on a map of the world, lit by their hits.
///
///     ⣠⣤⣶⣿⣿⣿⣶⣤   •   ⢀⣤⣶⣿⣿⣿⣿⣶⣤⡀
///      ⠙⢿⣿⡿⠋·       □ eu-central-1 ⣿⠟
///        ⠈⠻●          ⠙⠿⣿⣿⣿⣿⠟
///     ap-east-1 (Hong Kong, CN)  opt-in + the rule suspects it
///
/// If the screen is too small for a map, the list of regions is shown instead.
struct MapSurface: PageSurface {
  /// The list of regions with order, cursor and marks.
  var list: RegionsSurface
  /// Whether callers are shown, where they are known.
  private(set) var showsCallers = true
  private var callers = Derived<MapCallers.Source, [MapCallers.Caller]>([])

  init(rule: Int, at region: String?) { list = RegionsSurface(rule: rule, at: region) }

  var rule: Int { list.rule }
  var table: RegionTable { list.table }
  var targetRegions: [String] { list.targetRegions }

  static let context = Command.Context.regionMap

  init?(_ surface: Surface) {
    guard case .map(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .map(self) }

  func title(_ state: State) -> SafeText {
    let title = state.rules.title(rule)
    return SafeText("where the hits are · \(title)")
  }

  mutating func settle(with state: State) -> [Effect] {
    let effects = list.settle(with: state)
    callers.update(for: MapCallers.Source(state)) { _ in MapCallers.all(state) }
    if MapView.hasRoom(state.viewport.page), location == nil {
      // The first region with a location.
      if let first = list.shown.first(where: { $0.region?.location != nil }) {
        list.move(to: first.code)
      }
    }
    return effects
  }

  mutating func toggleCallers() { showsCallers.toggle() }

  private var location: AWSRegion.Location? { list.current?.region?.location }

  func pageLength(_ rect: Rect) -> Int { list.pageLength(rect) }
  mutating func stepBack() -> Bool { list.stepBack() }

  mutating func move(_ motion: Motion, in state: State) {
    guard MapView.hasRoom(state.viewport.page) else {
      list.move(motion, in: state)
      return
    }
    switch motion {
    case .columns(let steps): go(.init(east: steps < 0 ? -1 : 1, north: 0))
    case .lines(let steps): go(.init(east: 0, north: steps < 0 ? 1 : -1))
    case .line(let line): goToRank { min(line, $0 - 1) }
    case .toStart: goToRank { _ in 0 }
    case .toEnd: goToRank { $0 - 1 }
    }
  }

  /// The next region in the order of the list, wrapping around.
  mutating func goToNext(_ steps: Int) {
    let current = list.current?.code
    let placed = placedRegions
    guard !placed.isEmpty else { return }
    let place = placed.firstIndex { $0.code == current } ?? 0
    list.move(to: placed[((place + steps) % placed.count + placed.count) % placed.count].code)
  }

  private mutating func goToRank(_ rank: (Int) -> Int) {
    let placed = placedRegions
    if placed.indices.contains(rank(placed.count)) {
      list.move(to: placed[rank(placed.count)].code)
    }
  }

  var placedRegions: [RegionTable.Row] { list.shown.filter { $0.region?.location != nil } }

  private struct Direction {
    let east: Double
    let north: Double

    init(east: Int, north: Int) { (self.east, self.north) = (Double(east), Double(north)) }
  }

  /// Moves to the nearest region in a direction. Sideways distance counts more.
  private mutating func go(_ direction: Direction) {
    guard let from = location else { return }
    var best: (code: String, distance: Double)?
    for row in placedRegions where row.code != list.current?.code {
      guard let to = row.region?.location else { continue }
      let (x, y) = (to.longitude - from.longitude, to.latitude - from.latitude)
      let along = x * direction.east + y * direction.north
      let aside = abs(x * direction.north + y * direction.east)
      guard along > 0, aside <= along * Self.widestAngle else { continue }
      let distance = along + aside * Self.asideWeight
      if best.map({ distance < $0.distance }) ?? true { best = (row.code, distance) }
    }
    if let best { list.move(to: best.code) }
  }

  private static let asideWeight = 2.0
  /// A region further aside than this is not in that direction.
  private static let widestAngle = 3.0

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    guard MapView.hasRoom(rect) else {
      list.draw(state, in: rect, on: &screen)
      return
    }
    let callers = showsCallers ? MapCallers(callers.value, state) : MapCallers()
    MapView.draw(self, callers, listKey: state.key(.showAllowlist), in: rect, on: &screen)
  }
}
