/// Continues after broken JSON.
///
/// ```
/// {"Records":[{"eventVersion":"1.08","eventN�{"eventVersion":"1.08",…},…]}
///             └──────── one bad record ─────┘└ continues here
/// ```
///
/// Once brackets no longer balance, bytes between two records look like bytes inside one. So the
/// next record is recognised by its beginning: a brace and the name that the file's records begin
/// with, or a brace at the start of a line.
extension RecordReader {
  enum NextStart {
    case record
    /// `{"Records":[`
    case list
    case nothing
  }

  /// The first name of a delivered event, in S3 and everywhere else.
  private static let eventFirstName = Array("eventVersion".utf8)

  /// Consumes bytes up to the next beginning of a record. Skips a brace at the current place, where
  /// the broken record began.
  ///
  /// - Parameter isStrict: only a name counts, not the start of a line.
  func nextStart(isStrict: Bool) -> NextStart {
    var isLineStart = false
    if window.count > 0, window[0] == UInt8(ascii: "{") { window.consume(1) }
    while true {
      guard let brace = window.bytes.firstIndex(of: UInt8(ascii: "{")) else {
        isLineStart = window.bytes.last == UInt8(ascii: "\n") || (isLineStart && window.count == 0)
        window.consume(window.count)
        guard window.refill() else { return .nothing }
        continue
      }
      if brace > 0 { isLineStart = window[brace - 1] == UInt8(ascii: "\n") }
      window.consume(brace)
      switch opening() {
      case .list: return .list
      case .object(let name) where isFirstNameOfRecords(name): return .record
      case .object where isLineStart && !isStrict: return .record
      case .object, .cutOff: window.consume(1)
      }
      isLineStart = false
    }
  }

  private func isFirstNameOfRecords(_ name: Range<Int>) -> Bool {
    let name = window.bytes[name]
    return name.elementsEqual(Self.eventFirstName)
      || (!name.isEmpty && name.elementsEqual(usualFirstName))
  }
}
