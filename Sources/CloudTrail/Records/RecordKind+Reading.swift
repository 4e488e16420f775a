import EventJSON

extension RecordKind {
  /// The kind of a single record, from the bytes that a reader delivered.
  public init(of record: UnsafeRawBufferPointer) throws(JSONSyntaxError) {
    _ = try PickedEvent(trie: FieldTrie(fields: [])).read(record)
    var hints = RecordHints()
    let kind = RecordContents(of: record, hints: &hints, takesHints: true).kind
    self = kind == .other ? hints.kind : kind
  }
}
