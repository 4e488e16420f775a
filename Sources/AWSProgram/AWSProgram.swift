import Basics
import Dispatch
import Foundation

/// The user's own `aws` program. Credentials, profiles and regions are its business: trailsift
/// reads none.
///
///     let aws = try AWSProgram(environment: environment, options: ["--profile", "audit"])
///     let identity = try aws.json(["sts", "get-caller-identity"], Identity.self)
public struct AWSProgram: Sendable {
  /// Its path.
  public let path: String
  /// Options of the user that come with every call: `--profile`, `--region`, `--endpoint-url`.
  public let options: [String]
  private let environment: [String: String]
  private let cancellation: Cancellation

  /// Finds `TRAILSIFT_AWS`, or `aws` on PATH.
  public init(
    environment: [String: String], options: [String] = [],
    cancellation: Cancellation = Cancellation()
  ) throws(AWSFailure) {
    self.options = options
    self.cancellation = cancellation
    var environment = environment
    // Both versions would start a pager for long output.
    environment["AWS_PAGER"] = ""
    self.environment = environment
    if let named = environment["TRAILSIFT_AWS"], !named.isEmpty {
      guard FileManager.default.isExecutableFile(atPath: named) else {
        throw AWSFailure(.noProgram, "TRAILSIFT_AWS names \(named), which cannot be run")
      }
      path = named
      return
    }
    let folders = (environment["PATH"] ?? "").pieces(at: ":").filter { !$0.isEmpty }
    guard
      let found = folders.map({ "\($0)/aws" })
        .first(where: { FileManager.default.isExecutableFile(atPath: $0) })
    else { throw AWSFailure(.noProgram, "") }
    path = found
  }

  /// The same program for calls that go on after a cancellation, such as the one that stops a
  /// query.
  public var uncancelled: AWSProgram {
    AWSProgram(path: path, options: options, environment: environment, cancellation: Cancellation())
  }

  private init(
    path: String, options: [String], environment: [String: String], cancellation: Cancellation
  ) {
    self.path = path
    self.options = options
    self.environment = environment
    self.cancellation = cancellation
  }

  public var isCancelled: Bool { cancellation.isCancelled }

  /// Runs it and decodes the JSON on its standard output.
  public func json<Value: Decodable>(
    _ arguments: [String], _ type: Value.Type
  ) throws(AWSFailure) -> Value {
    let output = try run(arguments + ["--output", "json"])
    // S3 says nothing where there is nothing.
    let text = output.allSatisfy { $0 <= 0x20 } ? Array("{}".utf8) : output
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .custom { AnswerKey(uncapitalising: $0) }
    do {
      return try decoder.decode(type, from: Data(text))
    } catch {
      throw AWSFailure(
        .unreadable,
        "the answer of \(arguments.prefix(2).joined(separator: " ")) is not as expected")
    }
  }

  /// An answer of Athena has at most 1,000 rows a page; a listing has 300 bytes for each object.
  private static let maximumOutputBytes = 512 << 20
  /// What matters is at the end.
  private static let maximumErrorBytes = 64 << 10

  /// A program that was written a moment ago is "busy" while another child of this process, forked
  /// meanwhile, has not begun its own program.
  private static let busyAttempts = 50
  private static let busyPause: UInt32 = 20_000

  private func start(
    _ arguments: [String]
  ) throws(AWSFailure) -> (Process, output: Pipe, errors: Pipe) {
    for _ in 0..<Self.busyAttempts {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = arguments + options
      process.environment = environment
      process.standardInput = FileHandle.nullDevice
      let (output, errors) = (Pipe(), Pipe())
      process.standardOutput = output
      process.standardError = errors
      if (try? process.run()) != nil { return (process, output, errors) }
      // Foundation does not say that it was busy.
      guard FileManager.default.isExecutableFile(atPath: path) else { break }
      usleep(Self.busyPause)
    }
    throw AWSFailure(.noProgram, "\(path) cannot be run")
  }

  /// Runs it and returns its standard output. Its standard input is closed.
  @discardableResult
  public func run(_ arguments: [String]) throws(AWSFailure) -> [UInt8] {
    if cancellation.isCancelled { throw AWSFailure(.cancelled, "") }
    let (process, output, errors) = try start(arguments)
    let pid = process.processIdentifier
    cancellation.add(pid)
    defer { cancellation.remove(pid) }
    let texts = Locked<[[UInt8]?]>([nil, nil])
    let handles = [output.fileHandleForReading, errors.fileHandleForReading]
    Threads.perform(2) { index in
      let text =
        index == 0
        ? Self.read(handles[0].fileDescriptor, first: Self.maximumOutputBytes) {
          kill(pid, SIGTERM)
        }
        : Self.readEnd(handles[1].fileDescriptor)
      texts.withLock { $0[index] = text }
    }
    process.waitUntilExit()
    let (out, err) = texts.withLock { ($0[0] ?? [], $0[1] ?? []) }
    if cancellation.isCancelled { throw AWSFailure(.cancelled, "") }
    guard out.count <= Self.maximumOutputBytes else {
      throw AWSFailure(.unreadable, "it has more than \(Self.maximumOutputBytes >> 20) MB")
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw AWSFailure(errors: String(decoding: err, as: UTF8.self))
    }
    return out
  }

  /// Reads to the end. Beyond the limit, calls `overflow` and drops the rest.
  private static func read(
    _ descriptor: Int32, first limit: Int, overflow: () -> Void
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    forEachPart(descriptor) { part in
      guard bytes.count <= limit else { return }
      bytes += part
      if bytes.count > limit { overflow() }
    }
    return bytes
  }

  private static func readEnd(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    forEachPart(descriptor) { part in
      bytes += part
      if bytes.count > 2 * maximumErrorBytes { bytes.removeFirst(bytes.count - maximumErrorBytes) }
    }
    return bytes
  }

  private static func forEachPart(_ descriptor: Int32, _ body: ([UInt8]) -> Void) {
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = buffer.withUnsafeMutableBytes {
        Foundation.read(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        body(Array(buffer[..<count]))
      } else if count == 0 || errno != EINTR {
        return
      }
    }
  }
}

/// The names in AWS's answers begin with a capital: `QueryExecutionId` → `queryExecutionId`.
private struct AnswerKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }

  init?(intValue: Int) { nil }

  init(uncapitalising path: [any CodingKey]) {
    let name = path.last?.stringValue ?? ""
    stringValue = name.prefix(1).lowercased() + name.dropFirst()
  }
}

/// Ends the programs that run, when the user does not want to wait.
public final class Cancellation: Sendable {
  private struct State {
    var isCancelled = false
    var running: Set<pid_t> = []
  }

  private let state = Locked(State())

  public init() {}

  public var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Interrupts each program; those that do not end are killed.
  public func cancel() {
    let running = state.withLock { state in
      state.isCancelled = true
      return Array(state.running)
    }
    for pid in running { kill(pid, SIGINT) }
    guard !running.isEmpty else { return }
    for (seconds, signal) in [(2.0, SIGTERM), (5.0, SIGKILL)] {
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [state] in
        for pid in state.withLock({ Array($0.running.intersection(running)) }) { kill(pid, signal) }
      }
    }
  }

  /// Sleeps; false if it was cancelled meanwhile.
  public func sleep(seconds: Double) -> Bool {
    state.wait(within: seconds) { $0.isCancelled ? true : nil } == nil
  }

  func add(_ pid: pid_t) {
    let isLate = state.withLock { state in
      state.running.insert(pid)
      return state.isCancelled
    }
    if isLate { kill(pid, SIGINT) }
  }

  func remove(_ pid: pid_t) { state.withLock { _ = $0.running.remove(pid) } }
}
