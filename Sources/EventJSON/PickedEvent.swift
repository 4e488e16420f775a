/// The values of one record at the wanted paths.
///
/// ```swift
/// let event = PickedEvent(trie: FieldTrie(fields: ["awsRegion", "resources.ARN"]))
/// let used = try event.read(bytes)                        // one pass, no copies
/// for value in event.values(at: 0) { print(event.text(of: value)) }
/// ```
///
/// One per worker thread, reused for every record. Its values are those of the last record, and are
/// valid only while the bytes of that record stay in place.
///
/// - A path that ends at an object gives the object.
/// - A path that ends at an array gives the array and then, flattened, each of its elements.
/// - A key that occurs twice in an object gives both values.
public final class PickedEvent {
  /// The maximum nesting of objects and arrays. AWS stays below 30. The scanner recurses, and 256
  /// levels fit easily into a thread's smallest stack (512 KB).
  public static let maximumDepth = 256

  public let trie: FieldTrie

  /// The values found, in document order; those of a slot form a linked list.
  @usableFromInline
  let found: FoundValues

  private let lookup: TrieLookup

  /// A decoded string or a compacted object during `withText`.
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

  /// The whole record's bytes, from `{` to `}`, valid while its buffer exists.
  @inlinable
  public var record: UnsafeRawBufferPointer { found.state.pointee.record }

  /// Reads one JSON object that starts at `bytes[0]` (after spaces), picks the wanted values and
  /// checks that it is well-formed. Bytes after the object are ignored. UTF-8 is not checked.
  ///
  /// - Returns: the number of bytes consumed, including spaces before the object.
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

  /// The values at a slot in document order: none if the field is missing, several if the path goes
  /// through arrays. Valid until the next `read`.
  @inlinable
  public func values(at slot: Int) -> ValueSequence {
    ValueSequence(event: self, slot: slot)
  }

  /// The value's bytes as in the record; a string's without quotes.
  @inlinable
  public func rawBytes(of value: JSONValue) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: record[value.range])
  }
}
