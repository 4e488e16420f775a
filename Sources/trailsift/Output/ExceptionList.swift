import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import Sigma

/// The exceptions of a rule on standard output.
///
///     filter_main_build  rules/region.yml:31  expires 2026-06-30  silences 41 events alone, 3 with others
///       userIdentity.arn: arn:aws:iam::111122223333:role/build
///       # 2026-03-01 j.doe: migration of the build hosts
struct ExceptionList {
  private let rule: Rule
  private let exceptions: [WrittenException]
  /// What each exception silences, alone and together with others; nil without logs.
  private let silenced: [(alone: SilencedCounts.Count, shared: SilencedCounts.Count)?]
  private let date: String
  private let format: ReportFormat

  init(_ open: OpenRule, match: MatchOptions, format: ReportFormat) throws {
    rule = open.rules.rules[open.rule]
    exceptions = try open.engine.exceptions(ofRule: open.rule)
    date = open.clock.date
    self.format = format
    guard !open.logs.isEmpty else {
      silenced = exceptions.map { _ in nil }
      return
    }
    let (matcher, _, places) = try open.engine.silencingMatcher(ofRule: open.rule)
    var request = ScanRequest(
      matcher: matcher, logs: open.logs, columns: [],
      jobs: match.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    request.adopt(open.options)
    request.silenced = SilencedLimits.none
    let progress = Locked(ProgressLine(isWanted: true))
    let report = Scan(request).run { update in
      switch update {
      case .progress(let state, let scanned):
        progress.withLock { $0.show(state, hits: scanned.matched) }
      case .finished: progress.withLock { $0.clear() }
      case .files, .hits, .silenced, .alerts: break
      }
    }
    report.complain()
    let counts = report.counts.silenced
    let silencers = matcher.silencers(ofRule: 0)
    silenced = places.map { place in
      place.map { counts.counts(of: silencers[$0], rule: 0) } ?? (.init(), .init())
    }
  }

  func print() throws {
    switch format {
    case .text: printText()
    case .json: try JSONOutput.write(document)
    }
    StandardOutput.shared.flush()
  }

  private func printText() {
    for (exception, count) in zip(exceptions, silenced) {
      var head = "\(exception.name)  \(exception.path):\(exception.position.line)"
      if let expires = exception.expires {
        head += exception.isExpired(on: date) ? "  EXPIRED \(expires)" : "  expires \(expires)"
      }
      if let count { head += "  " + Self.words(count.alone, count.shared) }
      Console.print(head)
      for line in exception.lines { Console.print("  " + line) }
      for comment in exception.comments { Console.print("  # " + comment) }
    }
    if exceptions.isEmpty { Console.say("\(rule.title): no exceptions") }
  }

  /// `silences 41 events alone, 3 with others, the last on 2026-11-02`
  private static func words(
    _ alone: SilencedCounts.Count, _ shared: SilencedCounts.Count
  ) -> String {
    if alone.events == 0 && shared.events == 0 { return "silences nothing" }
    var words = "silences \(alone.events.counting("event")) alone"
    if shared.events > 0 { words += ", \(shared.events.grouped) with others" }
    let last = [alone.last, shared.last].compactMap(\.self).max()
    if let last { words += ", the last on \(Timestamp.dateText(milliseconds: last))" }
    return words
  }

  private struct Document: Encodable {
    let rule: RuleName
    let exceptions: [Entry]

    struct RuleName: Encodable {
      let id: String?
      let name: String?
      let title: String
    }

    struct Entry: Encodable {
      let name: String
      let file: String
      let line: Int
      let target: String
      let tests: [RuleException.FieldTest]?
      let lines: [String]
      let comments: [String]
      let expires: String?
      let expired: Bool
      let silenced: Int?
      let silencedShared: Int?
      let lastSilenced: String?

      enum CodingKeys: String, CodingKey {
        case name, file, line, target, tests, lines, comments, expires, expired, silenced
        case silencedShared = "silenced_shared"
        case lastSilenced = "last_silenced"
      }

      /// Missing values are null, so that every object has the same keys.
      func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(file, forKey: .file)
        try container.encode(line, forKey: .line)
        try container.encode(target, forKey: .target)
        try container.encode(tests, forKey: .tests)
        try container.encode(lines, forKey: .lines)
        try container.encode(comments, forKey: .comments)
        try container.encode(expires, forKey: .expires)
        try container.encode(expired, forKey: .expired)
        try container.encode(silenced, forKey: .silenced)
        try container.encode(silencedShared, forKey: .silencedShared)
        try container.encode(lastSilenced, forKey: .lastSilenced)
      }
    }
  }

  private var document: Document {
    Document(
      rule: .init(id: rule.id, name: rule.name, title: rule.title),
      exceptions: zip(exceptions, silenced).map { exception, count in
        .init(
          name: exception.name, file: exception.path, line: exception.position.line,
          target: exception.site.rawValue, tests: exception.tests, lines: exception.lines,
          comments: exception.comments, expires: exception.expires,
          expired: exception.isExpired(on: date), silenced: count?.alone.events,
          silencedShared: count?.shared.events,
          lastSilenced: [count?.alone.last, count?.shared.last].compactMap(\.self).max()
            .map { Timestamp.exactText(milliseconds: $0) })
      })
  }
}
