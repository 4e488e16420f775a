import AWSProgram
import ArgumentParser
import AthenaSQL
import Basics
import Foundation
import Scanning
import Sigma
import TerminalScreen

/// Runs the query of rules in the user's Athena, and keeps its result in the cache.
struct QueryRun {
  let cloud: CloudOptions
  let aws: AWSProgram
  let cancellation: Cancellation
  let quiet: Bool
  var selection = Selection.event
  /// The table's profile; asked through `aws` if nil.
  var profile: TableProfile?

  /// Starts one query for all rules, waits, and returns files to scan.
  ///
  /// - Parameter table: `athena:database.table?workgroup=w&output=s3://…/`
  func logs(table: String, rules: RuleSet, _ options: ScanOptions) throws -> [String] {
    let source = try TableSource(table)
    let service = AthenaService(
      aws, workgroup: cloud.workgroup ?? source.parameters["workgroup"],
      outputLocation: cloud.outputLocation ?? source.parameters["output"],
      database: source.database)
    var profile = try self.profile ?? asked(service, source)
    profile.name = source.name
    let query = try query(profile, rules, options)
    let id: String
    do {
      id = try service.start(query.text, token: AthenaService.token(query.text, UUID().uuidString))
    } catch {
      throw CloudOptions.ended(by: error)
    }
    if !quiet { Console.say("athena: query \(id) started; --resume \(id) takes it up again") }
    return try logs(of: id, service)
  }

  /// Takes up a query that was started before.
  func logs(of id: String, _ service: AthenaService) throws -> [String] {
    let path = resultPath(id)
    if !FileManager.default.fileExists(atPath: path) {
      let interruption = Interruption { cancellation.cancel() }
      defer { withExtendedLifetime(interruption) {} }
      let line = QueryProgress(isWanted: !quiet)
      do {
        let execution = try service.wait(for: id, cancellation) { line.show($0) }
        line.clear()
        do throws(FileCalls.Failure) { try PrivateFile(path).makeFolder() } catch {
          throw AWSFailure(.local, "\(path): \(error)")
        }
        try service.fetchResult(of: execution, to: path)
        if !quiet {
          Console.say("athena: \(QueryProgress.bytes(execution.scannedBytes ?? 0)) scanned")
        }
      } catch let failure as AWSFailure {
        line.clear()
        if failure.kind == .cancelled {
          Console.error("athena: the query \(id) was stopped; \(line.scanned) scanned")
          throw ExitCode(128 + (interruption.signal ?? SIGINT))
        }
        throw CloudOptions.ended(by: failure)
      }
    }
    return selection == .ids ? try objects(in: path) : [path]
  }

  private func resultPath(_ id: String) -> String {
    let name = String(
      id.unicodeScalars.filter { $0.properties.isAlphabetic || "0"..."9" ~= $0 || $0 == "-" }
        .map(Character.init))
    return S3Cache.cacheFolder(environment: ProcessInfo.processInfo.environment)
      + "/athena/\(name).csv"
  }

  // MARK: Query

  private func asked(_ service: AthenaService, _ source: TableSource) throws -> TableProfile {
    do {
      let text = try service.definition(of: source.table, in: source.database)
      return try TableProfile(definition: text)
    } catch let failure as AWSFailure {
      throw CloudOptions.ended(by: failure)
    } catch {
      Console.error("\(source.name): \(error)")
      throw ExitCode.ruleNotValid
    }
  }

  private func query(
    _ profile: TableProfile, _ rules: RuleSet, _ options: ScanOptions
  ) throws -> Query {
    var writer = QueryWriter(
      table: profile,
      bounds: QueryBounds(
        since: options.since ?? 0, until: options.until, accounts: options.accounts ?? [],
        regions: options.regions ?? []))
    writer.selection = selection
    var output = QueryOutput(rules: rules, writer: writer, isStrict: false)
    output.addAll()
    guard let query = output.queries.first else { throw ExitCode.ruleNotValid }
    return query
  }

  // MARK: Objects

  /// Fetches the objects that the rows of a result name.
  private func objects(in path: String) throws -> [String] {
    let text = (try? PlainFile.read(path, atMost: Self.maximumResultBytes)).map {
      String(decoding: $0, as: UTF8.self)
    }
    let table: ResultTable
    do {
      table = try ResultTable(text ?? "")
    } catch {
      Console.error("\(path): \(error)")
      throw ExitCode.ruleNotValid
    }
    let places = (table.values(of: "source_file") ?? []).compactMap {
      $0.flatMap { S3Location($0) }
    }
    let (paths, failures) = S3Cache(environment: ProcessInfo.processInfo.environment)
      .fetch(places, aws)
    if let first = failures.first { throw CloudOptions.ended(by: first) }
    return paths.isEmpty ? [path] : paths
  }

  private static let maximumResultBytes = 1 << 30
}

/// `athena:database.table?workgroup=w&output=s3://…/`
struct TableSource {
  let name: String
  let database: String
  let table: String
  let parameters: [String: String]

  init(_ text: String) throws {
    let rest = String(text.without(prefix: "athena:") ?? text[...])
    let (name, query) = rest.cut(at: "?").map { (String($0), String($1)) } ?? (rest, "")
    guard let (database, table) = name.cut(at: "."), !database.isEmpty, !table.isEmpty else {
      Console.error("\(text): not a table; write athena:DATABASE.TABLE")
      throw ExitCode.validationFailure
    }
    self.name = name
    (self.database, self.table) = (String(database), String(table))
    var parameters: [String: String] = [:]
    for pair in query.pieces(at: "&") where !pair.isEmpty {
      guard let (key, value) = pair.cut(at: "="), ["workgroup", "output"].contains(String(key))
      else {
        Console.error("\(text): unknown setting “\(pair)”; there are workgroup= and output=")
        throw ExitCode.validationFailure
      }
      parameters[String(key)] = String(value)
    }
    self.parameters = parameters
  }
}

/// The state of a query in the terminal's last line.
final class QueryProgress: Sendable {
  private let isShown: Bool
  private let started = Date()
  private let last = Locked<(isOnScreen: Bool, bytes: Int)>((false, 0))

  init(isWanted: Bool) { isShown = isWanted && Terminals.isTerminal(STDERR_FILENO) }

  func show(_ execution: AthenaService.Execution) {
    last.withLock { $0.bytes = execution.scannedBytes ?? $0.bytes }
    guard isShown else { return }
    let seconds = Int(Date().timeIntervalSince(started))
    let text =
      "athena: \(execution.state.rawValue.lowercased())  \(seconds) s  \(scanned) scanned"
    StandardDescriptors.writeError("\r\(SafeText(text).text)\u{1B}[K")
    last.withLock { $0.isOnScreen = true }
  }

  func clear() {
    guard last.withLock({ $0.isOnScreen }) else { return }
    StandardDescriptors.writeError("\r\u{1B}[K")
    last.withLock { $0.isOnScreen = false }
  }

  var scanned: String { Self.bytes(last.withLock { $0.bytes }) }

  /// `12 MB`, `3.4 GB`
  static func bytes(_ count: Int) -> String {
    if count < 1_000_000 { return "\(count / 1_000) kB" }
    if count < 1_000_000_000 { return "\(count / 1_000_000) MB" }
    let tenths = count / 100_000_000
    return "\(tenths / 10).\(tenths % 10) GB"
  }
}
