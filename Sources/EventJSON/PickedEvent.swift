/// The values of one record at the wanted paths.
///
/// ```swift
/// let event = PickedEvent(trie: FieldTrie(fields: ["awsRegion", "resources.ARN"]))
/// let used = try event.read(bytes)                        // one pass, no copies
/// for value in event.values(at: 0) { print(event.text(of: value)) }
/// ```
///
/// One per worker thread, reused for record after record: what it says is about the record read
/// last, and holds only as long as the bytes that record was read from stay where they are.
///
/// - A path that ends on an object gives the object.
/// - A path that ends on an array gives the array and then, flattened, each of its elements.
/// - A key that occurs twice in an object counts twice: both values are given.
public final class PickedEvent {
  /// How deep objects and arrays may nest. AWS stays below 30; the scanner recurses, and 256 levels
  /// fit easily into the smallest stack a thread gets (512 KB).
  public static let maximumDepth = 256

  public let trie: FieldTrie

  /// The values found, in document order, those of a slot linked to a list.
  @usableFromInline
  let found: FoundValues

  private let lookup: TrieLookup

  /// Holds a decoded string or a compacted object while `withText` shows it.
  @usableFromInline
  var scratch: [UInt8] = []

  public init(trie: FieldTrie) {
    self.trie = trie
    found = FoundValues(slotCount: trie.fields.count)
    lookup = TrieLookup(trie.tables)
  }

  deinit {
    found.deallocate()
    lookup.deallocate()
  }

  /// The whole record's bytes, from `{` to `}`, valid until the buffer that it was read from goes.
  @inlinable
  public var record: UnsafeRawBufferPointer { found.state.pointee.record }

  /// Reads one JSON object that starts at `bytes[0]` (after blanks), picks the wanted values and
  /// checks that it is well-formed. What follows the object is not looked at. UTF-8 is not checked.
  ///
  /// - Returns: the number of bytes consumed, blanks before the object included.
  /// - Throws: ``JSONSyntaxError``, its offset counted from `bytes[0]`. Afterwards no slot has a
  ///   value and `record` is empty.
  public func read(_ bytes: UnsafeRawBufferPointer) throws(JSONSyntaxError) -> Int {
    found.clear()
    guard let base = bytes.baseAddress else {
      throw JSONSyntaxError(reason: .unexpectedEnd, offset: 0)
    }
    let start = base.assumingMemoryBound(to: UInt8.self)
    var scanner = scanner(start: start, count: bytes.count)
    guard let object = scanner.objectStart(), let end = scanner.object(object, node: 0, depth: 1)
    else {
      found.clear()
      throw JSONSyntaxError(reason: scanner.failure, offset: scanner.failedAt - start)
    }
    found.state.pointee.record = UnsafeRawBufferPointer(start: object, count: end - object)
    return end - start
  }

  func scanner(start: UnsafePointer<UInt8>, count: Int) -> RecordScanner {
    RecordScanner(start: start, count: count, lookup: lookup, found: found)
  }

  /// Whether the record has a value, `null` included, at the slot's path.
  @inlinable
  public func isPresent(_ slot: Int) -> Bool {
    found.first(of: slot) >= 0
  }

  /// The values at a slot in document order: none when the field is missing, several when the path
  /// runs through arrays. Valid until the next `read`.
  @inlinable
  public func values(at slot: Int) -> ValueSequence {
    ValueSequence(event: self, slot: slot)
  }

  /// The value's bytes as they stand in the record; a string's without its quotes.
  @inlinable
  public func rawBytes(of value: JSONValue) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: record[value.range])
  }
}
