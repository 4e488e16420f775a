extension HitTable {
  /// A column's text as a number: quick to compare and to count, valid only in this table's columns
  /// of the scan.
  public struct Text: Sendable, Hashable { let index: StringPool.Index }

  /// - Parameter column: a column of the scan.
  public func cell(_ row: Row, column: Int) -> Text { Text(index: code(row, column: column)) }

  public func string(_ text: Text) -> String { pool[text.index] }

  /// Whether a rule is a correlation: its hits are alerts.
  public func isAlertRule(_ rule: Int) -> Bool { rule >= firstAlertRule }
}
