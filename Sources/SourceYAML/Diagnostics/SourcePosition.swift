/// A place in a file, for people (line, column) and for editing (offset).
///
///     detection:
///       selection:          line 2, column 3, offset 13
public struct SourcePosition: Sendable, Hashable, Comparable {
  /// The line, from 1. Lines end with LF, CR LF or CR.
  public var line: Int
  /// The column, from 1, in Unicode scalars. A byte-order mark takes no column.
  public var column: Int
  /// UTF-8 bytes from the start of the file's text.
  public var offset: Int

  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    left.offset < right.offset
  }
}
