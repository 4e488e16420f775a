/// The values for the holes of one record's templates.
struct RecordContext: Sendable {
  let account: String
  let otherAccount: String
  let region: String
  /// Seconds since 1970, UTC.
  let time: Int
  /// The member of an actor's crew that calls, for `<who>` and its dependent values.
  let who: Int
  /// Chooses `<pick>` and `<id>` in this record.
  let choice: UInt64
  /// The seed of `<shared>`.
  let sharedSeed: UInt64
  var random: SplitMix64
}

extension Template {
  /// Appends the text with every hole filled.
  func render(into output: inout RecordBytes, _ context: inout RecordContext) {
    for piece in pieces {
      switch piece {
      case .literal(let range): output.bytes.append(contentsOf: text[range])
      case .account: output.append(context.account)
      case .otherAccount: output.append(context.otherAccount)
      case .region: output.append(context.region)
      case .time: output.appendTime(context.time)
      case .spokenTime: output.appendSpokenTime(context.time)
      case .uuid: output.appendUUID(random: &context.random)
      case .shared:
        var digitsOfIt = SplitMix64(seed: context.sharedSeed)
        output.appendUUID(random: &digitsOfIt)
      case .created(let salt): output.appendTime(context.sessionStart(of: salt))
      case .hex(let count): output.appendHex(count, random: &context.random)
      case .base32(let count): output.appendBase32(count, random: &context.random)
      case .base64(let count): output.appendBase64(count, random: &context.random)
      case .number(let low, let high):
        output.appendDecimal(low + context.random.below(high - low + 1))
      case .who(let first, let count):
        output.bytes.append(contentsOf: text[choices[first + context.who % count]])
      case .pick(let first, let count, let salt):
        let index = SplitMix64.index(SplitMix64.mix(context.choice, salt), of: count)
        output.bytes.append(contentsOf: text[choices[first + index]])
      case .resource(let prefix, let count, let digits, let salt):
        output.bytes.append(contentsOf: text[prefix])
        let index = SplitMix64.index(SplitMix64.mix(context.choice, salt), of: count)
        var digitsOfIt = SplitMix64(
          seed: SplitMix64.mix(context.place ^ salt, UInt64(index)))
        output.appendHex(digits, random: &digitsOfIt)
      case .task(let digits, let salt):
        var digitsOfIt = SplitMix64(
          seed: SplitMix64.mix(context.place ^ salt, UInt64(context.who)))
        output.appendHex(digits, random: &digitsOfIt)
      case .keyID(let prefix, let salt):
        output.bytes.append(contentsOf: text[prefix])
        output.appendExampleID(
          seed: SplitMix64.mix(SplitMix64.number(of: context.account.utf8), salt))
      case .sessionKey(let salt):
        output.append("ASIA")
        let session = UInt64(context.sessionStart(of: salt))
        output.appendExampleID(
          digits: 9, seed: SplitMix64.mix(context.ownerSeed(salt), session))
      }
    }
  }
}

extension RecordContext {
  /// A number for account and region, since each resource is in one of each.
  fileprivate var place: UInt64 {
    SplitMix64.number(of: account.utf8) ^ SplitMix64.number(of: region.utf8)
  }

  /// A number for the caller of a principal, the same in all regions.
  fileprivate func ownerSeed(_ salt: UInt64) -> UInt64 {
    SplitMix64.mix(SplitMix64.number(of: account.utf8) ^ salt, UInt64(who))
  }

  /// Sessions last an hour. Each principal's sessions begin at its own minute.
  fileprivate func sessionStart(of salt: UInt64) -> Int {
    let secondsPerSession = 3600
    let phase = SplitMix64.index(ownerSeed(salt), of: secondsPerSession)
    return (time - phase) / secondsPerSession * secondsPerSession + phase
  }
}

extension RecordBytes {
  /// The rest of an identifier after its four letters. EXAMPLE shows that it is not real.
  fileprivate mutating func appendExampleID(digits: Int = 10, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    appendBase32(digits, random: &random)
    append("EXAMPLE")
  }
}
