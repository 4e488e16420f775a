import Basics
import HitStore

/// `trailsift help filters`
enum FiltersTopic {
  static let text = """
    F shows only the hits that match a line of filters, such as

      region:ap-* -event:Describe*,List* after:2026-11-01 verdict:none

    A space means and, a comma or, and - not. Filters add up; Esc removes the last one. Tab completes \
    fields and values, and ↑ brings back earlier lines.

    VALUES

      region:ap-east-1       the whole value, ignoring case
      event:Get*,List?       * any characters, ? exactly one
      agent:/aws-cli\\/1\\./   a regular expression (RE2)
      error:                 hits without a value there
      ip:198.51.100.0/24     a network
      "free text"            any column that contains the text; quotes keep spaces
      raw:assumed-role       anywhere in the event, and in the JSON texts inside it

    A backslash takes the next character literally.

    TIMES

      after:2026-11-01       at that time or later
      before:24h             more than 24 hours ago
      time:2026-11-01..2026-11-03T16:00+02:00

    Times are UTC unless they have an offset. A day, an hour or a minute stands for all of it. Times \
    back from now are 90s, 15m, 24h, 7d, 2w.

    FIELDS

    Any field of the event can be named by its path, such as requestParameters.bucketName:logs-*. A dot \
    before a name (.rule:) takes it as a path. These have short names:

    \(fields)

    From a hit, = and ! filter by the cell under the cursor, and P, I and K by the hit's principal, source \
    address and access key.
    """

  private static var fields: String {
    let rows = HitField.aliases.map { alias in
      "  " + alias.name + String(repeating: " ", count: max(1, 12 - alias.name.utf8.count))
        + meaning(of: alias.field)
    }
    return rows.joined(separator: "\n")
  }

  private static func meaning(of field: HitField) -> String {
    switch field {
    case .path(let path): path
    case .time: "eventTime, from..to"
    case .day: "the date, UTC"
    case .network: "the source address's /24 or, for IPv6, /48"
    case .verdict: "true_positive, false_positive, benign_true_positive or none"
    case .rule: "the rule's title or id"
    case .level: "the rule's level: high,critical or >=medium"
    case .tag: "one of the rule's tags, such as attack.t1535"
    case .anyColumn: "any column"
    case .wholeEvent: "the whole event"
    }
  }
}
