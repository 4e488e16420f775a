import AWSProgram
import ArgumentParser
import AthenaSQL
import Basics
import CloudTrail
import Foundation
import Scanning
import Sigma

/// The logs of a command line that are not files here: objects in S3 and tables in Athena. They
/// become files in the user's cache, which sessions name and resume from.
///
///     s3://trail/AWSLogs/          …/.cache/trailsift/s3/trail/AWSLogs
///     athena:security.trail        …/.cache/trailsift/athena/ID.csv
final class RemoteLogs: Sendable {
  /// The logs of the command line, as files and folders here.
  let logs: [String]
  private let cancellation: Cancellation
  private let failures: Locked<[AWSFailure]>
  private let temporaryFolder: String?

  static func isRemote(_ log: String) -> Bool { log.begins(with: "s3://") || isTable(log) }

  private static func isTable(_ log: String) -> Bool { log.begins(with: "athena:") }

  /// Resolves the logs: runs the queries, and copies the objects.
  init(
    _ given: [String], rules: RuleSet, _ options: ScanOptions, _ cloud: CloudOptions, quiet: Bool
  ) throws {
    cancellation = Cancellation()
    failures = Locked([])
    guard given.contains(where: Self.isRemote) else {
      (logs, temporaryFolder) = (given, nil)
      return
    }
    if given.contains(where: Self.isTable), options.since == nil {
      Console.error(
        "athena: needs --since: without a lower bound a query reads the whole bucket, and Athena "
          + "bills what it reads")
      throw ExitCode.validationFailure
    }
    let aws = try cloud.program(cancellation)
    let environment = ProcessInfo.processInfo.environment
    var cache = S3Cache(environment: environment)
    if cloud.noCache {
      let folder = NSTemporaryDirectory() + "/trailsift-s3-\(UUID().uuidString)"
      (cache, temporaryFolder) = (S3Cache(folder: folder), folder)
    } else {
      temporaryFolder = nil
    }
    var logs: [String] = []
    var places: [S3Location] = []
    for log in given {
      if Self.isTable(log) {
        let run = QueryRun(cloud: cloud, aws: aws, cancellation: cancellation, quiet: quiet)
        logs += try run.logs(table: log, rules: rules, options)
      } else if log.begins(with: "s3://") {
        guard let location = S3Location(log) else {
          Console.error("\(log): not a place in S3; write s3://BUCKET/PREFIX")
          throw ExitCode.validationFailure
        }
        places += try Self.plan(location, options, cache, aws, quiet: quiet)
        logs.append(cache.path(of: location))
      } else {
        logs.append(log)
      }
    }
    self.logs = logs
    guard !places.isEmpty else { return }
    if !quiet { Console.say("copying from S3 to \(cache.folder)") }
    let interruption = Interruption { [cancellation] in cancellation.cancel() }
    let problems = cache.copy(places, aws)
    if let signal = interruption.signal {
      Console.error("the copy was stopped; the next run goes on where it was")
      throw ExitCode(128 + signal)
    }
    failures.withLock { $0 = problems }
  }

  /// The folders to copy; none if AWS cannot be asked and the cache has some.
  private static func plan(
    _ location: S3Location, _ options: ScanOptions, _ cache: S3Cache, _ aws: AWSProgram,
    quiet: Bool
  ) throws -> [S3Location] {
    let selection = LogSelection(
      accounts: Set(options.accounts ?? []), regions: Set(options.regions ?? []),
      since: options.since, until: options.until)
    let isOne = location.key.ends(with: ".gz") || location.key.ends(with: ".json")
    do {
      if !isOne { try cache.makeFolder(of: location) }
      // Names a bucket that does not exist, and a sign-in that is over, before anything is read.
      let folders = try cache.plan(location, selection, aws)
      if selection.isAll { try cache.check(location, aws) }
      if folders.isEmpty {
        Console.error("\(location): no folder can have events of the wanted time and places")
      } else if !quiet, !(options.regions ?? []).isEmpty {
        Console.say("\(location): folders of other regions are not fetched")
      }
      return folders
    } catch {
      guard error.isOfService, cache.holds(location) else { throw CloudOptions.ended(by: error) }
      Console.error("\(error)")
      Console.error("\(location): reading what an earlier run has fetched")
      return []
    }
  }

  /// Reports what could not be copied. Call it when the scan is over.
  func finish() throws {
    if let temporaryFolder { try? FileManager.default.removeItem(atPath: temporaryFolder) }
    guard let first = failures.withLock({ $0.first }) else { return }
    throw CloudOptions.ended(by: first)
  }
}
