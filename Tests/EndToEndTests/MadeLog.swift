import Foundation

/// A log with a test's own events.
///
///     let log = try MadeLog(in: folder)
///     try log.add(3, region: "ap-east-1")
struct MadeLog {
  let path: String

  init(in folder: Folder, as name: String = "events.json") throws {
    path = folder.path + "/" + name
    try Data().write(to: URL(fileURLWithPath: path))
  }

  /// Appends events, one per minute from `minute` on.
  func add(
    _ count: Int = 1, region: String = "ap-east-1", from minute: Int = 0,
    _ more: [String: Any] = [:]
  ) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    try handle.seekToEnd()
    for index in minute..<minute + count {
      try handle.write(contentsOf: Self.line(index, region: region, more))
    }
  }

  /// One event as a line of JSON.
  static func line(_ minute: Int, region: String, _ more: [String: Any] = [:]) throws -> Data {
    let number = String(minute)
    let digits = String(repeating: "0", count: max(0, 12 - number.count)) + number
    let time = String(format: "2026-03-02T%02d:%02d:00Z", minute / 60 % 24, minute % 60)
    let event: [String: Any] = [
      "eventVersion": "1.11", "eventType": "AwsApiCall", "eventCategory": "Management",
      "eventID": "00000000-0000-4000-8000-" + digits, "eventTime": time,
      "eventSource": "s3.amazonaws.com", "eventName": "ListBuckets", "awsRegion": region,
      "sourceIPAddress": "198.51.100.7", "userAgent": "aws-cli/2.15.0",
      "userIdentity": [
        "type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/kim", "userName": "kim",
        "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
      ],
    ]
    let merged = event.merging(more) { $1 }
    return try JSONSerialization.data(
      withJSONObject: merged, options: [.sortedKeys, .withoutEscapingSlashes])
      + Data("\n".utf8)
  }
}
