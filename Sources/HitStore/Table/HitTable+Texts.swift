extension HitTable {
  /// A column's text as a number: quick to compare and to count by, true within this table's columns of the scan only.
  public struct Text: Sendable, Hashable { let index: StringPool.Index }

  /// - Parameter column: one of those that the scan filled.
  public func cell(_ row: Row, column: Int) -> Text { Text(index: code(row, column: column)) }

  public func string(_ text: Text) -> String { pool[text.index] }

  /// Whether a rule is a correlation: its hits are alerts.
  public func isAlertRule(_ rule: Int) -> Bool { rule >= firstAlertRule }
}
