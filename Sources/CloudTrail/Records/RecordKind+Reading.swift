import EventJSON

extension RecordKind {
  /// What a single record is, from its bytes as a reader delivered them.
  public init(of record: UnsafeRawBufferPointer) throws(JSONSyntaxError) {
    let event = PickedEvent(trie: FieldTrie(fields: RecordClassifier.fields))
    _ = try event.read(record)
    self = RecordClassifier(firstSlot: 0).kind(of: event)
  }
}
