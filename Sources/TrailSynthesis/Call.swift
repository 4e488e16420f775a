/// One API call of the company: everything in a record that does not depend on the caller.
///
///     Call("kms", "Decrypt", readOnly: true, request: #"{"encryptionAlgorithm":"SYMMETRIC_DEFAULT"}"#)
struct Call: Sendable {
  /// Its weight relative to the other calls of the same actor.
  var weight = 10
  /// The service's name in front of `.amazonaws.com`.
  let service: String
  let name: String
  var version = "1.11"
  let isReadOnly: Bool
  /// IAM, STS's global endpoint, CloudFront ...: logged in us-east-1 whatever the caller's region.
  var isGlobal = false
  /// An event on objects or items (eventCategory Data) instead of on resources.
  var isData = false
  var eventType = "AwsApiCall"
  let request: Template
  let response: Template
  var additional: Template?
  var resources: Template?
  /// After recipientAccountId: sharedEventID, serviceEventDetails, addendum ...
  var trailing: Template?
  var tls: Template
  var requestID: Template
  /// If set, the outcome is this error in `failurePercent` of the calls.
  var failure: Failure?

  struct Failure: Sendable {
    let percent: Int
    let code: String
    let message: Template
  }

  init(
    _ service: String, _ name: String, weight: Int = 10, version: String = "1.11",
    readOnly: Bool, isGlobal: Bool = false, isData: Bool = false,
    eventType: String = "AwsApiCall", request: Template = "null", response: Template = "null",
    additional: Template? = nil, resources: Template? = nil, trailing: Template? = nil,
    tls: Template? = nil, requestID: Template = "<uuid>", failure: Failure? = nil
  ) {
    self.weight = weight
    self.service = service
    self.name = name
    self.version = version
    self.isReadOnly = readOnly
    self.isGlobal = isGlobal
    self.isData = isData
    self.eventType = eventType
    self.request = request
    self.response = response
    self.additional = additional
    self.resources = resources
    self.trailing = trailing
    self.tls = tls ?? Self.tls(host: isGlobal ? service : "\(service).<region>")
    self.requestID = requestID
    self.failure = failure
  }

  /// tlsDetails of a client that connects to `host`.amazonaws.com.
  static func tls(host: String) -> Template {
    Template(
      """
      {"tlsVersion":"TLSv1.3","cipherSuite":"TLS_AES_128_GCM_SHA256",
      "clientProvidedHostHeader":"\(host).amazonaws.com"}
      """)
  }

  func failing(_ percent: Int, _ code: String, _ message: Template) -> Call {
    var call = self
    call.failure = Failure(percent: percent, code: code, message: message)
    return call
  }
}
