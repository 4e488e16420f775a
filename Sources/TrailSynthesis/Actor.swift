/// Somebody or something that calls AWS: an identity, where it calls from, and what it does.
///
///     Actor("ci", weight: 60, crew: 2, identity: .role("ci-deploy", session: "GitHubActions"),
///       source: "198.51.100.24", agent: "aws-cli/2.22.7 ...", calls: Calls.deployment)
struct Actor: Sendable {
  /// What the plan calls it; appears in no record.
  let name: String
  /// Its share of the ordinary events, relative to the other actors.
  let weight: Int
  /// How many people or tasks act under the identity: the range of `<who>`.
  let crew: Int
  let identity: Template
  let source: Template
  let agent: Template
  var hours = Hours.any
  /// Requests of services inside AWS carry no tlsDetails.
  var hasTLS = true
  /// A session of the console: the record ends with sessionCredentialFromConsole.
  var isConsole = false
  /// Its identity's type is AWSService, which the sample rule leaves out.
  var isService = false
  /// Calls arrive through an endpoint in the company's own network.
  var usesEndpoint = false
  var calls: [Call]

  enum Hours: Sendable {
    case any
    case office
  }

  /// The index of a call drawn by weight; only calls that the region logs are drawn.
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
