import Basics
import Sigma

@testable import HitStore

/// A table of random hits, and the same hits as texts for a slow reference.
struct RandomTable {
  static let columns = ["eventTime", "awsRegion", "sourceIPAddress", "userIdentity.arn"]

  private(set) var table = HitTable(
    columns: columns, ruleIdentities: ["one", "two"], ruleTitles: ["Rule One", "Rule Two"])
  private(set) var texts: [[String]] = []
  private(set) var times: [Int64?] = []
  private(set) var verdicts = VerdictColumn()
  private(set) var verdictOfRow: [Verdict?] = []

  init(rows: Int, seed: UInt64) {
    var random = Random(state: seed)
    let regions = ["ap-east-1", "AP-East-1", "eu-west-1", "", "me-south-1", "us-east-1"]
    let addresses = [
      "9.1.1.1", "10.1.1.1", "198.51.100.7", "198.51.100.200", "2001:db8::1", "AWS Internal", "",
      "ec2.amazonaws.com", "7", "12",
    ]
    let users = ["kim", "lee", "svc-deploy", "svc-backup"]
    var ids: [HitID: Verdict] = [:]
    for row in 0..<rows {
      let time: Int64? =
        random.below(10) == 0 ? nil : 1_762_000_000_000 + Int64(random.below(200)) * 3_600_000
      let fields = [
        time.map(Timestamp.text(milliseconds:)) ?? "", regions[random.below(regions.count)],
        addresses[random.below(addresses.count)],
        "arn:aws:iam::111122223333:user/\(users[random.below(users.count)])",
      ]
      texts.append(fields)
      times.append(time)
      var batch = HitBatch(columnCount: fields.count)
      let id = "event-\(random.below(1_000_000))-\(row)"
      for text in [id] + fields {
        batch.texts.append(contentsOf: text.utf8)
        batch.textEnds.append(batch.texts.count)
      }
      let rule = random.below(2)
      batch.hits = [
        .init(rule: rule, time: time, file: 0, json: 0..<0, firstText: 0, startsRecord: true)
      ]
      table.append(batch, spoolOffset: 0)
      let verdict = ([nil] + Verdict.allCases.map { $0 as Verdict? })[random.below(4)]
      verdictOfRow.append(verdict)
      ids[table.id(row)] = verdict
    }
    verdicts.extend(to: table, ids)
  }

  /// All rows by time.
  var inTime: [HitTable.Row] { table.rows.sorted(by: table.isBefore) }
}

struct Random {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
