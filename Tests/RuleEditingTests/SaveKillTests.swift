import Basics
import Foundation
import Synchronization
import Testing

@testable import RuleEditing

/// A process that saves again and again, killed with SIGKILL at moments of the kernel's choosing.
///
///     one thread    ── save 1 ── save 2 ── sa╳
///     another       counts its system calls, and strikes after so many of them
@Suite(.serialized) struct SaveKillTests {
  /// `TRAILSIFT_KILLS=1000` kills as often as one likes.
  private static let kills =
    ProcessInfo.processInfo.environment["TRAILSIFT_KILLS"].flatMap { Int($0) } ?? 10

  private static func workplace(of process: pid_t) -> URL {
    FileManager.default.temporaryDirectory.appending(path: "trailsift-kills-\(process)")
  }

  /// A text that shows whether it is whole, and of which save it is.
  private static func text(_ number: Int) -> String {
    String(repeating: "save \(number)\n", count: 100 + number % 50)
  }

  private static func isWhole(_ text: String) -> Bool {
    guard let first = text.split(separator: "\n").first,
      let number = Int(first.dropFirst("save ".count))
    else { return false }
    return text == self.text(number)
  }

  @Test func theOldTextOrTheNewOneWhereverItIsKilled() async throws {
    let place = Self.workplace(of: getpid())
    defer { try? FileManager.default.removeItem(at: place) }
    try? FileManager.default.removeItem(at: place)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
    let rule = place.appending(path: "rule.yml").path
    try Data(Self.text(0).utf8).write(to: URL(filePath: rule))
    var state: UInt64 = 42
    for _ in 0..<Self.kills {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let calls = 1 + Int(state >> 33) % 300
      try Data("\(calls)".utf8).write(to: place.appending(path: "calls"))
      await #expect(processExitsWith: .signal(SIGKILL)) {
        try SaveKillTests.saveUntilKilled(in: SaveKillTests.workplace(of: getppid()))
      }
      let text = try RuleFileStore.load(rule).text
      #expect(Self.isWhole(text), "killed after \(calls) calls: \(text.prefix(200))")
    }
    // What the killed ones left goes with the next save.
    let last = try RuleFileStore.load(rule)
    try RuleFileStore.save("save 0\n", to: rule, replacing: last.sha256)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
    #expect(names.sorted() == ["calls", "rule.yml"])
  }

  /// How many system calls the saving thread has made, for the one that kills.
  private static let made = Atomic<Int>(0)

  private static func saveUntilKilled(in place: URL) throws {
    let wanted = Int(try String(contentsOf: place.appending(path: "calls"), encoding: .utf8)) ?? 1
    Thread.detachNewThread {
      while made.load(ordering: .relaxed) < wanted { sched_yield() }
      kill(getpid(), SIGKILL)
    }
    var calls = FileCalls()
    calls.writeSize = 100
    calls.intercept = { _ in
      made.add(1, ordering: .relaxed)
      return 0
    }
    let path = place.appending(path: "rule.yml").path
    var current = try RuleFileStore.load(path)
    for number in 1..<Int.max {
      current = try RuleFileStore.save(
        text(number), to: path, replacing: current.sha256, calls: calls)
    }
  }
}
