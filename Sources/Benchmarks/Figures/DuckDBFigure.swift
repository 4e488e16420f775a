import Foundation

/// A database that people use for the same task, with the fields to read given.
enum DuckDBFigure: Figure {
  static let name = "duckdb"
  static let summary = "the same selection by DuckDB's read_json, on the same files"

  static func measure(_ bench: Bench) throws -> [Line] {
    guard let command = command(bench) else {
      return [
        Line("DuckDB", "missing", "neither a duckdb program nor \(bench.python)'s module duckdb")
      ]
    }
    let logs = try bench.logs(events: bench.events)
    let run = command + [query(logs.path)]
    let request = try Scanning.request([MadeRules.unusualRegion], logs: [logs.path], jobs: 1)
    guard let answer = ChildProcess.output(run) else {
      throw ChildProcess.Failure(description: "DuckDB failed: \(run.joined(separator: " "))")
    }
    let rounds = min(bench.rounds, 3)
    let costs = try Cost.least(
      rounds: rounds, [{ _ = ChildProcess.output(run) }, { Scanning.run(request) }])
    // A progress bar may precede the answer.
    let count = answer.split { !$0.isNumber }.last ?? "no"
    let matched = Scanning.run(request).counts.matched
    return [
      Line("DuckDB, one thread", Written.seconds(costs[0].processor), "\(count) rows"),
      Line(
        "scan, one thread", Written.seconds(costs[1].processor),
        "\(Int(costs[0].processor / costs[1].processor)) times as fast, \(matched) rows"),
    ]
  }

  /// The command that runs a statement given as its last argument.
  private static func command(_ bench: Bench) -> [String]? {
    if ChildProcess.output(["duckdb", "--version"]) != nil {
      return ["duckdb", "-noheader", "-list", "-cmd", "SET threads = 1", "-c"]
    }
    guard ChildProcess.output([bench.python, "-c", "import duckdb"]) != nil else { return nil }
    let script =
      "import duckdb, sys; duckdb.sql('SET threads = 1'); print(duckdb.sql(sys.argv[1]).fetchall()[0][0])"
    return [bench.python, "-c", script]
  }

  /// Distinct events, as a scan counts them.
  private static func query(_ path: String) -> String {
    """
    SELECT count(DISTINCT r.eventID) FROM (SELECT unnest(Records) AS r FROM \
    read_json('\(path)/AWSLogs/*/CloudTrail/**/*.json.gz', maximum_object_size = 100000000, columns = \
    {Records: 'STRUCT(eventID VARCHAR, eventSource VARCHAR, eventName VARCHAR, awsRegion VARCHAR, \
    userIdentity STRUCT("type" VARCHAR))[]'})) WHERE r.eventSource IS NOT NULL AND r.awsRegion IN \
    ('ap-east-1', 'af-south-1', 'me-south-1', 'eu-south-1') AND \
    coalesce(r.userIdentity."type", '') <> 'AWSService' AND coalesce(r.eventName, '') NOT IN \
    ('ReplicateObject', 'ReplicateDelete', 'ReplicateTags')
    """
  }
}
