import TerminalScreen
import Testing

@testable import TriageUI

/// Every page and dialog that keys lead to, at sizes from 1×1 to 300×100.
@Suite struct EverySizeTests {
  private static let events =
    TestEvent.office + [
      .call("金敏智", "ap-east-1", minute: 20, agent: "한국어 에이전트 👩‍💻 e\\u0301\\u202e"),
      .call(String(repeating: "long", count: 100), "me-south-1", minute: 21),
      .call("жук-é…", "af-south-1", minute: 22, agent: "“Ωμέγα” → кириллица ①"),
    ]

  static func workbench() throws -> TestWorkbench {
    let workbench = try TestWorkbench(events: events)
    workbench.state.settings.themes = ["terminal", "nord"]
    return workbench
  }

  /// The name of the surface with the keys: `confirm`, `page diff`, `GroupsSurface`.
  private static func place(_ state: State) -> String {
    var name = state.page.map { "\(type(of: $0))" } ?? (state.isOnEvent ? "event" : "hits")
    if let text = state.page(TextSurface.self) { name += " \(text.kind)" }
    guard let dialog = state.dialog else { return name }
    switch dialog {
    case .prompt(let prompt):
      name += " \(Mirror(reflecting: prompt.purpose).children.first?.label ?? "\(prompt.purpose)")"
    case .menu(let menu):
      name += " \(type(of: menu.content))"
      if let commands = menu.content as? CommandsMenu { name += " \(commands.kind)" }
    case .form(.fields): name += " fields"
    case .form(.columns): name += " columns"
    case .confirm: name += " confirm"
    }
    return name
  }

  /// The shortest keys to each place within two keys, found by trying all.
  private static let ways: [(place: String, keys: [Key])] = {
    guard let start = try? workbench() else { return [] }
    var found = [(place: place(start.state), keys: [Key]())]
    var next = 0
    while next < found.count {
      let keys = found[next].keys
      next += 1
      guard keys.count < 2, let here = try? workbench() else { continue }
      for key in keys { here.send(.key(key)) }
      for command in Command.current(in: here.state) {
        guard !["quit", "suspend", "redraw"].contains(command.name),
          let key = command.keys.first, command.availability(here.state) == .available,
          let there = try? workbench()
        else { continue }
        for key in keys + [key] { there.send(.key(key)) }
        let place = place(there.state)
        if !found.contains(where: { $0.place == place }) { found.append((place, keys + [key])) }
      }
    }
    return found
  }()

  /// Sizes at which something begins to fit, and some random ones.
  private static let sizes: [Size] = {
    var sizes: Set<Size> = []
    for columns in [1, 2, 39, 40, 41, 80, 139, 140, 300] {
      for rows in [1, 9, 10, 24] { sizes.insert(Size(columns: columns, rows: rows)) }
    }
    for rows in [2, 3, 11, 13, 14, 15, 16, 17, 50, 100] {
      for columns in [1, 40, 80, 140] { sizes.insert(Size(columns: columns, rows: rows)) }
    }
    var seed: UInt64 = 1
    for _ in 0..<40 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      sizes.insert(Size(columns: 1 + Int(seed >> 33) % 300, rows: 1 + Int(seed >> 45) % 100))
    }
    return sizes.sorted { ($0.columns, $0.rows) < ($1.columns, $1.rows) }
  }()

  @Test func keysLeadToEveryDialog() {
    let places = Self.ways.map(\.place)
    for wanted in [
      "hits", "event", "hits confirm", "hits ProposalsMenu", "hits comment", "hits search",
      "TextSurface diff", "TextSurface scan", "hits ThemesMenu", "hits CommandsMenu help",
      "hits CommandsMenu palette", "hits reason",
    ] {
      #expect(places.contains(wanted), "\(places)")
    }
  }

  static func checkRows(_ screen: Screen, _ size: Size) {
    #expect(screen.size == size)
    for row in 0..<size.rows {
      let cells = screen.rowCells(row)
      let width = cells.reduce(0) { sum, cell in
        sum + cell.text.unicodeScalars.reduce(0) { $0 + TextWidth.width(of: $1) }
      }
      if width != size.columns {
        Issue.record("row \(row) at \(size) is \(width) wide: \(screen.line(row))")
      }
    }
  }

  /// Each row is exactly as wide as the screen, and nothing is lost afterwards.
  @Test(arguments: ways.map(\.place)) func rowsAreAsWideAsTheScreen(place: String) throws {
    let keys = try #require(Self.ways.first { $0.place == place }).keys
    let workbench = try Self.workbench()
    for key in keys { workbench.send(.key(key)) }
    let before = workbench.screen
    for size in Self.sizes {
      workbench.send(.resized(size))
      Self.checkRows(workbench.state.view(), size)
    }
    workbench.send(.resized(Size(columns: 80, rows: 24)))
    #expect(Self.place(workbench.state) == place)
    #expect(workbench.screen == before)
  }
}
