import Basics

/// Why a call of the `aws` program failed, and what to do.
///
///     An error occurred (AccessDenied) when calling the GetObject operation: …
///
/// The number of the exit status does not tell: the text does. It is English in every locale.
/// Source: AWS CLI user guide, "Command line return codes"; botocore's exceptions.
public struct AWSFailure: Error, Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// There is no `aws` program.
    case noProgram
    case cancelled
    /// The session's credentials are over.
    case expired
    case noCredentials
    case noRegion
    case noProfile
    case denied
    /// The service refuses for now; the program has tried again already.
    case throttled
    /// No such bucket, object, table or query.
    case missing
    /// The service does not accept the request: a query with an error.
    case invalid
    case noConnection
    /// The program's output is not what it should be.
    case unreadable
    /// This machine: no disk, no folder.
    case local
    case other
  }

  public let kind: Kind
  /// What AWS or the program said.
  public let message: String
  /// `GetObject`; nil if the failure is not from the service.
  public let operation: String?

  public init(_ kind: Kind, _ message: String, operation: String? = nil) {
    self.kind = kind
    self.message = message
    self.operation = operation
  }

  /// Whether AWS is the reason, and the same may work later.
  public var isOfService: Bool {
    switch kind {
    case .noProgram, .cancelled, .missing, .invalid, .local: false
    case .expired, .noCredentials, .noRegion, .noProfile, .denied, .throttled, .noConnection,
      .unreadable, .other:
      true
    }
  }

  public var advice: String? {
    switch kind {
    case .noProgram:
      "install the AWS CLI (https://docs.aws.amazon.com/cli/), or name it in TRAILSIFT_AWS"
    case .expired: "sign in again: aws sso login, or renew the credentials of the profile"
    case .noCredentials: "sign in (aws sso login, aws configure), or give --profile"
    case .noRegion: "give --aws-region, or set AWS_REGION"
    case .noProfile: "aws configure list-profiles names those that there are"
    case .denied: "ask for this permission; the README lists those that trailsift needs"
    case .throttled: "wait a minute, and try again"
    case .noConnection: "check the network and --aws-region"
    case .cancelled, .missing, .invalid, .unreadable, .local, .other: nil
    }
  }
}

extension AWSFailure: CustomStringConvertible {
  public var description: String {
    let what =
      switch kind {
      case .noProgram: "there is no aws program on PATH"
      case .cancelled: "cancelled"
      case .expired: "the AWS sign-in has expired"
      case .noCredentials: "the aws program finds no credentials"
      case .noRegion: "no AWS region is configured"
      case .noProfile: "the AWS profile does not exist"
      case .denied: "AWS denies access" + (operation.map { " (\($0))" } ?? "")
      case .throttled: "AWS refuses more calls for now"
      case .missing: "AWS finds nothing there"
      case .invalid: "AWS does not accept the request"
      case .noConnection: "AWS cannot be reached"
      case .unreadable: "the aws program's answer cannot be read"
      case .local: "this machine"
      case .other: "the aws program failed"
      }
    return (message.isEmpty ? what : "\(what): \(message)")
      + (advice.map { "\n  help: \($0)" } ?? "")
  }
}

extension AWSFailure {
  /// Reads the standard error of a program that failed.
  init(errors: String) {
    let lines = errors.pieces(at: "\n").map(\.trimmed).filter { !$0.isEmpty }
    // The last error of the service decides: notices and other lines may come before it.
    for line in lines.reversed() {
      guard let error = ServiceError(line) else { continue }
      self.init(Self.kind(of: error.code), error.message, operation: error.operation)
      return
    }
    let last = lines.last ?? ""
    for (text, kind) in Self.sentences where lines.contains(where: { $0.has(text: text) }) {
      self.init(kind, kind == .noCredentials ? "" : last)
      return
    }
    self.init(.other, last)
  }

  /// Sentences of the program and of botocore that are in all versions.
  private static let sentences: [(String, Kind)] = [
    ("Unable to locate credentials", .noCredentials),
    ("You must specify a region", .noRegion),
    ("The config profile (", .noProfile),
    ("Could not connect to the endpoint URL", .noConnection),
    ("Connect timeout on endpoint URL", .noConnection),
    ("Read timeout on endpoint URL", .noConnection),
    ("Error loading SSO Token", .expired),
    ("Token has expired and refresh failed", .expired),
    ("The SSO session associated with this profile has expired", .expired),
    ("Your session has expired", .expired),
    ("No space left on device", .local),
  ]

  private static func kind(of code: String) -> Kind {
    switch code {
    case "ExpiredToken", "ExpiredTokenException", "RequestExpired", "InvalidClientTokenId",
      "UnrecognizedClientException", "InvalidAccessKeyId", "SignatureDoesNotMatch":
      .expired
    case "AccessDenied", "AccessDeniedException", "403", "UnauthorizedOperation": .denied
    case "SlowDown", "ThrottlingException", "Throttling", "TooManyRequestsException",
      "RequestLimitExceeded":
      .throttled
    case "NoSuchBucket", "NoSuchKey", "404", "EntityNotFoundException", "MetadataException",
      "ResourceNotFoundException":
      .missing
    case "InvalidRequestException", "ValidationException", "InvalidBucketName": .invalid
    default: .other
    }
  }

  /// `An error occurred (CODE) when calling the OPERATION operation: MESSAGE`
  private struct ServiceError {
    let code: String
    let operation: String
    let message: String

    init?(_ line: String) {
      let parts = line.pieces(atText: "An error occurred (")
      guard parts.count > 1, let last = parts.last,
        let (code, rest) = last.cut(at: ")"),
        let name = rest.without(prefix: " when calling the "),
        let (operation, tail) = name.cut(at: " ")
      else { return nil }
      self.code = String(code)
      self.operation = String(operation)
      message = (tail.cut(at: ":")?.behind).map(\.trimmed) ?? ""
    }
  }
}
