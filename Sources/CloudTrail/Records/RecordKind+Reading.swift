import EventJSON

extension RecordKind {
  /// What a single record is, from its bytes as a reader delivered them.
  public init(of record: UnsafeRawBufferPointer) throws(JSONSyntaxError) {
    _ = try PickedEvent(trie: FieldTrie(fields: [])).read(record)
    var hints = RecordHints()
    let kind = RecordContents(of: record, hints: &hints, takesHints: true).kind
    self = kind == .other ? hints.kind : kind
  }
}
