/// One figure to measure: one type in one file.
protocol Figure {
  /// Its name on the command line.
  static var name: String { get }
  /// What it measures, in one line.
  static var summary: String { get }
  static func measure(_ bench: Bench) throws -> [Line]
}

enum Figures {
  /// In the order in which they are measured.
  static var all: [any Figure.Type] {
    [
      GzipFigure.self, LinesFigure.self, RulesFigure.self, SmallFilesFigure.self,
      RegionsFigure.self,
      LinearityFigure.self, MemoryFigure.self, ListFigure.self, FoundationFigure.self,
      DuckDBFigure.self,
    ]
  }

  static var names: String { all.map { $0.name }.joined(separator: ", ") }
}
