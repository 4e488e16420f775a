/// Someone or something that calls AWS: an identity, its source address, and its calls.
///
///     Actor("ci", weight: 60, crew: 2, identity: .role("ci-deploy", session: "GitHubActions"),
///       source: "198.51.100.24", agent: "aws-cli/2.22.7 ...", calls: Calls.deployment)
struct Actor: Sendable {
  /// Its name in the plan. It appears in no record.
  let name: String
  /// Its share of the ordinary events, relative to the other actors.
  let weight: Int
  /// The number of people or tasks with this identity: the range of `<who>`.
  let crew: Int
  let identity: Template
  let source: Template
  let agent: Template
  var hours = Hours.any
  /// Requests of services inside AWS have no tlsDetails.
  var hasTLS = true
  /// A console session: the record ends with sessionCredentialFromConsole.
  var isConsole = false
  /// Its identity's type is AWSService, which the sample rule excludes.
  var isService = false
  /// Calls arrive through an endpoint in the company's own network.
  var usesEndpoint = false
  var calls: [Call]

  enum Hours: Sendable {
    case any
    case office
  }

  /// The index of a call drawn by weight, among the calls that the region logs.
  func drawCall(inGlobalRegion: Bool, random: inout SplitMix64) -> Int {
    var total = 0
    for index in calls.indices where inGlobalRegion || !calls[index].isGlobal {
      total += calls[index].weight
    }
    var ticket = random.below(total)
    for index in calls.indices where inGlobalRegion || !calls[index].isGlobal {
      ticket -= calls[index].weight
      if ticket < 0 { return index }
    }
    return 0
  }

  /// Whether any of its calls is logged outside the region of the global services.
  var worksEverywhere: Bool {
    calls.contains { !$0.isGlobal }
  }
}
