import ArgumentParser
import AWSProgram
import Basics
import Foundation

/// How the user's `aws` program is called. Nothing is said to it that the user did not give.
struct CloudOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The profile of the aws program.", valueName: "name"))
  var profile: String?

  @Option(help: ArgumentHelp("The AWS region of the bucket or of Athena.", valueName: "region"))
  var awsRegion: String?

  @Option(help: ArgumentHelp("Another address of AWS's services.", valueName: "url"))
  var endpointUrl: String?

  @Option(help: ArgumentHelp("The workgroup of queries in Athena.", valueName: "name"))
  var workgroup: String?

  @Option(
    help: ArgumentHelp(
      "Where Athena puts results. Default: the workgroup's place.", valueName: "s3://bucket/prefix/"
    ))
  var outputLocation: String?

  @Flag(help: "Copy objects from S3 into a folder that is removed at the end.")
  var noCache = false

  func validate() throws {
    if let outputLocation, S3Location(outputLocation) == nil {
      throw ValidationError("--output-location takes s3://BUCKET/PREFIX/, not “\(outputLocation)”")
    }
  }

  /// The program. Ends this one if it is missing.
  func program(_ cancellation: Cancellation) throws -> AWSProgram {
    let options = [
      profile.map { ["--profile", $0] }, awsRegion.map { ["--region", $0] },
      endpointUrl.map { ["--endpoint-url", $0] },
    ].compactMap { $0 }.flatMap { $0 }
    do {
      return try AWSProgram(
        environment: ProcessInfo.processInfo.environment, options: options,
        cancellation: cancellation)
    } catch {
      throw Self.ended(by: error)
    }
  }

  /// Reports a failure of a call.
  static func ended(by failure: AWSFailure) -> ExitCode {
    Console.error("\(failure)")
    switch failure.kind {
    case .noProgram, .missing: return .inputMissing
    case .cancelled: return ExitCode(128 + SIGINT)
    case .invalid: return .ruleNotValid
    case .local: return .cannotWrite
    case .expired, .noCredentials, .noRegion, .noProfile, .denied, .throttled, .noConnection,
      .unreadable, .other:
      return .serviceUnavailable
    }
  }
}
