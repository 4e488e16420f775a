import Basics
import Foundation

/// Queries in the user's Athena.
///
///     let id = try athena.start(sql, token: token)
///     let execution = try athena.wait(id, cancellation) { show($0) }
///     try athena.fetchResult(of: execution, to: path)
public struct AthenaService: Sendable {
  public let aws: AWSProgram
  /// nil: the program's own default.
  public var workgroup: String?
  public var outputLocation: String?
  public var database: String?

  public init(
    _ aws: AWSProgram, workgroup: String? = nil, outputLocation: String? = nil,
    database: String? = nil
  ) {
    self.aws = aws
    self.workgroup = workgroup
    self.outputLocation = outputLocation
    self.database = database
  }

  /// How far a query is.
  public struct Execution: Sendable, Hashable {
    public enum State: String, Sendable {
      case queued = "QUEUED"
      case running = "RUNNING"
      case succeeded = "SUCCEEDED"
      case failed = "FAILED"
      case cancelled = "CANCELLED"
    }

    public var id: String
    public var state: State
    /// Athena's reason for a failure.
    public var reason: String?
    /// What Athena bills.
    public var scannedBytes: Int?
    /// `s3://…/ID.csv`
    public var outputLocation: String?
  }

  /// Starts a query and returns its execution id.
  ///
  /// - Parameter token: 32 to 128 characters. The same token and text start a query once.
  public func start(_ sql: String, token: String) throws(AWSFailure) -> String {
    // A file keeps a long query off the command line.
    let path = NSTemporaryDirectory() + "/trailsift-query-\(UUID().uuidString).sql"
    do throws(FileCalls.Failure) { try PrivateFile(path).create(with: [Array(sql.utf8)]) } catch {
      throw AWSFailure(.local, "the query cannot be written: \(error)")
    }
    defer { unlink(path) }
    var arguments = [
      "athena", "start-query-execution", "--query-string", "file://\(path)",
      "--client-request-token", token,
    ]
    var context = ["Catalog=AwsDataCatalog"]
    if let database { context.append("Database=\(database)") }
    arguments += ["--query-execution-context", context.joined(separator: ",")]
    if let workgroup { arguments += ["--work-group", workgroup] }
    if let outputLocation {
      arguments += ["--result-configuration", "OutputLocation=\(outputLocation)"]
    }
    return try aws.json(arguments, Started.self).queryExecutionId
  }

  /// A token for a query: the same for the same text, table and day.
  public static func token(_ parts: String...) -> String {
    SHA256.hex(of: Array(parts.joined(separator: "\u{0}").utf8))
  }

  public func execution(_ id: String) throws(AWSFailure) -> Execution {
    let answer = try aws.json(
      ["athena", "get-query-execution", "--query-execution-id", id], Answer.self
    ).queryExecution
    guard let state = Execution.State(rawValue: answer.status.state) else {
      throw AWSFailure(.unreadable, "unknown state of a query: \(answer.status.state)")
    }
    return Execution(
      id: id, state: state, reason: answer.status.stateChangeReason,
      scannedBytes: answer.statistics?.dataScannedInBytes,
      outputLocation: answer.resultConfiguration?.outputLocation)
  }

  /// Pauses between questions, in seconds.
  private static let firstPause = 0.5
  private static let longestPause = 5.0

  /// Waits until the query has ended. Stops it at AWS if it is cancelled here.
  ///
  /// - Parameter show: gets each state.
  /// - Throws: `.invalid` with Athena's reason if it failed; `.cancelled`.
  public func wait(
    for id: String, _ cancellation: Cancellation, show: (Execution) -> Void
  ) throws(AWSFailure) -> Execution {
    var pause = Self.firstPause
    while true {
      let execution: Execution
      do throws(AWSFailure) {
        execution = try self.execution(id)
      } catch {
        if error.kind == .cancelled { stop(id) }
        // One busy moment must not lose a query that runs.
        guard error.kind == .throttled, pause < Self.longestPause else { throw error }
        pause = Self.longestPause
        guard cancellation.sleep(seconds: pause) else { continue }
        continue
      }
      show(execution)
      switch execution.state {
      case .succeeded: return execution
      case .failed: throw AWSFailure(.invalid, execution.reason ?? "the query failed")
      case .cancelled: throw AWSFailure(.cancelled, execution.reason ?? "")
      case .queued, .running: break
      }
      guard cancellation.sleep(seconds: pause) else {
        stop(id)
        throw AWSFailure(.cancelled, "")
      }
      pause = min(Self.longestPause, pause * 1.5)
    }
  }

  private func stop(_ id: String) {
    _ = try? aws.uncancelled.run(
      ["athena", "stop-query-execution", "--query-execution-id", id])
  }

  /// Fetches the result as Athena's CSV into a new private file. If the object cannot be read, asks
  /// Athena for the rows.
  public func fetchResult(of execution: Execution, to path: String) throws(AWSFailure) {
    if let location = execution.outputLocation {
      do throws(AWSFailure) {
        try aws.run(["s3", "cp", "--only-show-errors", location, path])
        chmod(path, 0o600)
        return
      } catch {
        guard [.denied, .missing].contains(error.kind) else { throw error }
      }
    }
    let rows = try aws.run(
      ["athena", "get-query-results", "--query-execution-id", execution.id, "--output", "json"])
    do throws(FileCalls.Failure) { try PrivateFile(path).create(with: [rows]) } catch {
      throw AWSFailure(.local, "\(path) cannot be written: \(error)")
    }
  }

  private struct Started: Decodable { var queryExecutionId: String }

  private struct Answer: Decodable {
    var queryExecution: Query

    struct Query: Decodable {
      var status: Status
      var statistics: Statistics?
      var resultConfiguration: ResultConfiguration?
    }

    struct Status: Decodable {
      var state: String
      var stateChangeReason: String?
    }

    struct Statistics: Decodable { var dataScannedInBytes: Int? }

    struct ResultConfiguration: Decodable { var outputLocation: String? }
  }

  // MARK: Tables

  /// The definition of a table, as JSON of Glue, else of Athena.
  public func definition(of table: String, in database: String) throws(AWSFailure) -> String {
    do throws(AWSFailure) {
      let json = try aws.run(
        ["glue", "get-table", "--database-name", database, "--name", table, "--output", "json"])
      return String(decoding: json, as: UTF8.self)
    } catch {
      guard error.kind == .denied else { throw error }
    }
    let json = try aws.run([
      "athena", "get-table-metadata", "--catalog-name", "AwsDataCatalog", "--database-name",
      database, "--table-name", table, "--output", "json",
    ])
    return String(decoding: json, as: UTF8.self)
  }
}
