/// What the name of a delivered log file says:
/// `AWSLogs/[o-xxxx/]<account>/CloudTrail/<region>/YYYY/MM/DD/<file>`.
///
/// The region is the one that delivered the file; the records in it may name another. Source: AWS
/// CloudTrail user guide, "Finding your CloudTrail log files".
public struct S3LogPath: Sendable, Hashable {
  /// Twelve digits.
  public let account: String
  public let region: String
  /// `YYYY-MM-DD`
  public let date: String

  /// Nil when the path does not have this layout.
  public init?(_ path: String) {
    let parts = path.split(separator: "/")
    guard let folder = parts.lastIndex(of: "CloudTrail"), folder >= 1, parts.count > folder + 4
    else { return nil }
    let account = parts[folder - 1]
    let numbers = parts[(folder + 2)...(folder + 4)]
    guard account.count == 12, account.allSatisfy(\.isASCIIDigit),
      zip(numbers, [4, 2, 2]).allSatisfy({ part, length in
        part.count == length && part.allSatisfy(\.isASCIIDigit)
      })
    else { return nil }
    self.account = String(account)
    self.region = String(parts[folder + 1])
    self.date = numbers.joined(separator: "-")
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
