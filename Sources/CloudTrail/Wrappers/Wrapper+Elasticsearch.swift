extension Wrapper {
  /// What Elasticsearch and OpenSearch answer to a search:
  /// `{"took":3,"hits":{"total":{"value":1},"hits":[{"_index":"…","_source":{"eventVersion":…}}]}}`.
  ///
  /// A dump has the elements alone, one a line. Where the event was taken apart into other fields,
  /// the element is no event.
  static let elasticsearch = Wrapper(listMember: "hits.hits", recordMember: "_source")

  /// Filebeat keeps the event as it came, if told to: `{"event":{"original":"{\"eventVersion\":…}"}}`.
  static let filebeat = Wrapper(recordMember: "event.original")
}
