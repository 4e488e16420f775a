extension Wrapper {
  /// What `aws cloudtrail get-query-results` prints for `SELECT eventJson FROM …`:
  /// `{"QueryStatus":"FINISHED","QueryResultRows":[[{"eventJson":"{\"eventVersion\":…}"}]]}`.
  ///
  /// Each column of a row is an object of its own; those beside the event count as records of another
  /// kind.
  static let lake = Wrapper(listMember: "QueryResultRows", recordMember: "eventJson")
}
