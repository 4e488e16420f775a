import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import Sessions
import Sigma
import TerminalScreen
import TriageUI

/// The workbench with many hits: the time from a key to the screen, while hits arrive and
/// afterwards, and the times of sorting, filtering, grouping and searching.
enum ListFigure: Figure {
  static let name = "list"
  static let summary = "keys, sort, filter, group and search in a list of up to --largest hits"

  static func measure(_ bench: Bench) throws -> [Line] {
    var sizes = [1_000, 10_000, 100_000, 1_000_000].filter { $0 <= bench.largest }
    if sizes.last != bench.largest { sizes.append(bench.largest) }
    return try sizes.flatMap { size in
      var desk = try Desk(bench, events: size)
      return [Line("\(desk.state.list.shown.count) hits", "")] + (try desk.measure())
    }
  }
}

/// A state with hits in it, and a stopwatch.
private struct Desk {
  var state: State
  private let spool: Spool
  /// The times of a key and its screen while hits arrive, and of adding each batch, in seconds.
  private var keysWhileReading: [Double] = []
  private var batches: [Double] = []
  private var lastTaken: [SpooledHits] = []

  /// The number of hits that the workbench adds in one turn.
  private static let hitsATurn = 1_024

  init(_ bench: Bench, events: Int) throws {
    let logs = try bench.logs(events: events)
    let rules = try RuleSet(files: [MadeRules.everything], placeholders: Placeholders())
    var request = ScanRequest(
      matcher: rules.matcher, logs: [logs.path],
      columns: [
        "eventTime", "awsRegion", "userIdentity.arn", "sourceIPAddress", "userAgent", "eventName",
      ],
      jobs: bench.cores)
    request.keepsInputOrder = false
    let header = SessionHeader(
      tool: "benchmark", author: "kim", started: "2026-11-02T14:03:59Z",
      rules: rules.files.map {
        .init(
          path: $0.path, absolutePath: $0.path, sha256: SHA256.hex(of: $0.text.utf8), text: $0.text)
      },
      logs: [], options: .init())
    let spool = try Spool()
    self.spool = spool
    let kept = Locked<[SpooledHits]>([])
    let report = Scan(request).run { update in
      guard case .hits(var batch) = update, let offset = try? spool.append(batch.json) else {
        return
      }
      batch.releaseJSON()
      kept.withLock { $0.append(SpooledHits(batch: batch, offset: offset)) }
    }
    state = State(
      size: Size(columns: 200, rows: 50),
      rules: rules.rules.map { .init(title: $0.title, level: $0.level, tags: $0.tags, path: "") },
      session: SessionState(header: header), table: rules.makeTable(columns: request.columns))
    _ = state.update(.resized(Size(columns: 200, rows: 50)))
    takeIn(kept.withLock { $0 })
    _ = state.update(.scan(.finished(report)))
  }

  /// Adds hits in the workbench's portions, with a key after each, while an event of the previous
  /// table is still being read.
  private mutating func takeIn(_ hits: [SpooledHits]) {
    var portion: [SpooledHits] = []
    var count = 0
    var held: [Effect] = []
    for (index, batch) in hits.enumerated() {
      portion.append(batch)
      count += batch.batch.hits.count
      guard count >= Self.hitsATurn || index == hits.count - 1 else { continue }
      let taken = portion
      lastTaken = taken
      batches.append(Self.seconds { _ = state.update(.scan(.hits(taken))) })
      (portion, count) = ([], 0)
      let key: Key = index.isMultiple(of: 7) ? .pageDown : .character("j")
      keysWhileReading.append(
        Self.seconds {
          held = state.update(.key(key))
          _ = state.view()
        })
    }
    _ = held
  }

  mutating func measure() throws -> [Line] {
    var lines = [
      Self.line("a turn's hits taken in", batches),
      Self.line("key to screen, while reading", keysWhileReading),
      Self.line("key to screen", keys("j k PgDn j j PgUp Space j k G g n l h ^D ^U", times: 100)),
    ]
    lines.append(Line("  fields read from the events", try job { $0.sort(by: "requestID") }))
    _ = state.setSort(nil)
    for field in ["awsRegion", "sourceIPAddress", "userIdentity.arn", "requestID"] {
      lines.append(Line("  sort by \(field)", try job { $0.sort(by: field) }))
      lines.append(Line("  the other way round", try job { $0.sort(by: field) }))
    }
    _ = try job { $0.setSort(nil) }
    for text in [
      "region:us-*", "principal:*a*", "-event:Describe*,List*", "\"kim\"", "/aws-cli.[12]/",
    ] {
      let filters = try FilterParser.parse(text)
      lines.append(Line("  filter \(text)", try job { $0.setFilters(filters) }))
      _ = try job { $0.setFilters([]) }
    }
    for field in ["region", "principal", "network", "day", "requestID"] {
      lines.append(
        Line("  group by \(field)", try job { $0.groupHits(by: HitField(named: field)) }))
      _ = state.update(.key(.escape))
    }
    lines.append(Line("  search", try search("DescribeInstances")))
    for (key, page) in [("i", "timeline"), ("H", "page of hours")] {
      press(key)
      lines.append(Self.line("a turn's hits and the screen, \(page) open", turns(times: 20)))
      press("Esc")
    }
    _ = try job { $0.sort(by: "awsRegion") }
    lines.append(Self.line("the same in a list that is sorted", turns(times: 20)))
    _ = try job { $0.setSort(nil) }
    lines.append(
      Self.line(
        "key to screen, all marked",
        [Self.seconds { press("*") }] + keys("j k PgDn v j n", times: 20)))
    return lines
  }

  private mutating func keys(_ names: String, times: Int) -> [Double] {
    let keys = names.split(separator: " ").compactMap { Key(name: String($0)) }
    var seconds: [Double] = []
    for _ in 0..<times {
      for key in keys {
        seconds.append(
          Self.seconds {
            _ = state.update(.key(key))
            _ = state.view()
          })
      }
    }
    return seconds
  }

  /// Adds further hits, each time with the screen that shows them.
  private mutating func turns(times: Int) -> [Double] {
    (0..<times).map { _ in
      Self.seconds {
        _ = state.update(.scan(.hits(lastTaken)))
        _ = state.view()
      }
    }
  }

  private mutating func press(_ name: String) {
    if let key = Key(name: name) { _ = state.update(.key(key)) }
    _ = state.view()
  }

  private mutating func search(_ text: String) throws -> String {
    press("/")
    for character in text { _ = state.update(.key(.character(character))) }
    return try job { $0.update(.key(.enter)) }
  }

  /// Carries out the effects, on the screen's thread and elsewhere.
  private mutating func job(_ ask: (inout State) -> [Effect]) throws -> String {
    var onScreen: [Double] = []
    var elsewhere = 0.0
    var effects: [Effect] = []
    onScreen.append(Self.seconds { effects = ask(&state) })
    for effect in effects {
      guard case .list(.run(let id)) = effect, let job = state.job(id) else { continue }
      var result: ListResult?
      elsewhere += Self.seconds { result = try? job.run(spool: spool) }
      if let result { onScreen.append(Self.seconds { _ = state.update(.list(.done(result))) }) }
    }
    onScreen.append(Self.seconds { _ = state.view() })
    return "\(Self.milliseconds(elsewhere)) + \(Self.milliseconds(onScreen.max() ?? 0))"
  }

  private static func seconds(_ body: () -> Void) -> Double {
    let start = ContinuousClock.now
    body()
    return start.duration(to: .now) / .seconds(1)
  }

  private static func line(_ label: String, _ seconds: [Double]) -> Line {
    let sorted = seconds.sorted()
    guard let last = sorted.last else { return Line("  " + label, "none") }
    return Line(
      "  " + label, milliseconds(sorted[sorted.count / 2]),
      "99th percentile \(milliseconds(sorted[min(sorted.count - 1, sorted.count * 99 / 100)])), longest \(milliseconds(last))"
    )
  }

  private static func milliseconds(_ seconds: Double) -> String {
    String(format: "%.1f ms", seconds * 1_000)
  }
}
