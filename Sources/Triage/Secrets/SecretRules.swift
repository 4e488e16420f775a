import Basics
import EventJSON

/// Finds the secrets in an event: values that give access to whoever reads them on a screen or in a
/// pasted text.
///
///     responseElements.credentials.sessionToken      by its name
///     requestParameters.masterUserPassword           by its name
///     "-----BEGIN RSA PRIVATE KEY-----…"             by its shape, whatever its name
///
/// An access key's id, a `clientToken` (it makes a request unique) and a `nextToken` (it leads to
/// the next page) give no access, and an analyst needs the first. Values that CloudTrail has hidden
/// (`HIDDEN_DUE_TO_SECURITY_REASONS`, `****`) is shown.
public enum SecretRules {
  /// Names of fields with secrets, in lower case without `_`, `-` and spaces.
  static let names: Set<String> = [
    "sessiontoken", "secretaccesskey", "secretkey", "securitytoken", "xamzsecuritytoken",
    "xamzsignature", "accesstoken", "refreshtoken", "idtoken", "authtoken", "bearertoken",
    "authorizationtoken", "authorizationcode", "webidentitytoken", "samlassertion",
    "signintoken", "tokencode", "mfacode", "authorization", "cookie", "apikey", "apitoken",
    "secretstring", "secretbinary", "clientsecret", "sharedsecret", "privatekey",
    "privatekeyplaintext", "keymaterial", "plaintext", "presharedkey", "connectionstring",
    "passphrase", "passcode", "passwd", "pwd",
  ]

  /// Endings of names of fields with secrets: `newPassword`, `db_secret_key`.
  static let endings = ["password", "secretkey", "secretaccesskey", "privatekey", "sessiontoken"]

  /// Beginnings of values that are secrets in any field. Sources: RFC 7468 (private keys), RFC 7519
  /// (JSON Web Tokens), AWS session tokens of STS, the token formats of GitHub and Slack.
  static let shapes: [(start: String, shortest: Int)] = [
    ("IQoJb3JpZ2lu", 100), ("FwoGZXIvYXdz", 100), ("FQoGZXIvYXdz", 100), ("ghp_", 36),
    ("github_pat_", 40), ("xoxb-", 20), ("xoxp-", 20),
  ]

  /// - Parameter field: the name of the value, or of its list.
  public static func isSecret(field: String?, value: String) -> Bool {
    guard !value.isEmpty, !isHidden(value) else { return false }
    return field.map(isSecretName) == true || hasSecretShape(value)
  }

  static func isSecretName(_ field: String) -> Bool {
    let name = String(scalars: field.lowercased().unicodeScalars.filter { !"_- .".has($0) })
    return names.contains(name) || endings.contains(where: name.ends(with:))
  }

  private static func hasSecretShape(_ value: String) -> Bool {
    if shapes.contains(where: { value.begins(with: $0.start) && value.utf8.count >= $0.shortest }) {
      return true
    }
    if value.has(text: "PRIVATE KEY-----") { return true }
    guard value.begins(with: "eyJ"), value.utf8.count >= 40 else { return false }
    let parts = value.pieces(at: ".")
    return parts.count == 3 && parts[1].begins(with: "eyJ")
  }

  /// CloudTrail's replacement for a secret.
  private static func isHidden(_ value: String) -> Bool {
    value.begins(with: "HIDDEN_DUE_TO_SECURITY") || value == "null"
      || value.utf8.allSatisfy { $0 == UInt8(ascii: "*") }
  }
}

extension JSONOutline {
  /// Whether a value of an event is a secret.
  public func isSecret(_ node: Index) -> Bool {
    let value = nodes[node]
    guard value.kind == .string || value.kind == .number else { return false }
    let named = value.hasKey ? node : value.parent
    let field = named >= 0 ? key(named) : nil
    if let field, SecretRules.isSecretName(field) {
      return SecretRules.isSecret(field: field, value: valueText(node))
    }
    // A shape needs a minimum length, and is visible at the start.
    guard value.kind == .string, value.byteCount >= 20 else { return false }
    return SecretRules.isSecret(field: nil, value: valueText(node))
  }

  /// A value's JSON, or the text of a string, with its secrets masked.
  public func copy(_ node: Index, masksSecrets: Bool) -> (text: String, masked: Int) {
    guard masksSecrets else { return (valueText(node), 0) }
    if !nodes[node].isContainer {
      return isSecret(node) ? (Self.mask, 1) : (valueText(node), 0)
    }
    let (json, count) = masked(node, isSecret: isSecret)
    return (String(decoding: json, as: UTF8.self), count)
  }
}
