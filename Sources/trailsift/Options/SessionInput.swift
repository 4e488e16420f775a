import ArgumentParser
import Foundation
import HitStore
import Scanning
import Sessions

/// The session of a command line: a journal, or a bundle of a journal and its events.
struct SessionInput {
  let path: String
  let contents: JournalContents
  /// The session's file, byte for byte.
  let journal: [UInt8]
  /// What a bundle has besides the journal.
  let bundle: SessionBundle?

  /// Reads and checks it. Ends the program if something is wrong with it.
  init(_ path: String) throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else {
      Console.error("\(path): no such session; trailsift sessions lists them")
      throw ExitCode.inputMissing
    }
    do {
      if SessionBundle.isBundle(path) {
        let bundle = try SessionBundle(path: path)
        (self.bundle, contents, journal) = (bundle, bundle.contents, bundle.journal)
      } else {
        (contents, journal) = try JournalContents.load(path)
        bundle = nil
      }
    } catch {
      Console.error("\(error)")
      throw ExitCode.incomplete
    }
  }

  var header: SessionHeader { contents.header }

  /// The session's logs: those of the command line, or those recorded.
  func logs(given: [String]) -> [String] {
    given.isEmpty ? header.logs.map(\.absolutePath) : given
  }

  /// The scan request of the session, for its own rules or others.
  func request(_ rules: RuleSet, logs: [String], jobs: Int?, columns: [String]? = nil)
    -> ScanRequest
  {
    var request = ScanRequest(
      matcher: rules.matcher, logs: logs, columns: columns ?? rules.columns,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    request.adopt(header.options)
    request.countsRegions = true
    request.correlations = rules.correlations
    return request
  }

  /// The hits of rules in the bundle or the logs; nil without either. They are in the order of the
  /// input, so that reports are reproducible.
  ///
  /// - Parameter withSilenced: also what exceptions silence, which may have been judged.
  func hits(
    of rules: RuleSet, logs: [String], columns: [String], jobs: Int?, withSilenced: Bool = false
  ) throws -> (hits: HitCollector, spool: Spool, report: ScanReport)? {
    guard bundle != nil || !logs.isEmpty else { return nil }
    if bundle == nil { try LogInputs.check(logs) }
    let spool: Spool
    do { spool = try Spool() } catch {
      Console.error("\(error)")
      throw ExitCode.cannotWrite
    }
    var request = request(rules, logs: bundle == nil ? logs : [], jobs: jobs, columns: columns)
    request.keepsInputOrder = bundle == nil
    if withSilenced { request.silenced = .usual }
    let hits = HitCollector(columns: columns, rules: rules)
    let report = try hits.scan(request, of: bundle?.events, spool: spool)
    report.complain()
    return (hits, spool, report)
  }
}
