/// Hits on their way from a scanning worker to a `HitTable` or to standard output: flat bytes, no `String`.
///
/// A hit's texts are its eventID and then one text for each column, in the columns' order; a missing value is empty.
/// Behind them stand the texts that correlations look at, with a `=` before each that is there; of an alert its summary.
public struct HitBatch: Sendable {
  public struct Hit: Sendable {
    public var rule: Int
    /// Milliseconds since 1970, or `nil` when the event has no time that can be read.
    public var time: Int64?
    /// Which of the scan's files it came from.
    public var file: Int
    /// The event's bytes in `json`.
    var json: Range<Int>
    /// Where its texts start in `textEnds`.
    var firstText: Int
    /// Several rules may match one record: its hits stand side by side, and the first of them starts the record.
    var startsRecord: Bool
  }

  public internal(set) var hits: [Hit] = []
  /// The matched events' bytes as delivered, end to end.
  public internal(set) var json: [UInt8] = []
  var texts: [UInt8] = []
  var textEnds: [Int] = []
  let columnCount: Int

  init(columnCount: Int) { self.columnCount = columnCount }

  public var isEmpty: Bool { hits.isEmpty }

  public func json(of hit: Hit) -> ArraySlice<UInt8> { json[hit.json] }

  /// The bytes of a hit's event, valid during the call.
  public func withJSON<R>(of hit: Hit, _ body: (UnsafeRawBufferPointer) -> R) -> R {
    json.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[hit.json])) }
  }

  public func eventID(of hit: Hit) -> String { text(hit.firstText) }

  public func text(of hit: Hit, column: Int) -> String { text(hit.firstText + 1 + column) }

  /// The UTF-8 of a hit's text in a column, valid during the call.
  public func withText<R>(
    of hit: Hit, column: Int, _ body: (UnsafeRawBufferPointer) -> R
  ) -> R {
    let range = textRange(hit.firstText + 1 + column)
    return texts.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The text of a hit at a field of the request's correlations, or `nil` when the event has none.
  func correlated(_ hit: Hit, field: Int) -> String? {
    let text = texts[textRange(hit.firstText + 1 + columnCount + field)]
    return text.isEmpty ? nil : String(decoding: text.dropFirst(), as: UTF8.self)
  }

  private func text(_ index: Int) -> String {
    String(decoding: texts[textRange(index)], as: UTF8.self)
  }

  func textRange(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : textEnds[index - 1])..<textEnds[index]
  }

  func eventIDRange(of hit: Hit) -> Range<Int> { textRange(hit.firstText) }

  /// Forgets the JSON, once it is in a spool.
  public mutating func releaseJSON() { json = [] }

  mutating func removeAll() {
    hits.removeAll(keepingCapacity: true)
    json.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    textEnds.removeAll(keepingCapacity: true)
  }
}
