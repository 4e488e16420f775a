import AWSProgram
import Basics
import Foundation
import TestSupport
import Testing

/// Calls of a made-up `aws` program: a shell script.
@Suite struct AWSProgramTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func program(
    _ script: String, _ cancellation: Cancellation = Cancellation(), options: [String] = []
  ) throws -> AWSProgram {
    let path = folder.url.path + "/aws"
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o700)
    return try AWSProgram(
      environment: ["PATH": "/usr/bin:/bin", "TRAILSIFT_AWS": path], options: options,
      cancellation: cancellation)
  }

  @Test func argumentsAreNoShellText() throws {
    let aws = try program(#"printf '%s|' "$@""#, options: ["--profile", "a b"])
    let output = try aws.run(["s3", "cp", "s3://b/$(id);'"])
    #expect(String(decoding: output, as: UTF8.self) == "s3|cp|s3://b/$(id);'|--profile|a b|")
  }

  @Test func itIsFoundOnThePath() throws {
    _ = try program("echo found")
    let aws = try AWSProgram(environment: ["PATH": "/nowhere:" + folder.url.path])
    #expect(aws.path == folder.url.path + "/aws")
    let missing = #expect(throws: AWSFailure.self) {
      try AWSProgram(environment: ["PATH": "/nowhere"])
    }
    #expect(missing?.kind == .noProgram)
  }

  @Test func itHasNoInputAndNoPager() throws {
    let aws = try program(#"cat; printf '[%s]' "$AWS_PAGER""#)
    #expect(try String(decoding: aws.run([]), as: UTF8.self) == "[]")
  }

  @Test func longOutputAndErrorsDoNotBlock() throws {
    let aws = try program(
      """
      i=0; while [ $i -lt 3000 ]; do echo "0123456789012345678901234567890123456789"
      echo "notice notice notice notice notice notice notice" >&2; i=$((i+1)); done
      """)
    #expect(try aws.run([]).count == 3_000 * 41)
  }

  private struct Answer: Decodable, Equatable { var queryExecutionId: String }

  @Test func answersAreJSON() throws {
    let aws = try program(#"echo '{"QueryExecutionId": "q"}'"#)
    #expect(try aws.json(["athena"], Answer.self) == Answer(queryExecutionId: "q"))
    let failure = #expect(throws: AWSFailure.self) {
      try program(#"echo '{"QueryExec'"#).json(["athena"], Answer.self)
    }
    #expect(failure?.kind == .unreadable)
  }

  /// The last error of the service decides, whatever the status.
  @Test(
    arguments: [
      ("An error occurred (AccessDenied) when calling the GetObject operation: no", .denied),
      ("fatal error: An error occurred (NoSuchBucket) when calling the X operation: no", .missing),
      ("An error occurred (ExpiredTokenException) when calling the X operation: old", .expired),
      ("An error occurred (404) when calling the HeadObject operation: Not Found", .missing),
      (
        "An error occurred (ThrottlingException) when calling the X operation "
          + "(reached max retries: 4): slow", .throttled
      ),
      ("An error occurred (InvalidRequestException) when calling the X operation: 1:7", .invalid),
      ("Unable to locate credentials. You can configure credentials by …", .noCredentials),
      ("You must specify a region. You can also …", .noRegion),
      ("The config profile (x) could not be found", .noProfile),
      ("Could not connect to the endpoint URL: \"http://x\"", .noConnection),
      ("Error when retrieving token from sso: Token has expired and refresh failed", .expired),
      ("something new", .other),
    ] as [(String, AWSFailure.Kind)])
  func failures(_ line: String, _ kind: AWSFailure.Kind) throws {
    for status in [1, 253, 254, 255] {
      let failure = #expect(throws: AWSFailure.self) {
        try program("cat >&2 <<'E'\na notice: what is new\n\n\(line)\nE\nexit \(status)").run([])
      }
      #expect(failure?.kind == kind)
    }
  }

  @Test func messagesKeepWhatTheServiceSaid() throws {
    let failure = #expect(throws: AWSFailure.self) {
      try program(
        "echo 'An error occurred (AccessDenied) when calling the GetObject operation: a: b' >&2; "
          + "exit 1"
      ).run([])
    }
    #expect(failure?.operation == "GetObject")
    #expect(failure?.message == "a: b")
    #expect(failure?.isOfService == true)
  }

  @Test func cancellingEndsTheProgram() throws {
    let cancellation = Cancellation()
    let aws = try program("touch \(folder.url.path)/began; exec sleep 60", cancellation)
    Thread.detachNewThread { [path = folder.url.path] in
      while !FileManager.default.fileExists(atPath: path + "/began") { usleep(1_000) }
      cancellation.cancel()
    }
    let failure = #expect(throws: AWSFailure.self) { try aws.run([]) }
    #expect(failure?.kind == .cancelled)
    let later = #expect(throws: AWSFailure.self) { try aws.run([]) }
    #expect(later?.kind == .cancelled)
  }
}
