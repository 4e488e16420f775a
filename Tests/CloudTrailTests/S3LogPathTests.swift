import CloudTrail
import Testing

struct S3LogPathTests {
  @Test(arguments: ["", "bucket/prefix/", "/data/o-abc1234567/"])
  func readsTheLayout(prefix: String) {
    let path = S3LogPath(
      file: prefix + "AWSLogs/o-abc/111122223333/CloudTrail/eu-north-1/2026/03/07/"
        + "111122223333_CloudTrail_eu-north-1_20260307T0000Z_abcdefghijklmnop.json.gz")
    #expect(path?.account == "111122223333")
    #expect(path?.region == "eu-north-1")
    #expect(path?.days == "2026-03-07"..."2026-03-07")
  }

  @Test(arguments: [
    ("/111122223333/CloudTrail", nil, nil),
    ("/111122223333/CloudTrail/eu-west-1", "eu-west-1", nil),
    ("/111122223333/CloudTrail-Insight/eu-west-1/2026", "eu-west-1", "2026-01-01"..."2026-12-31"),
    ("/111122223333/CloudTrail/eu-west-1/2026/02", "eu-west-1", "2026-02-01"..."2026-02-31"),
    ("/111122223333/CloudTrail/eu-west-1/2026/2/7", "eu-west-1", nil),
    ("/111122223333/CloudTrail/eu-west-1/2026/02/07/x", "eu-west-1", "2026-02-07"..."2026-02-07"),
  ])
  func foldersSayWhatTheyNameSoFar(path: String, region: String?, days: ClosedRange<String>?) {
    let place = S3LogPath(folder: path)
    #expect(place?.account == "111122223333")
    #expect(place?.region == region && place?.days == days)
  }

  @Test(arguments: ["", "CloudTrail", "x.json", "1111/CloudTrail/eu-north-1/2026/03/07", "/a/b"])
  func otherPathsAreNone(path: String) {
    #expect(S3LogPath(folder: path) == nil)
  }
}
