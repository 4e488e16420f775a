extension PickedEvent {
  /// The bytes of a slot's first value if it is a string without escapes. They are in the record,
  /// valid until the next `read`. Fast enough for every event.
  @inlinable
  public func plainString(at slot: Int) -> UnsafeRawBufferPointer? {
    let index = found.first(of: slot)
    guard index >= 0 else { return nil }
    let entry = found.state.pointee.entries + index
    guard entry.pointee.kind == .string, !entry.pointee.hasEscapes,
      let base = found.state.pointee.record.baseAddress
    else { return nil }
    return UnsafeRawBufferPointer(
      start: base + entry.pointee.start, count: entry.pointee.end - entry.pointee.start)
  }
}
