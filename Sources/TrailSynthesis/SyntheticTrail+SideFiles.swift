import Basics

/// Files in a trail's bucket other than the logs of events.
extension SyntheticTrail {
  struct SideFile {
    let path: String
    let bytes: RecordBytes
  }

  /// A pair of Insight records, and a digest file, of the first account.
  func sideFiles(of plan: TrailPlan) -> [SideFile] {
    var random = SplitMix64(seed: SplitMix64.mix(seed, 2))
    return [insight(of: plan, random: &random), digest(of: plan, random: &random)]
  }

  private func context(
    of plan: TrailPlan, time: Int, shared: UInt64, random: inout SplitMix64
  ) -> RecordContext {
    RecordContext(
      account: Company.accounts[0], otherAccount: Company.accounts[1],
      region: Company.globalRegion, time: time, who: 0, choice: random.next(),
      sharedSeed: shared, random: SplitMix64(seed: random.next()))
  }

  /// Start and end of an unusual call rate, in the night of the intrusion.
  private func insight(of plan: TrailPlan, random: inout SplitMix64) -> SideFile {
    let night = plan.start + plan.days * 80 / 100 * CivilTime.secondsPerDay + 22 * 3600
    let shared = random.next()
    var output = RecordBytes()
    output.append(#"{"Records":["#)
    var start = context(of: plan, time: night, shared: shared, random: &random)
    Self.insightStart.render(into: &output, &start)
    output.append(",")
    var end = context(of: plan, time: night + 1_500, shared: shared, random: &random)
    Self.insightEnd.render(into: &output, &end)
    output.append("]}")
    return SideFile(
      path: sidePath("CloudTrail-Insight", suffix: "", time: night + 1_800, random: &random),
      bytes: output)
  }

  /// Lists the last logs of the region. Its hashes are random: nobody can check them, since AWS has
  /// the signing key.
  private func digest(of plan: TrailPlan, random: inout SplitMix64) -> SideFile {
    let time = TrailPlan.end - 1
    var context = context(of: plan, time: time, shared: 0, random: &random)
    var output = RecordBytes()
    Self.digestHead.render(into: &output, &context)
    let globalRegion = Company.regionIndex(Company.globalRegion)
    let files = plan.files.filter { $0.account == 0 && $0.region == globalRegion }.suffix(3)
    for (index, file) in files.enumerated() {
      if index > 0 { output.append(",") }
      output.append(#"{"s3Bucket":"audit-111122223333-us-east-1","s3Object":""#)
      output.append(file.path)
      output.append(#"","hashValue":""#)
      output.appendHex(64, random: &context.random)
      output.append(#"","hashAlgorithm":"SHA-256","newestEventTime":""#)
      output.appendTime(file.end - 1)
      output.append(#"","oldestEventTime":""#)
      output.appendTime(file.start)
      output.append(#""}"#)
    }
    output.append("]}")
    return SideFile(
      path: sidePath(
        "CloudTrail-Digest", suffix: "_management_us-east-1", time: time, random: &random),
      bytes: output)
  }

  private func sidePath(
    _ kind: String, suffix: String, time: Int, random: inout SplitMix64
  ) -> String {
    let date = CivilTime(secondsSince1970: time)
    var name = RecordBytes()
    name.append("AWSLogs/\(Company.accounts[0])/\(kind)/\(Company.globalRegion)/")
    name.appendDate(date, separator: UInt8(ascii: "/"))
    name.append("/\(Company.accounts[0])_\(kind)_\(Company.globalRegion)\(suffix)_")
    name.appendDate(date, separator: nil)
    name.append("T")
    name.appendTwoDigits(date.hour)
    name.appendTwoDigits(date.minute / 5 * 5)
    name.append("Z_")
    name.appendBase32(16, random: &random)
    name.append(".json.gz")
    return String(decoding: name.bytes, as: UTF8.self)
  }

  private static func insightRecord(state: String, statistics: String) -> Template {
    Template(
      """
      {"eventVersion":"1.08","eventTime":"<time>","awsRegion":"<region>","eventID":"<uuid>",
      "eventType":"AwsCloudTrailInsight","recipientAccountId":"<account>",
      "sharedEventID":"<shared>","insightDetails":{"state":"\(state)",
      "eventSource":"iam.amazonaws.com","eventName":"ListRoles","insightType":"ApiErrorRateInsight",
      "errorCode":"AccessDenied","insightContext":{"statistics":{
      "baseline":{"average":0.0004960317},"insight":{"average":1.4}\(statistics)},
      "attributions":[{"attribute":"userIdentityArn","insight":[{"value":
      "arn:aws:iam::<account>:user/svc-deploy-legacy","average":1.4}],"baseline":[]}]}},
      "eventCategory":"Insight"}
      """)
  }

  private static let insightStart = insightRecord(state: "Start", statistics: "")
  private static let insightEnd = insightRecord(
    state: "End", statistics: #","insightDuration":25,"baselineDuration":10080"#)

  private static let digestHead: Template = """
    {"awsAccountId":"<account>","digestStartTime":"2026-03-01T23:00:00Z",
    "digestEndTime":"2026-03-02T00:00:00Z","digestS3Bucket":"audit-<account>-us-east-1",
    "digestS3Object":"AWSLogs/<account>/CloudTrail-Digest/us-east-1/2026/03/01/digest.json.gz",
    "digestPublicKeyFingerprint":"<hex 32>","digestSignatureAlgorithm":"SHA256withRSA",
    "newestEventTime":"2026-03-01T23:58:12Z","oldestEventTime":"2026-03-01T23:00:04Z",
    "previousDigestS3Bucket":null,"previousDigestS3Object":null,"previousDigestHashValue":null,
    "previousDigestHashAlgorithm":null,"previousDigestSignature":null,"logFiles":[
    """
}
