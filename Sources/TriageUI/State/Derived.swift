import TerminalScreen

/// A cached value that is made again when its key changes:
///
///     var buckets = Derived<Source, [Int]>([])
///     buckets.update(for: Source(list: 7, columns: 80)) { _ in count() }    // counts
///     buckets.update(for: Source(list: 7, columns: 80)) { _ in count() }    // does nothing
///
/// The key contains everything that the value depends on. Comparing keys must be cheaper than
/// making the value.
@dynamicMemberLookup
struct Derived<Key: Equatable & Sendable, Value: Sendable>: Sendable {
  /// The key of the value; nil before the first time.
  private(set) var key: Key?
  private(set) var value: Value

  init(_ initial: Value) { value = initial }

  /// Makes the value if its key differs.
  ///
  /// - Returns: whether it was made.
  @discardableResult
  mutating func update(for key: Key, _ make: (Key) throws -> Value) rethrows -> Bool {
    guard key != self.key else { return false }
    value = try make(key)
    self.key = key
    return true
  }

  /// Extends the value, if it grows while its key stays the same.
  mutating func extend(_ body: (inout Value) -> Void) { body(&value) }

  subscript<Member>(dynamicMember path: KeyPath<Value, Member>) -> Member { value[keyPath: path] }
}
