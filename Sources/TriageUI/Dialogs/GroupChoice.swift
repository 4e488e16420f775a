import Triage

/// What the hits may be grouped by, the column under the cursor first.
public struct GroupChoice: Sendable {
  let fields: [HitField]
  public internal(set) var cursor = 0

  init(_ state: State) {
    let usual: [HitField] = [
      .path("awsRegion"), .path("userIdentity.arn"), .network, .path("userAgent"),
      .path("eventName"), .path("errorCode"), .path("recipientAccountId"), .day, .verdict, .rule,
    ]
    let column = state.currentField.map {
      $0 == "eventTime" ? HitField.day : .path($0)
    }
    var seen: Set<HitField> = []
    let all = [column].compactMap { $0 } + usual + state.knownFields.map(HitField.path)
    fields = all.filter { seen.insert($0).inserted }
  }
}
