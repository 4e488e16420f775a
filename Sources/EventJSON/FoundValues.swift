/// The values that a scan found: one growing list, threaded by slot.
///
/// ```
/// slot      0            1        2
/// first     0            1        -
/// values   [arn … ↘]    [eu-…]   [arn …]
/// ```
///
/// The scanner appends while it runs down the record; a slot's values are then a linked list
/// through the one array. Memory is kept from record to record.
@usableFromInline
final class FoundValues {
  /// A value in the list and the position of the next one of its slot.
  @usableFromInline
  struct Entry {
    @usableFromInline var start: Int
    @usableFromInline var end: Int
    @usableFromInline var next: Int
    @usableFromInline var kind: JSONValue.Kind
    @usableFromInline var hasEscapes: Bool
  }

  /// The ends of a slot's list; none: -1.
  @usableFromInline
  struct Slot {
    @usableFromInline var first = -1
    @usableFromInline var last = -1
  }

  @usableFromInline private(set) var entries: UnsafeMutablePointer<Entry>
  @usableFromInline private(set) var count = 0
  @usableFromInline let slots: UnsafeMutableBufferPointer<Slot>
  private var capacity = 64

  init(slotCount: Int) {
    entries = .allocate(capacity: capacity)
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: Slot())
  }

  func deallocate() {
    entries.deallocate()
    slots.deallocate()
  }

  func clear() {
    guard count > 0 else { return }
    count = 0
    slots.update(repeating: Slot())
  }

  /// Appends a value to a slot's list.
  func append(
    slot: Int, kind: JSONValue.Kind, hasEscapes: Bool = false, start: Int, end: Int
  ) {
    if count == capacity { grow() }
    (entries + count).initialize(
      to: Entry(start: start, end: end, next: -1, kind: kind, hasEscapes: hasEscapes))
    if slots[slot].last >= 0 {
      entries[slots[slot].last].next = count
    } else {
      slots[slot].first = count
    }
    slots[slot].last = count
    count += 1
  }

  /// Sets where objects or arrays end that were appended when their beginning was met.
  func close(_ indices: Range<Int>, end: Int) {
    for index in indices { entries[index].end = end }
  }

  private func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: entries, count: count)
    entries.deallocate()
    entries = larger
    capacity *= 2
  }

  @inlinable
  func isPresent(_ slot: Int) -> Bool {
    precondition(slots.indices.contains(slot), "no such slot")
    return slots[slot].first >= 0
  }

  @inlinable
  func first(of slot: Int) -> Int {
    precondition(slots.indices.contains(slot), "no such slot")
    return slots[slot].first
  }

  /// The value at `index`, which then becomes the next one's; nil at the end, and when the record
  /// has changed underneath.
  @inlinable
  func value(at index: inout Int) -> JSONValue? {
    guard index >= 0, index < count else { return nil }
    let entry = entries[index]
    index = entry.next
    return JSONValue(
      kind: entry.kind, hasEscapes: entry.hasEscapes,
      range: Range(uncheckedBounds: (entry.start, entry.end)))
  }
}
