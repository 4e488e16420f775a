import CloudTrail
import Testing

struct S3LogPathTests {
  @Test(arguments: ["", "bucket/prefix/", "/data/o-abc1234567/"])
  func readsTheLayout(prefix: String) {
    let path = S3LogPath(
      prefix + "AWSLogs/o-abc/111122223333/CloudTrail/eu-north-1/2026/03/07/"
        + "111122223333_CloudTrail_eu-north-1_20260307T0000Z_abcdefghijklmnop.json.gz")
    #expect(path?.account == "111122223333")
    #expect(path?.region == "eu-north-1")
    #expect(path?.date == "2026-03-07")
  }

  @Test(arguments: [
    "", "CloudTrail", "x.json", "111122223333/CloudTrail/eu-north-1/2026/03",
    "1111/CloudTrail/eu-north-1/2026/03/07/x.gz", "111122223333/CloudTrail/r/2026/3/7/x.gz",
  ])
  func otherPathsAreNone(path: String) {
    #expect(S3LogPath(path) == nil)
  }
}
