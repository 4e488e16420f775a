import AthenaSQL
import Basics
import SourceYAML
import Testing

/// Definitions of tables, as people have them.
@Suite struct TableTests {
  static let definition = """
    CREATE EXTERNAL TABLE IF NOT EXISTS `security.cloudtrail_org`(
      `eventid` string COMMENT 'from deserializer', `eventname` string,
      `eventtime` string COMMENT 'it''s, (text)',
      `useridentity` struct<type:string,`arn`:string,sessioncontext:struct<attributes:
        map<string,string>>>,
      `resources` array<struct<arn:string>>,
      `requestparameters` string, `managementevent` boolean, `n` decimal(38,0))
    PARTITIONED BY ( `account` string COMMENT '', `region` string, `timestamp` string)
    ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
    LOCATION 's3://trail/AWSLogs/'
    TBLPROPERTIES (
      'projection.account.type'='injected',
      'projection.region.type'='enum', 'projection.region.values'='us-east-1, eu-west-1',
      'projection.timestamp.type'='date', 'projection.timestamp.format'='yyyy-MM-dd',
      'storage.location.template'='s3://trail/${account}/${region}/${timestamp}')
    """

  @Test func aDefinition() throws {
    let table = try TableProfile(definition: Self.definition)
    #expect(table.name == "security.cloudtrail_org")
    #expect(
      table.columns.map { "\($0.name) \($0.type)" } == [
        "eventid string", "eventname string", "eventtime string",
        "useridentity struct<type:string,arn:string,"
          + "sessioncontext:struct<attributes:map<string,string>>>",
        "resources array<struct<arn:string>>", "requestparameters json",
        "managementevent boolean", "n bigint",
      ])
    #expect(
      table.partitions == [
        .init(column: "account", meaning: .account, isInjected: true),
        .init(column: "region", meaning: .region, values: ["us-east-1", "eu-west-1"]),
        .init(column: "timestamp", meaning: .day, format: "yyyy-MM-dd"),
      ])
    #expect(table.location == "s3://trail/${account}/${region}/${timestamp}")
  }

  @Test(arguments: ["Table", "TableMetadata"])
  func theAnswersOfGlueAndAthena(_ key: String) throws {
    let columns = #"""
      [{"Name": "eventid", "Type": "string"}, {"Name": "eventname", "Type": "string"},
       {"Name": "eventtime", "Type": "string"}, {"Name": "requestparameters", "Type": "string"}]
      """#
    let body =
      key == "Table"
      ? #""DatabaseName": "d", "StorageDescriptor": {"Columns": \#(columns), "Location": "s3://x"}"#
      : #""Columns": \#(columns)"#
    let table = try TableProfile(
      definition: #"""
        {"\#(key)": {"Name": "t", \#(body), "PartitionKeys": [{"Name": "dt", "Type": "string"}],
          "Parameters": {"projection.dt.type": "date", "projection.dt.format": "yyyy/MM/dd"}}}
        """#)
    #expect(table.name == (key == "Table" ? "d.t" : "t"))
    #expect(table.columns.last?.type == .json)
    #expect(table.partitions == [.init(column: "dt", meaning: .day, format: "yyyy/MM/dd")])
  }

  @Test(arguments: [
    "", "SELECT 1", "{\"a\": 1}", "{", "CREATE EXTERNAL TABLE", "CREATE EXTERNAL TABLE t (",
    "CREATE EXTERNAL TABLE t (a string)", "CREATE EXTERNAL TABLE t (a struct<b>)",
    "CREATE EXTERNAL TABLE t (eventid string, eventname string, eventtime timestamp)",
  ])
  func whatIsNoTableOfCloudTrail(_ text: String) {
    #expect(throws: TableProblem.self) { try TableProfile(definition: text) }
  }

  @Test func aProfileIsReadAsItIsWritten() throws {
    let table = try TableProfile(definition: Self.definition)
    #expect(try TableProfile(profile: table.profileText, path: "p.yml") == table)
  }

  @Test(arguments: [
    ("table: a\ncolums: {}", 2), ("kind: x", 1), ("table: a\nkind: ocsf", 2),
    ("table: a\ncolumns: {eventid: strang<}", 2), ("table: a\npartitions:\n  - {of: day}", 3),
  ])
  func problemsOfAProfileHaveAPlace(_ text: String, _ line: Int) throws {
    let problem = #expect(throws: Diagnostic.self) {
      try TableProfile(profile: text, path: "p.yml")
    }
    #expect(problem?.position?.line == line)
  }
}
