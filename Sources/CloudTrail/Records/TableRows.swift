/// Cuts a CSV table (RFC 4180) into rows: quoted cells with doubled quotes, commas and line breaks.
///
/// ```
/// "eventid","eventjson"⏎
/// "a4d8","{""eventVersion"":""1.10"",…}"⏎
/// ```
///
/// A row has at most ``RecordReader/maximumRecordBytes``. A longer row is skipped and reported.
struct TableRows {
  enum Row {
    /// The cells, unquoted.
    case cells([[UInt8]])
    case tooLong
  }

  private let window: ByteWindow

  init(_ window: ByteWindow) {
    self.window = window
  }

  /// The next row; nil at the end of the file.
  func next() -> Row? {
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var length = 0
    var isQuoted = false
    // After a quote inside a quoted cell: a second quote is a literal one, anything else ends the
    // quoting.
    var sawQuote = false
    while window.count > 0 || window.refill() {
      let bytes = window.bytes
      for index in bytes.indices {
        let byte = bytes[index]
        if isQuoted, !sawQuote {
          if byte == UInt8(ascii: "\"") {
            sawQuote = true
            continue
          }
        } else if isQuoted, byte != UInt8(ascii: "\"") {
          (isQuoted, sawQuote) = (false, false)
        } else if !isQuoted, byte == UInt8(ascii: "\""), cell.isEmpty {
          isQuoted = true
          continue
        }
        sawQuote = false
        if !isQuoted, byte == UInt8(ascii: ",") {
          cells.append(cell)
          cell = []
        } else if !isQuoted, byte == UInt8(ascii: "\n") {
          window.consume(index + 1)
          return row(cells, cell, length)
        } else {
          length += 1
          if length <= RecordReader.maximumRecordBytes { cell.append(byte) }
        }
      }
      window.consume(bytes.count)
    }
    return cells.isEmpty && cell.isEmpty && length == 0 ? nil : row(cells, cell, length)
  }

  private func row(_ cells: [[UInt8]], _ cell: [UInt8], _ length: Int) -> Row {
    if length > RecordReader.maximumRecordBytes { return .tooLong }
    var cell = cell
    if cell.last == UInt8(ascii: "\r") { cell.removeLast() }
    return .cells(cells + [cell])
  }
}
