extension Wrapper {
  /// What a trail delivers to S3: `{"Records":[{"eventVersion":"1.10",…},…]}`, on one line.
  static let records = Wrapper(listMember: "Records")
}
