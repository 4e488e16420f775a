import HitStore
import TerminalScreen

/// The fields to group by, the column under the cursor first; for a group, fields that it is not
/// grouped by yet.
struct GroupFieldsMenu: MenuContent {
  let fields: [HitField]
  /// The filters of the hits to group, besides the list's own.
  private let within: [HitFilter]
  /// `412 hits of ap-east-1`
  private let subject: String

  init(_ state: State, dividing groups: GroupsSurface?) {
    let usual: [HitField] = [
      .path("awsRegion"), .path("userIdentity.arn"), .network, .path("userAgent"),
      .path("eventName"), .path("errorCode"), .path("recipientAccountId"), .day, .verdict,
    ]
    let ofRules: [HitField] = [.rule, .level, .tag]
    let places: [HitField] =
      state.settings.places?.isEmpty == false
      ? [.place(.country), .place(.systemNumber), .place(.organization), .place(.aws)] : []
    within = groups?.currentFilters ?? []
    subject = groups?.targetWords(in: state) ?? state.list.hitCount.counting("hit")
    let column = state.currentField.map { $0 == "eventTime" ? HitField.day : HitField(column: $0) }
    var seen = Set(groups?.fields ?? [])
    var all = state.table.hasSeveralRules ? [HitField.rule] : []
    if let column { all.append(column) }
    all += usual + ofRules + places + state.knownFields.map { HitField(column: $0) }
    fields = all.filter { seen.insert($0).inserted }
  }

  let context = Command.Context.chooseGroup

  func rowCount(in state: State) -> Int { fields.count }

  func choose(_ row: Int, _ state: inout State) -> [Effect] {
    state.surfaces.pop()
    return state.groupHits(by: fields[row], within: within)
  }

  func draw(_ cursor: ListCursor, _ state: State, on screen: inout Screen) {
    let inside = DialogFrame.draw(
      title: SafeText("group \(subject) by"), rows: fields.count, state.viewport, on: &screen)
    ListView(count: fields.count, cursor: cursor).draw(on: &screen, in: inside) { row in
      let name = SafeText(fields[row].name, limit: 300)
      let padded = name.width < 12 ? name.padded(to: 12) + " " : name + "  "
      return Line(padded, .dialog, bold: true)
        .appending(SafeText(meaning(fields[row], state), limit: 300), .muted)
    }
  }

  private func meaning(_ field: HitField, _ state: State) -> String {
    switch field {
    case .path(let path):
      (path == field.name ? "" : path)
        + (field.placeField == nil && state.table.column(of: path) == nil
          ? "  (reads the events)" : "")
    case .network: "sourceIPAddress by /24, or /48 of IPv6"
    case .day: "eventTime by date"
    case .verdict: "what was said of them"
    case .rule: "which rule matched"
    case .level: "the rule's level"
    case .tag: "each tag of the rule, such as attack.t1535"
    case .time, .anyColumn, .wholeEvent: ""
    }
  }
}
