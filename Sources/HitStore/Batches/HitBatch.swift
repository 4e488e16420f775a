/// Hits on their way from a scanning worker to a `HitTable` or to standard output: flat bytes, no
/// `String`.
///
/// A hit's texts are its eventID and then one text for each column, in the columns' order; a
/// missing value is empty. Then come the texts for correlations, with a `=` before each that
/// exists, or an alert's summary.
public struct HitBatch: Sendable {
  public struct Hit: Sendable {
    public var rule: Int
    /// Milliseconds since 1970, or `nil` if the event has no readable time.
    public var time: Int64?
    /// The index of its file in the scan.
    public var file: Int
    /// The range of the event in `json`.
    var json: Range<Int>
    /// The index of its first text in `textEnds`.
    var firstText: Int
    /// Several rules may match one record: its hits are adjacent, and the first one starts the
    /// record.
    package var startsRecord: Bool
  }

  public package(set) var hits: [Hit] = []
  /// The matched events' bytes as delivered, concatenated.
  public internal(set) var json: [UInt8] = []
  var texts: [UInt8] = []
  var textEnds: [Int] = []
  let columnCount: Int

  package init(columnCount: Int) { self.columnCount = columnCount }

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

  /// The text of a hit at a field of the request's correlations, or `nil` if the event has none.
  package func correlated(_ hit: Hit, field: Int) -> String? {
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

  /// Feeds the bytes of a hit's eventID to a hasher.
  package func hashEventID(of hit: Hit, into hasher: inout Hasher) {
    texts.withUnsafeBytes {
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0[eventIDRange(of: hit)]))
    }
  }

  /// Appends an alert: a hit with a made event.
  ///
  /// - Parameters:
  ///   - texts: one for each column.
  ///   - summary: the alert in one line.
  package mutating func appendAlert(
    rule: Int, time: Int64, id: String, texts: [String], summary: String, json event: [UInt8]
  ) {
    let start = json.count
    json += event
    hits.append(
      Hit(
        rule: rule, time: time, file: 0, json: start..<json.count, firstText: textEnds.count,
        startsRecord: true))
    for text in [id] + texts + [summary] {
      self.texts.append(contentsOf: text.utf8)
      textEnds.append(self.texts.count)
    }
  }

  /// Keeps only some of the hits.
  package mutating func keep(where isKept: (Int) -> Bool) {
    hits = hits.indices.filter(isKept).map { hits[$0] }
  }

  /// Keeps only the hits that a table does not have.
  public mutating func dropKnown(in table: HitTable) {
    let batch = self
    hits.removeAll { table.holds(rule: $0.rule, event: batch.eventID(of: $0)) }
  }

  /// Sets each hit's rule and file to those of a table.
  public mutating func renumber(rule: (Int) -> Int, file: (Int) -> Int) {
    for index in hits.indices {
      hits[index].rule = rule(hits[index].rule)
      hits[index].file = file(hits[index].file)
    }
  }

  /// Drops the JSON after it was written to a spool.
  public mutating func releaseJSON() { json = [] }

  package mutating func removeAll() {
    hits.removeAll(keepingCapacity: true)
    json.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    textEnds.removeAll(keepingCapacity: true)
  }
}
