extension Wrapper {
  /// What `aws cloudtrail lookup-events` prints:
  /// `{"Events":[{"EventId":"…","CloudTrailEvent":"{\"eventVersion\":…}"}],"NextToken":"…"}`.
  ///
  /// The members beside `CloudTrailEvent` repeat parts of it in other spellings and local time;
  /// only the string within counts.
  static let lookupEvents = Wrapper(listMember: "Events", recordMember: "CloudTrailEvent")
}
