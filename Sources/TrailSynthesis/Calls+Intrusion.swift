/// Calls with a stolen access key: look around, settle in, spend.
extension Calls {
  static let whoAmI = Call("sts", "GetCallerIdentity", version: "1.08", readOnly: true)

  static let listBuckets = Call(
    "s3", "ListBuckets", readOnly: true, request: #"{"Host":"s3.<region>.amazonaws.com"}"#,
    additional: """
      {"SignatureVersion":"SigV4","CipherSuite":"TLS_AES_128_GCM_SHA256","bytesTransferredIn":0,
      "AuthenticationMethod":"AuthHeader","x-amz-id-2":"<base64 75>=","bytesTransferredOut":2214}
      """,
    requestID: "<base32 16>")

  static let describeInstances = Call(
    "ec2", "DescribeInstances", readOnly: true,
    request: #"{"instancesSet":{},"filterSet":{},"maxResults":1000}"#)

  static let describeRegions = Call(
    "ec2", "DescribeRegions", readOnly: true, request: #"{"regionSet":{},"allRegions":true}"#)

  static let getQuota = Call(
    "servicequotas", "GetServiceQuota", version: "1.08", readOnly: true,
    request: #"{"serviceCode":"ec2","quotaCode":"L-417A185B"}"#)

  static let listSecrets = Call("secretsmanager", "ListSecrets", readOnly: true)

  static let getSecret = Call(
    "secretsmanager", "GetSecretValue", readOnly: true,
    request: #"{"secretId":"<pick shop/db|search/token|mail/smtp>"}"#
  ).failing(
    100, "AccessDenied",
    """
    User: arn:aws:iam::<account>:user/svc-deploy-legacy is not authorized to perform: \
    secretsmanager:GetSecretValue on resource: <pick shop/db|search/token|mail/smtp> because no \
    identity-based policy allows the secretsmanager:GetSecretValue action
    """)

  static let listUsers = Call("iam", "ListUsers", readOnly: true, isGlobal: true)
  static let listRoles = Call("iam", "ListRoles", readOnly: true, isGlobal: true)

  static let createUser = Call(
    "iam", "CreateUser", readOnly: false, isGlobal: true,
    request: #"{"userName":"\#(planted)"}"#,
    response: """
      {"user":{"path":"/","userName":"\(planted)","userId":"<akid AIDA \(planted)>",
      "arn":"arn:aws:iam::<account>:user/\(planted)","createDate":"<spoken>"}}
      """)

  static let createAccessKey = Call(
    "iam", "CreateAccessKey", readOnly: false, isGlobal: true,
    request: #"{"userName":"\#(planted)"}"#,
    response: """
      {"accessKey":{"userName":"\(planted)","accessKeyId":"<akid AKIA \(planted)>",
      "status":"Active","createDate":"<spoken>"}}
      """)

  static let attachPolicy = Call(
    "iam", "AttachUserPolicy", readOnly: false, isGlobal: true,
    request: """
      {"userName":"\(planted)","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}
      """)

  static let stopLogging = Call(
    "cloudtrail", "StopLogging", readOnly: false,
    request: #"{"name":"arn:aws:cloudtrail:us-east-1:<account>:trail/management"}"#)

  static let createKeyPair = Call(
    "ec2", "CreateKeyPair", readOnly: false,
    request: #"{"keyName":"k1","keyType":"rsa","keyFormat":"pem"}"#,
    response: """
      {"requestId":"<uuid>","keyName":"k1","keyFingerprint":"<hex 40>","keyPairId":"key-0<hex 16>",
      "keyMaterial":"HIDDEN_DUE_TO_SECURITY_REASONS"}
      """)

  /// The user that the intruder creates, with an inconspicuous name.
  static let planted = "support-backup"

  static func denied(_ call: Call) -> Call {
    call.failing(
      100, "AccessDenied",
      Template(
        """
        User: arn:aws:iam::<account>:user/svc-deploy-legacy is not authorized to perform: \
        \(call.service):\(call.name) on resource: * because no identity-based policy allows the \
        \(call.service):\(call.name) action
        """))
  }

  /// Machines with graphics cards, as many as the account allows.
  static func runInstances(_ type: String, count: Int) -> Call {
    Call(
      "ec2", "RunInstances", readOnly: false,
      request: Template(
        """
        {"instancesSet":{"items":[{"imageId":"ami-0<hex 16>","minCount":1,"maxCount":\(count),
        "keyName":"k1"}]},"groupSet":{"items":[{"groupId":"<id sg-0 12 16>"}]},
        "instanceType":"\(type)","userData":"HIDDEN_DUE_TO_SECURITY_REASONS",
        "blockDeviceMapping":{"items":[{"deviceName":"/dev/sda1","ebs":{"volumeSize":200,
        "deleteOnTermination":true,"volumeType":"gp3"}}]},"monitoring":{"enabled":false},
        "disableApiTermination":true,"disableApiStop":true,"clientToken":"<uuid>"}
        """),
      response: Template(
        """
        {"requestId":"<uuid>","reservationId":"r-0<hex 16>","ownerId":"<account>","groupSet":{},
        "instancesSet":{"items":[{"instanceId":"i-0<hex 16>","imageId":"ami-0<hex 16>",
        "instanceState":{"code":0,"name":"pending"},"privateDnsName":"ip-172-31-7-19.ec2.internal",
        "keyName":"k1","amiLaunchIndex":0,"productCodes":{},"instanceType":"\(type)",
        "launchTime":<int 1772300000000 1772390000000>,"placement":{"availabilityZone":"<region>a",
        "tenancy":"default"},"monitoring":{"state":"disabled"},"subnetId":"<id subnet-0 3 16>",
        "vpcId":"<id vpc-0 2 16>","architecture":"x86_64","ebsOptimized":true}]}}
        """))
  }

  static func runRefused(_ type: String, count: Int, code: String, message: Template) -> Call {
    runInstances(type, count: count).failing(100, code, message)
  }
}
