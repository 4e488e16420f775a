import Basics
import EventJSON

@testable import Baseline

/// Made-up events, counted as a scan counts them.
struct MadeTrail {
  var records: [String] = []

  /// A call of a role of one account on a day from 2026-01-01 on.
  mutating func call(
    _ role: String, _ region: String, day: Int, network: Int = 7, service: String = "ec2",
    changes: Bool = false, account: String = "111122223333", more: String = ""
  ) {
    let number = records.count
    let date = CivilDate(daysSince1970: Self.start + day)
    records.append(
      """
      {"eventID":"e\(number)","eventTime":"\(date)T10:00:0\(number % 10)Z","awsRegion":"\(region)",\
      "eventSource":"\(service).amazonaws.com","eventName":"X","readOnly":\(!changes),\
      "sourceIPAddress":"198.51.\(network).9","userAgent":"aws-cli","recipientAccountId":"\(account)",\
      "userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::\(account):assumed-role/\(role)/s",\
      "sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::\(account):role/\(role)"}}\(more)}}
      """)
  }

  static let start = CivilDate(year: 2026, month: 1, day: 1)?.daysSince1970 ?? 0

  /// Two roles that work in a region on every day, and change something on every fifth.
  mutating func work(
    in region: String, days: Range<Int>, network: Int = 7, roles: [String] = ["ci", "ops"]
  ) {
    for day in days {
      for role in roles { call(role, region, day: day, network: network, changes: day % 5 == 0) }
    }
  }

  func cells(
    _ request: BaselineRequest = BaselineRequest(), workers: Int = 1
  ) -> BaselineCells {
    let seen = EventIDSet()
    let events = (0..<workers).map { _ in
      PickedEvent(trie: FieldTrie(fields: BaselineCounter.fields))
    }
    let counters = events.map {
      BaselineCounter($0, fields: BaselineCounter.fields, request, seen: seen)
    }
    for (index, record) in records.enumerated() {
      let worker = index % workers
      let bytes = Array(record.utf8)
      bytes.withUnsafeBytes {
        guard (try? events[worker].read($0)) != nil else { return }
        counters[worker].count(events[worker])
      }
    }
    var cells = BaselineCells(limits: request.limits)
    for counter in counters { cells.merge(counter.takeCells()) }
    return cells
  }

  func report(
    _ request: BaselineRequest = BaselineRequest(), workers: Int = 1
  ) -> BaselineReport? {
    BaselineReport(cells(request, workers: workers), request)
  }
}
