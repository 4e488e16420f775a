import AWSProgram
import Basics
import Foundation
import TestSupport
import Testing

/// A query's life, told by a script.
@Suite struct AthenaServiceTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  /// - Parameter states: what `get-query-execution` answers, one after another.
  private func service(_ states: [String], _ cancellation: Cancellation) throws -> AthenaService {
    let path = folder.url.path + "/aws"
    for (index, state) in states.enumerated() {
      try Data(
        """
        {"QueryExecution": {"Status": {"State": "\(state)", "StateChangeReason": "line 1:8: x"},
          "Statistics": {"DataScannedInBytes": 5155},
          "ResultConfiguration": {"OutputLocation": "s3://results/q.csv"}}}
        """.utf8
      ).write(to: URL(fileURLWithPath: folder.url.path + "/state\(index)"))
    }
    try Data(
      """
      #!/bin/sh
      cd \(folder.url.path); echo "$1 $2" >> log
      case $2 in
        start-query-execution)
          case $4 in file://*) cp "${4#file://}" query;; esac
          echo '{"QueryExecutionId": "q-1"}';;
        get-query-execution)
          n=$(cat count 2>/dev/null || echo 0); echo $((n + 1)) > count
          [ -f state$n ] || n=\(states.count - 1)
          cat state$n;;
        cp) echo '"a"' > "$5";;
      esac
      """.utf8
    ).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o700)
    return AthenaService(
      try AWSProgram(
        environment: ["PATH": "/usr/bin:/bin", "TRAILSIFT_AWS": path], cancellation: cancellation),
      database: "security")
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.url.path + "/" + name, encoding: .utf8)
  }

  @Test func aQueryIsStartedAndFetched() throws {
    let cancellation = Cancellation()
    let service = try service(["QUEUED", "RUNNING", "SUCCEEDED"], cancellation)
    let id = try service.start("SELECT 'é'", token: AthenaService.token("a", "b"))
    #expect(id == "q-1")
    #expect(try text("query") == "SELECT 'é'")
    var seen: [AthenaService.Execution.State] = []
    let execution = try service.wait(for: id, cancellation) { seen.append($0.state) }
    #expect(seen == [.queued, .running, .succeeded])
    #expect(execution.scannedBytes == 5155)
    try service.fetchResult(of: execution, to: folder.url.path + "/out.csv")
    #expect(try text("out.csv") == "\"a\"\n")
  }

  @Test func aFailureHasAthenasReason() throws {
    let cancellation = Cancellation()
    let service = try service(["FAILED"], cancellation)
    let failure = #expect(throws: AWSFailure.self) {
      try service.wait(for: "q-1", cancellation) { _ in }
    }
    #expect(failure?.kind == .invalid)
    #expect(failure?.message == "line 1:8: x")
  }

  @Test func cancellingStopsTheQueryAtAWS() throws {
    let cancellation = Cancellation()
    let service = try service(["RUNNING"], cancellation)
    let failure = #expect(throws: AWSFailure.self) {
      try service.wait(for: "q-1", cancellation) { _ in cancellation.cancel() }
    }
    #expect(failure?.kind == .cancelled)
    #expect(try text("log").hasSuffix("athena stop-query-execution\n"))
  }

  @Test func tokensAreLongEnoughAndDifferByTheirParts() {
    #expect(AthenaService.token("a", "b").utf8.count == 64)
    #expect(AthenaService.token("a", "b") != AthenaService.token("ab"))
  }
}
