/// One event of the plan: who does what, when and where.
struct PlannedEvent: Sendable {
  let actor: Actor
  let callIndex: Int
  let time: Int
  /// The member of the actor's crew: any number, which `<who>` takes modulo its choices.
  let who: Int
  /// The resources: `<pick>` and `<id>` come from it.
  let choice: UInt64
  /// All other variation in the record comes from this.
  let seed: UInt64
  let sharedSeed: UInt64

  /// An event that has nothing in common with others.
  init(
    actor: Actor, callIndex: Int = 0, time: Int, sharedSeed: UInt64 = 0, random: inout SplitMix64
  ) {
    self.init(
      actor: actor, callIndex: callIndex, time: time, who: random.below(actor.crew),
      choice: random.next(), seed: random.next(), sharedSeed: sharedSeed)
  }

  init(
    actor: Actor, callIndex: Int, time: Int, who: Int, choice: UInt64, seed: UInt64,
    sharedSeed: UInt64 = 0
  ) {
    self.actor = actor
    self.callIndex = callIndex
    self.time = time
    self.who = who
    self.choice = choice
    self.seed = seed
    self.sharedSeed = sharedSeed
  }

  var call: Call { actor.calls[callIndex] }
}

/// Writes events with their fields in CloudTrail's order:
///
///     {"eventVersion":"1.11","userIdentity":{...},"eventTime":"2026-03-01T09:41:07Z",
///      "eventSource":"kms.amazonaws.com","eventName":"Decrypt","awsRegion":"us-east-1", ...}
struct RecordWriter: Sendable {
  let account: String
  let otherAccount: String
  let region: String

  func append(_ event: PlannedEvent, to output: inout RecordBytes) {
    let actor = event.actor
    var context = RecordContext(
      account: account, otherAccount: otherAccount, region: region, time: event.time,
      who: event.who, choice: event.choice, sharedSeed: event.sharedSeed,
      random: SplitMix64(seed: event.seed))
    let call = event.call
    var failure = call.failure
    if let percent = failure?.percent, context.random.below(100) >= percent { failure = nil }

    output.append(#"{"eventVersion":""#)
    output.append(call.version)
    output.append(#"","userIdentity":"#)
    actor.identity.render(into: &output, &context)
    output.append(#","eventTime":""#)
    output.appendTime(event.time)
    output.append(#"","eventSource":""#)
    output.append(call.service)
    output.append(#".amazonaws.com","eventName":""#)
    output.append(call.name)
    output.append(#"","awsRegion":""#)
    output.append(region)
    output.append(#"","sourceIPAddress":""#)
    actor.source.render(into: &output, &context)
    output.append(#"","userAgent":""#)
    actor.agent.render(into: &output, &context)
    output.append(#"""#)
    if let failure { append(failure, to: &output, &context) }
    output.append(#","requestParameters":"#)
    call.request.render(into: &output, &context)
    output.append(#","responseElements":"#)
    if failure == nil {
      call.response.render(into: &output, &context)
    } else {
      output.append("null")
    }
    append(call.additional, named: "additionalEventData", to: &output, &context)
    output.append(#","requestID":""#)
    call.requestID.render(into: &output, &context)
    output.append(#"","eventID":""#)
    output.appendUUID(random: &context.random)
    output.append(call.isReadOnly ? #"","readOnly":true"# : #"","readOnly":false"#)
    append(call.resources, named: "resources", to: &output, &context)
    output.append(#","eventType":""#)
    output.append(call.eventType)
    output.append(call.isData ? #"","managementEvent":false"# : #"","managementEvent":true"#)
    output.append(#","recipientAccountId":""#)
    output.append(account)
    output.append(#"""#)
    appendEnd(of: event, to: &output, &context)
  }

  private func appendEnd(
    of event: PlannedEvent, to output: inout RecordBytes, _ context: inout RecordContext
  ) {
    if let trailing = event.call.trailing {
      output.append(",")
      trailing.render(into: &output, &context)
    }
    if event.actor.usesEndpoint {
      append(Self.endpoint, named: "vpcEndpointId", to: &output, &context)
    }
    output.append(#","eventCategory":""#)
    output.append(event.call.isData ? #"Data""# : #"Management""#)
    if event.actor.hasTLS { append(event.call.tls, named: "tlsDetails", to: &output, &context) }
    if event.actor.isConsole { output.append(#","sessionCredentialFromConsole":"true""#) }
    output.append("}")
  }

  private func append(
    _ template: Template?, named name: String, to output: inout RecordBytes,
    _ context: inout RecordContext
  ) {
    guard let template else { return }
    output.append(#",""#)
    output.append(name)
    output.append(#"":"#)
    template.render(into: &output, &context)
  }

  private func append(
    _ failure: Call.Failure, to output: inout RecordBytes, _ context: inout RecordContext
  ) {
    output.append(#","errorCode":""#)
    output.append(failure.code)
    output.append(#"","errorMessage":""#)
    failure.message.render(into: &output, &context)
    output.append(#"""#)
  }

  private static let endpoint: Template = #""<id vpce-0 1 16>""#
}
