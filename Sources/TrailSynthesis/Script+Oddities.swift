/// Records that are rare in real logs, but occur in all of them sooner or later.
extension Script {
  static let oddities: [ScriptedEvent] = [
    ScriptedEvent(
      actor: person("CdnPlatform", "hana.seo"), call: tags(korean), region: "ap-east-1",
      dayPercent: 70, second: 9_131),
    ScriptedEvent(
      actor: person("Developer", "minjun.kim"), call: tags(escapedKorean), region: "eu-south-1",
      dayPercent: 45, second: 37_802),
    ScriptedEvent(
      actor: person("CdnPlatform", "hana.seo", behindAWS: true), call: Calls.describeInstances,
      region: "ap-east-1", dayPercent: 72, second: 12_240),
    ScriptedEvent(
      actor: root, call: Calls.describeRegions, region: "me-south-1", account: 1, dayPercent: 25,
      second: 55_013),
    ScriptedEvent(
      actor: untyped, call: Calls.serviceEvents[0], region: "eu-south-1", dayPercent: 40,
      second: 7_205),
    ScriptedEvent(
      actor: untyped, call: Calls.serviceEvents[1], region: "eu-south-1", dayPercent: 40,
      second: 7_211),
    ScriptedEvent(
      actor: hiddenName, call: failedLogin, region: Company.globalRegion, dayPercent: 30,
      second: 61_440),
    ScriptedEvent(
      actor: identityCenter, call: Calls.describeInstances, region: "eu-west-1", dayPercent: 60,
      second: 32_700),
    ScriptedEvent(
      actor: person("Operations", "ines.moreau"), call: hiddenParameters, region: "us-west-2",
      dayPercent: 50, second: 40_010),
    ScriptedEvent(
      actor: malformed, call: oldVersion, region: "eu-central-1", dayPercent: 10, second: 3_001),
    ScriptedEvent(
      actor: person("Operations", "lena.fischer"), call: late, region: "us-west-2",
      dayPercent: 65, second: 44_900),
  ]

  private static func actor(
    _ identity: Template, source: Template, agent: Template, isConsole: Bool = false,
    hasTLS: Bool = true
  ) -> Actor {
    Actor(
      name: "oddity", weight: 0, crew: 1, identity: identity, source: source, agent: agent,
      hasTLS: hasTLS, isConsole: isConsole, calls: [])
  }

  private static func person(
    _ permissionSet: String, _ name: String, behindAWS: Bool = false
  ) -> Actor {
    actor(
      Identity.person(permissionSet, name), source: behindAWS ? "AWS Internal" : "198.51.100.61",
      agent: behindAWS ? "AWS Internal" : Company.Agent.browser, isConsole: true,
      hasTLS: !behindAWS)
  }

  private static let root = actor(
    Identity.root, source: "2001:db8:5c1::1", agent: Company.Agent.browser, isConsole: true)

  private static let untyped = actor(
    Identity.untyped("secretsmanager"), source: "secretsmanager.amazonaws.com",
    agent: "secretsmanager.amazonaws.com", hasTLS: false)

  private static let hiddenName = actor(
    """
    {"type":"IAMUser","accountId":"<account>","accessKeyId":"",
    "userName":"HIDDEN_DUE_TO_SECURITY_REASONS"}
    """, source: "192.0.2.88", agent: Company.Agent.browser)

  private static let identityCenter = actor(
    """
    {"type":"IdentityCenterUser","accountId":"<account>","onBehalfOf":{
    "userId":"f2c5a4e8-7081-70be-5d1f-3b9c0e66a1d4",
    "identityStoreArn":"arn:aws:identitystore::<account>:identitystore/d-93670example"},
    "credentialId":"<hex 64>"}
    """, source: "192.0.2.17", agent: Company.Agent.browser)

  /// An address with leading zeros, as written by tools that mask addresses.
  private static let malformed = actor(
    Identity.user("report-reader"), source: "192.0.002.007", agent: "-")

  private static func tags(_ items: String) -> Call {
    Call(
      "ec2", "CreateTags", readOnly: false,
      request: Template(
        #"{"resourcesSet":{"items":[{"resourceId":"i-0<hex 16>"}]},"tagSet":{"items":[\#(items)]}}"#
      ), response: #"{"requestId":"<uuid>","_return":true}"#)
  }

  private static let korean =
    #"{"key":"용도","value":"홍콩 CDN 확장 🚀"},{"key":"담당","value":"서하나 👩🏽‍💻"},{"key":"메모","value":"첫째 줄\n\t둘째 줄"}"#

  /// JSON's escapes, a surrogate pair, a narrow no-break space, right-to-left text.
  private static let escapedKorean =
    #"{"key":"\uba54\ubaa8","value":"\ubc00\ub77c\ub178 \ucd9c\uc7a5 \ud83e\udded 9:00\u202fAM"},"#
    + #"{"key":"link","value":"\u202egpj.exe\u202c\u200b"}"#

  private static let failedLogin = Call(
    "signin", "ConsoleLogin", version: "1.08", readOnly: false, isGlobal: true,
    eventType: "AwsConsoleSignIn", response: #"{"ConsoleLogin":"Failure"}"#,
    additional: """
      {"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No",
      "MFAUsed":"No"}
      """,
    tls: Call.tls(host: "us-east-1.signin.aws")
  )

  private static let hiddenParameters = Call(
    "glue", "CreateConnection", version: "1.08", readOnly: false,
    request: #""HIDDEN_DUE_TO_SECURITY_REASONS""#, response: #""HIDDEN_DUE_TO_SECURITY_REASONS""#)

  private static let oldVersion = Call(
    "s3", "GetBucketLocation", version: "1.05", readOnly: true,
    request: #"{"bucketName":"assets-<account>-<region>","location":[""]}"#,
    additional: #"{"bytesTransferredIn":0.0,"bytesTransferredOut":137}"#,
    tls: """
      {"tlsVersion":"-","cipherSuite":"-","clientProvidedHostHeader":"-"}
      """, requestID: "<base32 16>")

  private static let late = Call(
    "monitoring", "PutMetricAlarm", version: "1.08", readOnly: false,
    request: """
      {"alarmName":"<pick checkout-latency|search-errors>","threshold":5.0E-1,"period":60,
      "evaluationPeriods":3,"statistic":"Average","actionsEnabled":true}
      """,
    trailing: """
      "addendum":{"reason":"DELIVERY_DELAY","updatedFields":null,"originalRequestID":null,
      "originalEventID":null}
      """)
}
