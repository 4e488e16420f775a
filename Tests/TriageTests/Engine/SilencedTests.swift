import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import SessionSupport
import Sigma
import Testing

@testable import Sessions
@testable import Triage

/// What the engine says of silenced events: of those among the rows, and of those only counted.
@Suite struct SilencedTests {
  private static let rule = """
    title: Calls from unusual regions
    id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11
    logsource: {product: aws, service: cloudtrail}
    detection:
        selection:
            eventVersion: '*'
        filter_main_allowed_regions:
            awsRegion:
                - ap-east-1
                - eu-west-3
        filter_main_kim:
            userIdentity.arn: arn:aws:iam::1:user/kim
        filter_main_list:
            eventName: ListRoles
        condition: selection and not 1 of filter_main_*

    """

  private struct Unexpected: Error {}

  private let session: TestSession
  private let engine: TriageEngine
  private let table: HitTable

  init() throws {
    session = try TestSession(rule: Self.rule)
    engine = try session.engine(RuleTextsInMemory([TestSession.location: Self.rule]))
    table = try session.silencedTable(.usual)
  }

  @Test func exceptionsHaveTheirCounts() throws {
    let statuses = try engine.exceptionStatuses(ofRule: 0, table: table)
    #expect(
      statuses.map(\.exception.name).map { $0.replacing("filter_main_", with: "") }
        == ["allowed_regions", "kim", "list"])
    #expect(statuses.map(\.aloneCount) == [3, 1, 1])
    #expect(statuses.map(\.sharedCount) == [0, 1, 1])
    #expect(statuses.allSatisfy { !$0.isAtLeast && !$0.isStale })
  }

  @Test func whatIsTakenBackComesBack() throws {
    let preview = try engine.preview(
      .removeException(name: "filter_main_kim"), reason: nil, rule: 0, table: table)
    #expect(preview.effect.restored == 1)
    #expect(preview.effect.remaining == 1)
    guard case .done(_, let evaluation?, _) = try engine.decide(.edit(preview), table: table)
    else { throw Unexpected() }
    #expect(evaluation.silenced.count == 5)
    #expect(evaluation.catchUp == nil)
    let region = try engine.preview(
      .disallowRegion("ap-east-1"), reason: nil, rule: 0, table: table)
    #expect(region.effect.restored == 3)
  }

  @Test func whatWasOnlyCountedIsToldAndReadAgain() throws {
    let table = try session.silencedTable(.none)
    #expect(table.count == 0)
    let statuses = try engine.exceptionStatuses(ofRule: 0, table: table)
    #expect(statuses.map(\.aloneCount) == [3, 1, 1])
    let preview = try engine.preview(
      .disallowRegion("ap-east-1"), reason: nil, rule: 0, table: table)
    #expect(preview.effect.restored == 3)
    #expect(preview.effect.mayRestore == 0)
    guard case .done(_, let evaluation?, _) = try engine.decide(.edit(preview), table: table)
    else { throw Unexpected() }
    #expect(evaluation.catchUp?.rules == [0])
    engine.caughtUp(try #require(evaluation.catchUp))
    #expect(try engine.evaluate(table.rows, of: table).catchUp == nil)
  }

  @Test func allowingNeedsNoReading() throws {
    let table = try session.silencedTable(.none)
    let preview = try engine.preview(.allowRegion("me-south-1"), reason: nil, rule: 0, table: table)
    guard case .done(_, let evaluation?, _) = try engine.decide(.edit(preview), table: table)
    else { throw Unexpected() }
    #expect(evaluation.catchUp == nil)
  }
}

extension TestSession {
  /// The table of a scan that keeps so many silenced events.
  fileprivate func silencedTable(_ limits: SilencedLimits) throws -> HitTable {
    var request = ScanRequest(
      matcher: rules.matcher, logs: [folder.appendingPathComponent("events.json").path],
      columns: ["eventName", "awsRegion"], jobs: 1)
    request.silenced = limits
    let batches = Locked<[(HitBatch, Bool)]>([])
    let report = Scan(request).run { update in
      switch update {
      case .hits(let batch): batches.withLock { $0.append((batch, false)) }
      case .silenced(let batch): batches.withLock { $0.append((batch, true)) }
      default: break
      }
    }
    var table = rules.makeTable(columns: request.columns)
    for (batch, areSilenced) in batches.withLock({ $0 }) {
      table.append(batch, spoolOffset: try spool.append(batch.json), areSilenced: areSilenced)
    }
    table.silencedCounts = report.counts.silenced
    return table
  }
}
