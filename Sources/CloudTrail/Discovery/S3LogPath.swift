import Basics

/// The account, region and dates that a folder of delivered log files has in its path:
/// `AWSLogs/[o-xxxx/]<account>/CloudTrail/<region>/YYYY/MM/DD`.
///
/// A folder higher up has fewer of them: `…/111122223333/CloudTrail/eu-west-1/2026` names the
/// account, the region and the year. The region is the one that delivered the file, and the date is
/// that of the delivery in UTC; "a log file delivered at a specific time can contain records
/// written at any point before that time". Sources: AWS CloudTrail user guide, "Finding your
/// CloudTrail log files" and "CloudTrail log file examples".
public struct S3LogPath: Sendable, Hashable {
  /// Twelve digits: the account that received the events (`recipientAccountId`).
  public let account: String
  public let region: String?
  /// The first and the last day of delivery, `2026-03-01`…`2026-03-31`: of a day, a month or a
  /// year.
  public let days: ClosedRange<String>?

  /// Nil if the folder is not in such a layout. Siblings of `CloudTrail`, such as
  /// `CloudTrail-Insight`, have the same layout.
  public init?(folder path: String) {
    let parts = path.pieces(at: "/").filter { !$0.isEmpty }
    guard
      let root = parts.indices.last(where: {
        parts[$0] == "CloudTrail" || parts[$0].begins(with: "CloudTrail-")
      }),
      root >= 1, Self.isNumber(parts[root - 1], digits: 12)
    else { return nil }
    account = String(parts[root - 1])
    let below = parts[(root + 1)...]
    region = below.first.map(String.init)
    days = Self.days(below.dropFirst().prefix(3))
  }

  /// The values of a file's folder.
  public init?(file path: String) {
    guard let (folder, _) = path.cut(atLast: "/") else { return nil }
    self.init(folder: String(folder))
  }

  /// `[2026, 03]` → `2026-03-01`…`2026-03-31`. The last day need not exist: it is only compared.
  private static func days(_ parts: ArraySlice<Substring>) -> ClosedRange<String>? {
    guard !parts.isEmpty,
      zip(parts, [4, 2, 2]).allSatisfy({ isNumber($0, digits: $1) })
    else { return nil }
    let date = parts.joined(separator: "-")
    let first = date + "-01-01".suffix(3 * (3 - parts.count))
    let last = date + "-12-31".suffix(3 * (3 - parts.count))
    return first <= last ? first...last : nil
  }

  private static func isNumber(_ text: Substring, digits: Int) -> Bool {
    text.utf8.count == digits && text.utf8.allSatisfy { $0 &- 0x30 < 10 }
  }
}
