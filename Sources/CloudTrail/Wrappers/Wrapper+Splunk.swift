extension Wrapper {
  /// What Splunk exports as JSON, one result a line:
  /// `{"preview":false,"offset":0,"result":{"_raw":"{\"eventVersion\":…}","_time":"…"}}`.
  static let splunkExport = Wrapper(recordMember: "result._raw")

  /// What its search API answers: the same results as `{"results":[{"_raw":"{\"eventVersion\":…}"}]}`.
  static let splunkResults = Wrapper(listMember: "results", recordMember: "_raw")
}
