import ArgumentParser
import Foundation
import TerminalScreen
import Triage
import TriageUI

extension ReplayCommand {
  /// Plays the session into a recording, without a terminal.
  func record(_ input: SessionInput, to path: String, _ size: Size) throws {
    let rules = try LoadedRules(header: input.header).set
    let logs = try self.logs(of: input)
    let (theme, depth) = try screen.recordingLooks()
    let (state, engine, spool) = try opening(input, rules, logs: logs, size: size)
    var room = OffscreenRoom(state: state, engine: engine)
    let report = try room.scan(scan(input, rules, logs: logs, inOrder: true), spool: spool)
    report.complain()
    var recording = ReplayRecording(room.state) { room.answer(to: $0) }
    let title = "trailsift: " + rules.rules.prefix(1).map(\.title).joined()
    let text = recording.record(title: title, speed: speed, theme: theme, depth: depth)
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      Console.error("\(path): cannot be written: \(error.localizedDescription)")
      throw ExitCode.cannotCreate
    }
    if report.hasFailures { throw ExitCode.incomplete }
  }
}

/// The workbench's loop without a terminal: effects are carried out at once, one after the other.
struct OffscreenRoom {
  private(set) var state: State
  private let engine: TriageEngine

  init(state: State, engine: TriageEngine) {
    self.state = state
    self.engine = engine
  }

  func answer(to effect: Effect) -> Message? {
    do { return try engine.answer(to: effect) } catch { return .refused("\(error)") }
  }

  private mutating func send(_ message: Message) {
    var queue = state.update(message)
    while !queue.isEmpty {
      if let answer = answer(to: queue.removeFirst()) { queue += state.update(answer) }
    }
  }

  /// Takes in all hits. Ends the program when the spool cannot hold them.
  mutating func scan(_ scan: Scan, spool: Spool) throws -> ScanReport {
    let messages = Locked<(all: [Message], failure: String?)>(([], nil))
    let rules = engine.rules
    let columns = state.table.columns
    @Sendable func keep(_ batch: HitBatch) {
      do {
        let offset = try spool.append(batch.json)
        var batch = batch
        batch.releaseJSON()
        let hits = SpooledHits(batch: batch, offset: offset)
        messages.withLock { $0.all.append(.hits([hits])) }
      } catch {
        messages.withLock { $0.failure = "\(error)" }
        scan.stop()
      }
    }
    let report = scan.run { update in
      switch update {
      case .files(let files, let progress):
        messages.withLock { $0.all.append(.scanStarted(files: files, progress)) }
      case .hits(let batch): keep(batch)
      case .alerts(let alerts): keep(HitBatch(alerts: alerts, rules: rules, columns: columns))
      case .progress: break
      case .finished(let report): messages.withLock { $0.all.append(.scanFinished(report)) }
      }
    }
    let (all, failure) = messages.withLock { $0 }
    if let failure {
      Console.error(failure)
      throw ExitCode.cannotWrite
    }
    for message in all { send(message) }
    return report
  }
}
