/// The values that a scan found: one growing array, with a linked list for each slot.
///
/// ```
/// slot      0            1        2
/// first     0            1        -
/// values   [arn … ↘]    [eu-…]   [arn …]
/// ```
///
/// The scanner appends while it reads the record. Memory is kept from record to record, behind one
/// pointer: a class would cost reference counts and access checks with every value.
@usableFromInline
struct FoundValues {
  /// A value in the list and the position of the next one of its slot.
  @usableFromInline
  struct Entry {
    @usableFromInline var start: Int
    @usableFromInline var end: Int
    @usableFromInline var next: Int
    @usableFromInline var kind: JSONValue.Kind
    @usableFromInline var hasEscapes: Bool
  }

  /// The ends of a slot's list; -1: empty.
  @usableFromInline
  struct Slot {
    @usableFromInline var first = -1
    @usableFromInline var last = -1
  }

  @usableFromInline
  struct State {
    @usableFromInline var entries: UnsafeMutablePointer<Entry>
    @usableFromInline var capacity: Int
    @usableFromInline var count = 0
    @usableFromInline let slots: UnsafeMutablePointer<Slot>
    @usableFromInline let slotCount: Int
    /// The record that has the values.
    @usableFromInline var record = UnsafeRawBufferPointer(start: nil, count: 0)
  }

  @usableFromInline let state: UnsafeMutablePointer<State>

  /// Enough for most records and rules.
  private static let usualCapacity = 64

  init(slotCount: Int) {
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: slotCount)
    slots.initialize(repeating: Slot(), count: slotCount)
    state = .allocate(capacity: 1)
    state.initialize(
      to: State(
        entries: .allocate(capacity: Self.usualCapacity), capacity: Self.usualCapacity,
        slots: slots, slotCount: slotCount))
  }

  func deallocate() {
    state.pointee.entries.deallocate()
    state.pointee.slots.deallocate()
    state.deallocate()
  }

  var count: Int { state.pointee.count }

  func clear() {
    state.pointee.record = UnsafeRawBufferPointer(start: nil, count: 0)
    guard state.pointee.count > 0 else { return }
    state.pointee.count = 0
    state.pointee.slots.update(repeating: Slot(), count: state.pointee.slotCount)
  }

  /// Appends a value to a slot's list.
  @inline(__always)
  func append(
    slot: Int, kind: JSONValue.Kind, hasEscapes: Bool = false, start: Int, end: Int
  ) {
    let index = state.pointee.count
    if index == state.pointee.capacity { grow() }
    let entries = state.pointee.entries
    (entries + index).initialize(
      to: Entry(start: start, end: end, next: -1, kind: kind, hasEscapes: hasEscapes))
    let slot = state.pointee.slots + slot
    if slot.pointee.last >= 0 {
      entries[slot.pointee.last].next = index
    } else {
      slot.pointee.first = index
    }
    slot.pointee.last = index
    state.pointee.count = index + 1
  }

  /// Sets the end of an object or array that was appended at its beginning.
  func close(_ indices: Range<Int>, end: Int) {
    for index in indices { state.pointee.entries[index].end = end }
  }

  @inline(never)
  private func grow() {
    let capacity = state.pointee.capacity
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: state.pointee.entries, count: capacity)
    state.pointee.entries.deallocate()
    state.pointee.entries = larger
    state.pointee.capacity = capacity * 2
  }

  /// The index of a slot's first value; -1: none.
  @inlinable
  func first(of slot: Int) -> Int {
    precondition(slot >= 0 && slot < state.pointee.slotCount, "no such slot")
    return state.pointee.slots[slot].first
  }

  /// The value at `index`, which then becomes the index of the next one; nil at the end, and if the
  /// record has changed meanwhile.
  @inlinable
  func value(at index: inout Int) -> JSONValue? {
    guard index >= 0, index < state.pointee.count else { return nil }
    let entry = state.pointee.entries[index]
    index = entry.next
    return JSONValue(
      kind: entry.kind, hasEscapes: entry.hasEscapes,
      range: Range(uncheckedBounds: (entry.start, entry.end)))
  }
}
