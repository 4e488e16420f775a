import Basics
import TerminalScreen

/// A principal by the part of its ARN that says who it is:
///
///     arn:aws:sts::111122223333:assumed-role/deploy/ci-7    deploy/ci-7
///     arn:aws:iam::111122223333:user/kim                    kim
///     arn:aws:iam::111122223333:root                        root 111122223333
///
/// ARNs of other things stay whole. Source: "IAM identifiers" in the IAM user guide.
struct PrincipalName {
  let name: String
  /// The account of the ARN.
  let account: String

  /// Nil if the text is not the ARN of a principal.
  init?(_ arn: String) {
    let parts = arn.pieces(at: ":", most: 6)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "iam" || parts[2] == "sts" else {
      return nil
    }
    account = String(parts[4])
    let resource = parts[5]
    if resource == "root" {
      name = "root \(account)"
    } else if let (kind, rest) = resource.cut(at: "/"), Self.kinds.contains(String(kind)),
      !rest.isEmpty
    {
      name = String(rest)
    } else {
      return nil
    }
  }

  private static let kinds: Set<String> = ["assumed-role", "federated-user", "role", "user"]

  /// The name in at most `columns` columns. Role and session are both cut rather than one of them
  /// lost: `AWSReserv…/alice@ex…`.
  func fitted(to columns: Int) -> SafeText {
    let whole = SafeText(name, limit: CellText.maximumWidth)
    guard whole.width > columns, let (first, last) = name.cut(atLast: "/"),
      columns >= Self.minimumForTwo
    else { return whole.truncatedAtStart(to: columns) }
    let (role, session) = (
      SafeText(String(first), limit: CellText.maximumWidth),
      SafeText(String(last), limit: CellText.maximumWidth)
    )
    let room = columns - 1
    let roleColumns = max(min(role.width, room / 2), room - session.width)
    return role.truncated(to: roleColumns) + "/" + session.truncated(to: room - roleColumns)
  }

  private static let minimumForTwo = 9

  /// The summary of an alert with its ARNs shortened: `… · userIdentity.arn=deploy/ci-7`.
  static func shortening(arnsIn text: String) -> String {
    text.pieces(at: " ").map { word in
      guard let (field, value) = word.cut(at: "="), let name = PrincipalName(String(value))?.name
      else { return String(word) }
      return field + "=" + name
    }.joined(separator: " ")
  }
}
