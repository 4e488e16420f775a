/// All actors with ordinary events, and the share of each.
extension Company {
  private static let deliveryServices =
    "<who cloudtrail|delivery.logs|cloudtrail|cloudtrail|delivery.logs>.amazonaws.com"
  private static let runtimeServices =
    "<who ecs-tasks|lambda|ecs-tasks|ec2|ecs-tasks|config>.amazonaws.com"

  static let staff: [Actor] = [
    services, containers, containersBehindAWS, lambdas, pipelines, people,
  ].flatMap(\.self)

  private static let services: [Actor] = [
    Actor(
      name: "delivery", weight: 360, crew: 5, identity: Identity.service(deliveryServices),
      source: Template(deliveryServices), agent: Template(deliveryServices), hasTLS: false,
      isService: true, calls: Calls.delivery),
    Actor(
      name: "assumption", weight: 100, crew: 6, identity: Identity.service(runtimeServices),
      source: Template(runtimeServices), agent: Template(runtimeServices), hasTLS: false,
      isService: true, calls: Calls.assumption),
    Actor(
      name: "rotation", weight: 4, crew: 1, identity: Identity.untyped("secretsmanager"),
      source: "secretsmanager.amazonaws.com", agent: "secretsmanager.amazonaws.com",
      hasTLS: false, calls: Calls.serviceEvents),
  ]

  private static let taskRoles = ["shop-web", "shop-api", "search-index", "mail-worker"]
  private static let functions = ["image-resize", "report-export", "mail-bounce", "order-sync"]

  private static let containers: [Actor] = taskRoles.map { role in
    Actor(
      name: "tasks of \(role)", weight: 42, crew: 7,
      identity: Identity.role("\(role)-task", session: "<task \(role) 32>"),
      source: Template(Address.network), agent: Agent.container, usesEndpoint: true,
      calls: Calls.containers)
  }

  private static let containersBehindAWS: [Actor] = taskRoles.map { role in
    Actor(
      name: "tasks of \(role), by way of another service", weight: 10, crew: 7,
      identity: Identity.role(
        "\(role)-task", session: "<task \(role) 32>", invokedBy: "AWS Internal"),
      source: "AWS Internal", agent: "AWS Internal", hasTLS: false,
      calls: Array(Calls.containers.prefix(1)))
  }

  private static let lambdas: [Actor] = functions.map { function in
    Actor(
      name: "function \(function)", weight: 18, crew: 4,
      identity: Identity.role("\(function)-role", session: function, path: "service-role/"),
      source: Template(Address.runners), agent: Agent.function, calls: Calls.containers)
  }

  private static let pipelines: [Actor] = [
    Actor(
      name: "workflows", weight: 45, crew: 4,
      identity: Identity.role("ci-release", session: "GitHubActions"),
      source: Template(Address.runners), agent: Agent.commandLine, hours: .office,
      calls: Calls.pipeline),
    Actor(
      name: "infrastructure", weight: 35, crew: 2,
      identity: Identity.role("terraform-apply", session: "aws-go-sdk-<task tf 19>"),
      source: Template(Address.runners), agent: Agent.terraform, hours: .office,
      calls: Calls.audit + Calls.pipeline),
    Actor(
      name: "workflow tokens", weight: 6, crew: 2, identity: Identity.workflow,
      source: Template(Address.runners), agent: Agent.commandLine, hours: .office,
      calls: [Calls.assumeWithToken]),
    Actor(
      name: "old deploy key", weight: 12, crew: 1, identity: Identity.user(stolenKeyOwner),
      source: "203.0.113.9", agent: Agent.commandLine, hours: .office, calls: Calls.pipeline),
  ]

  private static let people: [Actor] = [
    Actor(
      name: "operations", weight: 45, crew: 5,
      identity: Identity.person(
        "Operations", "lena.fischer|omar.haddad|ines.moreau|dan.whitlock|yuki.tanabe"),
      source: Template(Address.homes), agent: Agent.browser, isConsole: true,
      calls: Calls.console),
    Actor(
      name: "developers", weight: 40, crew: 6,
      identity: Identity.person(
        "Developer",
        "minjun.kim|sofia.rossi|tomasz.wrobel|grace.otieno|pavel.novak|emma.lindqvist"),
      source: Template(Address.homes), agent: Agent.browser, hours: .office, isConsole: true,
      calls: Calls.console),
    Actor(
      name: "console behind AWS", weight: 15, crew: 3,
      identity: Identity.person("Developer", "minjun.kim|sofia.rossi|tomasz.wrobel"),
      source: "AWS Internal", agent: "AWS Internal", hours: .office, hasTLS: false,
      isConsole: true, calls: Calls.console.filter { !$0.isGlobal }),
    Actor(
      name: "scanner", weight: 40, crew: 1,
      identity: Identity.role("SecurityAudit", session: "posture-scan"),
      source: Template(Address.auditor), agent: Agent.function, calls: Calls.audit),
  ]

  /// Someone of the second account who assumes a role in the first, as the first sees it ...
  static let visitorSeenHere = Actor(
    name: "visitor", weight: 0, crew: 1, identity: Identity.otherAccount,
    source: Template(Address.office), agent: Agent.function, calls: [Calls.assumeHere])

  /// ... and as the second does.
  static let visitorSeenAtHome = Actor(
    name: "visitor at home", weight: 0, crew: 1,
    identity: Identity.role("CrossAccountReader", session: "inventory"),
    source: Template(Address.office), agent: Agent.function, calls: [Calls.assumeElsewhere])

  /// The IAM user whose access key belongs to the pipeline and, one night, to an intruder.
  static let stolenKeyOwner = "svc-deploy-legacy"
}
