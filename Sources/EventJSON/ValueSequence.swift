/// The values of a ``PickedEvent`` at one slot, in document order. Allocates no memory.
public struct ValueSequence: Sequence {
  @usableFromInline let event: PickedEvent
  @usableFromInline let slot: Int

  @inlinable
  init(event: PickedEvent, slot: Int) {
    self.event = event
    self.slot = slot
  }

  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(event: event, next: event.found.first(of: slot))
  }

  public struct Iterator: IteratorProtocol {
    @usableFromInline let event: PickedEvent
    @usableFromInline var index: Int

    @inlinable
    init(event: PickedEvent, next: Int) {
      self.event = event
      self.index = next
    }

    @inlinable
    public mutating func next() -> JSONValue? {
      event.found.value(at: &index)
    }
  }
}
