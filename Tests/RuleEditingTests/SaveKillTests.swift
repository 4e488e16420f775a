import Foundation
import Synchronization
import Testing

@testable import RuleEditing

/// A process that saves again and again, killed with SIGKILL at moments of the kernel's choosing.
///
///     the process   ── save 1 ── save 2 ── sa╳
///     its pipe      ·······················     a byte a system call: so many of them, and the killer strikes
@Suite(.serialized) struct SaveKillTests {
  /// `TRAILSIFT_KILLS=1000` kills as often as one likes.
  private static let kills =
    ProcessInfo.processInfo.environment["TRAILSIFT_KILLS"].flatMap { Int($0) } ?? 25

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
    let pipe = place.appending(path: "pipe").path
    try Data(Self.text(0).utf8).write(to: URL(filePath: rule))
    #expect(mkfifo(pipe, 0o600) == 0)
    var state: UInt64 = 42
    for _ in 0..<Self.kills {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let calls = 1 + Int(state >> 33) % 300
      let killer = Thread { Self.kill(afterCalls: calls, saidThrough: pipe) }
      killer.start()
      await #expect(processExitsWith: .signal(SIGKILL)) {
        try SaveKillTests.saveForEver(in: SaveKillTests.workplace(of: getppid()))
      }
      let text = try RuleFileStore.load(rule).text
      #expect(Self.isWhole(text), "killed after \(calls) calls: \(text.prefix(200))")
    }
    // What the killed ones left goes with the next save.
    let last = try RuleFileStore.load(rule)
    try RuleFileStore.save("save 0\n", to: rule, replacing: last.sha256)
    let names = try FileManager.default.contentsOfDirectory(atPath: place.path)
    #expect(names.sorted() == ["pipe", "rule.yml"])
  }

  private static func uninterrupted<R: SignedInteger>(_ call: () -> R) -> R {
    while true {
      let result = call()
      if result != -1 || errno != EINTR { return result }
    }
  }

  private static func kill(afterCalls calls: Int, saidThrough pipe: String) {
    let descriptor = uninterrupted { open(pipe, O_RDONLY) }
    defer { close(descriptor) }
    var process: pid_t = 0
    let size = MemoryLayout<pid_t>.size
    guard uninterrupted({ read(descriptor, &process, size) }) == size else { return }
    var left = calls
    var bytes = [UInt8](repeating: 0, count: 64)
    while left > 0 {
      let count = uninterrupted { read(descriptor, &bytes, min(left, bytes.count)) }
      guard count > 0 else { return }
      left -= count
    }
    Glibc.kill(process, SIGKILL)
  }

  private static func saveForEver(in place: URL) throws {
    // The killer lets go of the pipe once it has struck; that is not what is to end the process.
    signal(SIGPIPE, SIG_IGN)
    let pipe = open(place.appending(path: "pipe").path, O_WRONLY)
    var process = getpid()
    _ = write(pipe, &process, MemoryLayout<pid_t>.size)
    var calls = FileCalls()
    calls.writeSize = 100
    calls.intercept = { _ in
      var byte: UInt8 = 1
      // Nobody is there to kill it any more: it must not go on for ever.
      if uninterrupted({ write(pipe, &byte, 1) }) != 1 { _exit(1) }
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
