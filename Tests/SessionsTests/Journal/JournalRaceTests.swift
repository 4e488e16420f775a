import Basics
import Foundation
import TestSupport
import Testing

@testable import HitStore
@testable import Sessions

/// Several programs that want the same session at the same time.
@Suite(.serialized) struct JournalRaceTests {
  private let temporary: ScratchFolder
  private var path: String { temporary.url.appendingPathComponent("session.jsonl").path }

  init() throws {
    temporary = try ScratchFolder()
    _ = try Journal(creating: path, header: .sample(rule: "title: a"))
  }

  private static func judge(_ sequence: Int, by author: String) -> JournalEntry.Action {
    .decide(
      Decision(
        kind: .judge(
          hits: [HitID(rule: "rule", event: author)], verdict: .truePositive, changes: []),
        sequence: sequence, at: "2025-11-02T14:03:59Z", author: author))
  }

  /// Each resumes the session, decides and closes it, repeatedly: every acknowledged decision is
  /// there, and no number is used twice.
  @Test func noDecisionIsLostAndNoNumberGivenTwice() throws {
    let path = path
    let acknowledged = Locked<[Int]>([])
    let failures = Locked<[String]>([])
    let (programs, decisions) = (4, 20)
    DispatchQueue.concurrentPerform(iterations: programs) { program in
      var left = decisions
      while left > 0 {
        do {
          let journal = try Journal.resume(path).journal
          let entry = try journal.append(
            Self.judge(journal.upcomingSequence, by: "\(program)-\(left)"), at: 1)
          acknowledged.withLock { $0.append(entry.sequence) }
          left -= 1
        } catch JournalError.inUse {
          continue
        } catch {
          failures.withLock { $0.append("\(error)") }
          return
        }
      }
    }
    #expect(failures.withLock { $0 }.isEmpty)
    let contents = try JournalContents(path: path)
    #expect(contents.problems.isEmpty)
    #expect(contents.entries.map(\.sequence) == Array(1...programs * decisions))
    #expect(acknowledged.withLock { Set($0) } == Set(1...programs * decisions))
    #expect(SessionState.replaying(contents).0.verdicts.count == programs * decisions)
  }

  /// A program that waits for the lock sees the other program's decisions.
  @Test func readingSeesTheFileAsItIsUnderTheLock() throws {
    var first: Journal? = try Journal.resume(path).journal
    #expect(throws: JournalError.inUse(path: path)) { _ = try Journal.resume(path) }
    try first?.append(Self.judge(1, by: "kim"), at: 1)
    first = nil
    let (second, contents) = try Journal.resume(path)
    #expect(contents.entries.map(\.sequence) == [1] && second.upcomingSequence == 2)
  }

  @Test func whatIsNotARegularFileIsRefusedAtOnce() throws {
    let pipe = temporary.url.appendingPathComponent("pipe.jsonl").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let folder = temporary.url.path
    for path in [pipe, folder, folder + "/none.jsonl", "/dev/null"] {
      #expect(throws: JournalError.self, "\(path)") { _ = try Journal.resume(path) }
    }
  }
}
