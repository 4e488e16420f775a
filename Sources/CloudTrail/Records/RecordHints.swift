/// Where a record without an event may come from, by the names in it.
///
/// ```
/// {"event_name":"RunInstances","event_source":"ec2.amazonaws.com","aws_region":"eu-west-1"}
/// renamed {"class_uid":6003,"api":{"operation":"RunInstances"}}
/// OCSF
/// ```
struct RecordHints: Equatable {
  /// One bit for each kind that a name hints at.
  private var kinds: UInt32 = 0
  /// One bit for each of CloudTrail's names that was found, in any spelling.
  private var likeness: UInt32 = 0

  /// With this many of CloudTrail's names, in any spelling, a record is taken for CloudTrail, if
  /// one of the first few names is among them, which others hardly use.
  private static let enough = 3
  private static let tellingNames: UInt32 = 0b11111
  private static let maximumNameLength = 48

  /// Lower case, without separators between words.
  private static let cloudTrailNames: [[UInt8]] = [
    "eventsource", "awsregion", "useridentity", "recipientaccountid", "eventversion",
    "eventname", "eventtime", "eventid", "eventtype", "eventcategory", "sourceipaddress",
    "requestparameters", "responseelements", "useragent", "managementevent",
  ].map { Array($0.utf8) }

  private struct Telltale {
    var name: [UInt8]
    var kind: RecordKind

    init(_ name: String, _ kind: RecordKind) { (self.name, self.kind) = (Array(name.utf8), kind) }
  }

  private static let telltales = [
    Telltale("classuid", .ocsf), Telltale("categoryuid", .ocsf), Telltale("udm", .udm),
    Telltale("producteventtype", .udm), Telltale("cloudtrail", .ecs),
    Telltale("configurationitems", .configuration), Telltale("configurationitem", .configuration),
    Telltale("configsnapshotid", .configuration), Telltale("productarn", .finding),
    Telltale("detectorid", .finding), Telltale("detailtype", .otherBridgeEvent),
    Telltale("digeststarttime", .digest), Telltale("receipthandle", .serviceMessage),
    Telltale("topicarn", .serviceMessage), Telltale("messageid", .serviceMessage),
    Telltale("recordid", .serviceMessage), Telltale("kinesisschemaversion", .serviceMessage),
  ]

  mutating func note(_ kind: RecordKind) { kinds |= 1 << UInt32(kind.rawValue) }

  mutating func merge(_ other: RecordHints) {
    kinds |= other.kinds
    likeness |= other.likeness
  }

  /// Notes a member's name.
  mutating func note(name: UnsafeRawBufferPointer) {
    guard name.count <= Self.maximumNameLength, name.count >= 3 else { return }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.maximumNameLength) { plain in
      var count = 0
      var dot = 0
      for byte in name {
        let lower = byte | 0x20
        if lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") {
          plain[count] = lower
          count += 1
        } else if byte == UInt8(ascii: ".") {
          dot = count
        }
      }
      // `aws.cloudtrail.event_name` as one name: each part counts.
      noteWord(UnsafeBufferPointer(rebasing: plain[dot..<count]))
      if dot > 0 {
        let before = UnsafeBufferPointer(rebasing: plain[..<dot])
        if before.count >= 10, before.suffix(10).elementsEqual("cloudtrail".utf8) { note(.ecs) }
      }
    }
  }

  private mutating func noteWord(_ word: UnsafeBufferPointer<UInt8>) {
    for (index, name) in Self.cloudTrailNames.enumerated()
    where word.count >= name.count
      && (word.starts(with: name) || word.suffix(name.count).elementsEqual(name))
    {
      likeness |= 1 << UInt32(index)
    }
    for telltale in Self.telltales
    where word.count == telltale.name.count && word.elementsEqual(telltale.name) {
      note(telltale.kind)
    }
  }

  /// The best guess. Kinds that mean lost events come before kinds that never have events.
  var kind: RecordKind {
    if has(.controlMessage) { return .controlMessage }
    for kind in [RecordKind.ocsf, .udm] where has(kind) { return kind }
    if has(.ecs) { return .ecs }
    for kind in [RecordKind.s3Notification, .dynamoDBRecord, .digest] where has(kind) {
      return kind
    }
    if has(.configuration) { return .configuration }
    if has(.finding) { return .finding }
    if likeness.nonzeroBitCount >= Self.enough, likeness & Self.tellingNames != 0 {
      return .renamed
    }
    for kind in [RecordKind.otherBridgeEvent, .serviceMessage] where has(kind) { return kind }
    return .other
  }

  private func has(_ kind: RecordKind) -> Bool { kinds & 1 << UInt32(kind.rawValue) != 0 }
}
