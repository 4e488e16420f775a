/// One thing to measure. One type, one file.
protocol Figure {
  /// What it is called on the command line.
  static var name: String { get }
  /// What is measured, in a line.
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
