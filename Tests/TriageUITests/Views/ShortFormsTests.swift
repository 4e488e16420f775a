import TerminalScreen
import Testing

@testable import TriageUI

/// Values without what says least.
@Suite struct ShortFormsTests {
  @Test(arguments: [
    ("aws-cli/2.15.30 Python/3.11.8 Linux/6.1", "aws-cli/2.15"),
    ("[aws-cli/1.16.190 Python/2.7]", "aws-cli/1.16"),
    ("Boto3/1.42.1 md/Botocore#1.42.1 ua/2.1", "Boto3/1.42"), ("curl/8", "curl/8"),
    ("console.amazonaws.com", "console"), ("signin.amazonaws.com", "console"),
    ("APN/1.0 HashiCorp/1.0 Terraform/1.5.7 (+https://www.terraform.io) x/2", "Terraform/1.5"),
    (
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
      "Chrome/131"
    ),
    ("Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox/133"),
    ("Mozilla/5.0 (compatible)", "Mozilla/5.0"), ("AWS Internal", "AWS Internal"), ("", ""),
    ("s3.amazonaws.com", "s3.amazonaws.com"), ("/", "/"), ("[]", ""),
  ])
  func `an agent by its product`(agent: String, short: String) {
    #expect(AgentName.short(agent) == short)
  }

  @Test(arguments: [
    ("arn:aws:sts::111122223333:assumed-role/deploy/ci-7", "deploy/ci-7"),
    ("arn:aws:iam::111122223333:user/kim", "kim"),
    ("arn:aws-us-gov:iam::1:user/division/kim", "division/kim"),
    ("arn:aws:sts::1:federated-user/kim", "kim"), ("arn:aws:iam::1:role/a:b", "a:b"),
    ("arn:aws:iam::111122223333:root", "root 111122223333"),
  ])
  func `a principal by its name`(arn: String, name: String) {
    #expect(PrincipalName(arn)?.name == name)
  }

  @Test(arguments: [
    "", "kim", "arn:aws:s3:::bucket/user/kim", "arn:aws:iam::1:policy/x", "arn:aws:iam::1:user/",
    "arn:aws:iam", "x:aws:iam::1:user/kim",
  ])
  func `other texts stay whole`(text: String) {
    #expect(PrincipalName(text) == nil)
  }

  /// Role and session are both cut rather than one of them lost.
  @Test(arguments: [
    (30, "AWSReservedSSO_Admin/kim@ex.am"), (20, "AWSReserv…/kim@ex.am"), (14, "AWSRe…/kim@ex…"),
    (8, "…m@ex.am"),
  ])
  func `a long name is cut in both parts`(columns: Int, shown: String) throws {
    let name = try #require(
      PrincipalName("arn:aws:sts::1:assumed-role/AWSReservedSSO_Admin/kim@ex.am"))
    #expect(name.fitted(to: columns).text == shown)
    #expect(name.fitted(to: columns).width <= columns)
  }

  @Test(arguments: [
    ("ap-southeast-1", "ap-se-1"), ("eu-central-1", "eu-c-1"), ("us-gov-west-1", "us-gov-w-1"),
    ("mx-central-1", "mx-c-1"), ("nowhere", "nowhere"), ("", ""),
  ])
  func `a region in fewer columns`(code: String, short: String) {
    #expect(RegionName.short(code) == short)
  }

  @Test func `times leave out what all share`() {
    let (noon, later): (Int64, Int64) = (1_793_613_603_000, 1_793_617_203_000)
    let day = TimeForm(of: noon...later)
    #expect(day.text(noon) == "10:00:03" && day.shared(of: noon) == "2026-11-02")
    let year = TimeForm(of: noon...(noon + 86_400_000))
    #expect(year.text(noon) == "11-02 10:00:03" && year.columns == 14)
    #expect(TimeForm(of: noon...(noon + 86_400_000), isNarrow: true).text(noon) == "11-02 10:00")
    let years = TimeForm(of: noon...(noon + 100 * 86_400_000))
    #expect(years.text(noon) == "2026-11-02 10:00:03" && years.shared(of: noon) == nil)
    #expect(TimeForm.full.columns == 19)
  }
}

/// Which columns of the list are visible.
@Suite struct ColumnFitTests {
  private static let leading = [
    "eventTime", "awsRegion", "eventName", "userIdentity.arn", "sourceIPAddress", "userAgent",
  ]
  private let columns = Columns(fields: leading + ["userIdentity.type", "eventSource"]).shown
  private let year = TimeForm(of: 1_770_603_479_000...1_772_172_000_000)

  private func fields(_ width: Int, cursor: Int = 1) -> [String] {
    let fit = ColumnFit(columns: columns, cursor: cursor, width: width, time: year)
    return fit.placed.map { columns[$0.column].field }
  }

  @Test(arguments: [
    (36, ["eventTime", "awsRegion", "eventName"]), (76, Array(leading.prefix(5))), (96, leading),
    (80, leading), (116, leading),
  ])
  func `who, where and what come before other fields`(width: Int, shown: [String]) {
    #expect(fields(width) == shown)
  }

  @Test func `the cursor's column is always among them`() {
    for width in 20...220 {
      for cursor in columns.indices {
        let fit = ColumnFit(columns: columns, cursor: cursor, width: width, time: year)
        #expect(fit.placed.contains { $0.column == cursor })
        #expect(fit.hiddenLeft + fit.placed.count + fit.hiddenRight == columns.count)
        #expect(fit.placed.allSatisfy { $0.start >= 0 && $0.start + $0.width <= width })
        let gaps = zip(fit.placed, fit.placed.dropFirst()).map { $1.start - $0.start - $0.width }
        #expect(gaps.allSatisfy { $0 == 1 })
      }
    }
  }

  @Test func `widths that the user chose are kept`() {
    var entries = columns
    entries[1].width = 30
    entries[2].width = 300
    let fit = ColumnFit(columns: entries, cursor: 1, width: 76, time: year)
    #expect(fit.placed.map(\.width) == [14, 30])
    #expect(ColumnFit(columns: entries, cursor: 2, width: 76).placed.map(\.width) == [76])
  }
}
