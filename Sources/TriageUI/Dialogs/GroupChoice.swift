import Basics
import HitStore

/// What the hits may be grouped by, the column under the cursor first; those of a group, by what it is not grouped by yet.
public struct GroupChoice: Sendable {
  let fields: [HitField]
  /// What chooses the hits to group, besides the list's own filters.
  let within: [HitFilter]
  /// `412 hits of ap-east-1`
  let subject: String
  public internal(set) var cursor = 0

  init(_ state: State) {
    let usual: [HitField] = [
      .path("awsRegion"), .path("userIdentity.arn"), .network, .path("userAgent"),
      .path("eventName"), .path("errorCode"), .path("recipientAccountId"), .day, .verdict, .rule,
    ]
    let page = state.page(GroupsPage.self)
    within = page?.currentFilters ?? []
    subject = page?.targetWords(in: state) ?? state.list.shown.countedAs("hit")
    let column = state.currentField.map {
      $0 == "eventTime" ? HitField.day : .path($0)
    }
    var seen = Set(page?.fields ?? [])
    let all = [column].compactMap { $0 } + usual + state.knownFields.map(HitField.path)
    fields = all.filter { seen.insert($0).inserted }
  }
}
