import Foundation
import Testing

/// Logs in S3 and tables in Athena, through a made-up `aws` program.
@Suite struct RemoteLogsTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try write(
      "r.yml",
      """
      title: Users
      logsource: {product: aws, service: cloudtrail}
      detection: {s: {eventName: CreateUser}, condition: s}

      """)
    let event =
      #"{"eventVersion":"1.11","eventTime":"2025-11-12T10:00:00Z","eventSource":"a","#
      + #""eventName":"CreateUser","awsRegion":"us-east-1","eventID":"e-1"}"#
    try write("object.json", #"{"Records":[\#(event)]}"#)
    let quoted = event.replacingOccurrences(of: "\"", with: "\"\"")
    try write("result.csv", "\"eventid\",\"event\"\n\"e-1\",\"\(quoted)\"\n")
    try write(
      "table.json",
      #"""
      {"Table": {"Name": "trail", "DatabaseName": "security", "StorageDescriptor": {"Columns": [
        {"Name": "eventid", "Type": "string"}, {"Name": "eventname", "Type": "string"},
        {"Name": "eventtime", "Type": "string"}]}}}
      """#)
    // Arguments: "s3 sync OPTIONS… FROM TO", "s3 cp --only-show-errors FROM TO".
    try write(
      "aws",
      #"""
      #!/bin/sh
      cd \#(folder.path); echo "$@" >> calls
      if [ -f fault ]; then cat fault >&2; exit 255; fi
      case "$1 $2" in
        "s3api list-objects-v2") echo '{"Contents": [{"Key": "AWSLogs/o.json"}]}';;
        "s3 sync") for to; do :; done; cp object.json "$to/o.json";;
        "glue get-table") cat table.json;;
        "athena start-query-execution") cp "${4#file://}" query; echo '{"QueryExecutionId": "q-1"}';;
        "athena get-query-execution") echo '{"QueryExecution": {"Status": {"State": "SUCCEEDED"},
          "Statistics": {"DataScannedInBytes": 12345678},
          "ResultConfiguration": {"OutputLocation": "s3://results/q-1.csv"}}}';;
        "s3 cp") cp result.csv "$5";;
      esac
      """#)
    chmod(folder.path + "/aws", 0o700)
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(
      arguments, in: folder, at: folder.path,
      environment: [
        "TRAILSIFT_AWS": folder.path + "/aws", "XDG_CACHE_HOME": folder.path + "/cache",
      ])
  }

  private static let count = ["--format", "count"]

  @Test func objectsAreFetchedAndScanned() throws {
    let outcome = try run("scan", "r.yml", "s3://trail/AWSLogs/", "--format", "ndjson")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("\"e-1\""))
    let mode =
      try FileManager.default.attributesOfItem(
        atPath: folder.path + "/cache/trailsift")[.posixPermissions] as? Int
    #expect(mode == 0o700)
  }

  @Test func whatWasFetchedServesWithoutASignIn() throws {
    _ = try run("scan", "r.yml", "s3://trail/AWSLogs/")
    try write("fault", "Unable to locate credentials. You can configure …\n")
    let outcome = try run("scan", "r.yml", "s3://trail/AWSLogs/", "--format", "ndjson")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("\"e-1\""))
    #expect(outcome.errors.contains("finds no credentials"))
  }

  @Test(arguments: [
    ("An error occurred (ExpiredToken) when calling the X operation: old", Int32(69)),
    ("An error occurred (AccessDenied) when calling the X operation: no", 69),
    ("An error occurred (NoSuchBucket) when calling the X operation: none", 66),
    ("Could not connect to the endpoint URL: \"http://x\"", 69),
  ])
  func faultsHaveAStatus(_ line: String, _ status: Int32) throws {
    try write("fault", line + "\n")
    let scanned = try run("scan", "r.yml", "s3://trail/AWSLogs/")
    #expect(scanned.status == status, "\(scanned.errors)")
    #expect(scanned.output == "")
    let queried = try run(
      "athena", "r.yml", "--since", "90d", "--table", "athena:security.trail")
    #expect(queried.status == status, "\(queried.errors)")
  }

  @Test func aTableIsQueriedAndItsEventsScanned() throws {
    let outcome = try run(
      "athena", "r.yml", "--since", "90d", "--table", "athena:security.trail")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("CreateUser"))
    #expect(outcome.errors.contains("12 MB scanned"))
    let query = try String(contentsOfFile: folder.path + "/query", encoding: .utf8)
    #expect(query.contains("FROM security.trail\n"))
    let again = try run("athena", "r.yml", "--resume", "q-1")
    #expect(again.output == outcome.output)
    let calls = try String(contentsOfFile: folder.path + "/calls", encoding: .utf8)
    #expect(calls.components(separatedBy: "start-query-execution").count == 2)
  }

  @Test func aTableAmongLogsNeedsALowerBound() throws {
    let refused = try run("scan", "r.yml", "athena:security.trail")
    #expect(refused.status == 64)
    let outcome = try run("scan", "r.yml", "athena:security.trail", "object.json", "--since", "90d")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("1 repeated"))
  }

  @Test func aResultOfAnotherToolIsLoaded() throws {
    let outcome = try run("athena", "r.yml", "--result", "result.csv")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("CreateUser"))
  }
}
