import Basics

extension TrailPlan.File {
  /// Its key in S3: `AWSLogs/<account>/CloudTrail/<region>/<delivery's date>/<name>.json.gz`.
  var path: String {
    var name = RecordBytes()
    let account = Company.accounts[self.account]
    let region = Company.regions[self.region].code
    // The last second of the window, so that a day's last file is in that day's folder.
    let delivery = CivilTime(secondsSince1970: end - 1)
    name.append("AWSLogs/\(account)/CloudTrail/\(region)/")
    name.appendDate(delivery, separator: UInt8(ascii: "/"))
    name.append("/\(account)_CloudTrail_\(region)_")
    name.appendDate(delivery, separator: nil)
    name.append("T")
    name.appendTwoDigits(delivery.hour)
    // Deliveries have times in steps of five minutes.
    name.appendTwoDigits(delivery.minute / 5 * 5)
    name.append("Z_")
    var random = SplitMix64(seed: SplitMix64.mix(seed, .max))
    name.appendBase32(16, random: &random)
    name.append(".json.gz")
    return String(decoding: name.bytes, as: UTF8.self)
  }
}
