import Basics
import EventJSON

/// Which values of an event are secrets: what opens a door by itself, if someone reads it off a screen or out of a paste.
///
///     responseElements.credentials.sessionToken      by its name
///     requestParameters.masterUserPassword           by its name
///     "-----BEGIN RSA PRIVATE KEY-----…"             by its shape, whatever it is called
///
/// An access key's id, a `clientToken` (it makes a request unique) and a `nextToken` (it leads to the next page) open nothing,
/// and an analyst needs the first. What CloudTrail has hidden itself (`HIDDEN_DUE_TO_SECURITY_REASONS`, `****`) is shown.
public enum SecretRules {
  /// Names of fields, in lower case and without `_`, `-` and blanks, that hold secrets.
  static let names: Set<String> = [
    "sessiontoken", "secretaccesskey", "secretkey", "securitytoken", "xamzsecuritytoken",
    "xamzsignature", "accesstoken", "refreshtoken", "idtoken", "authtoken", "bearertoken",
    "authorizationtoken", "authorizationcode", "webidentitytoken", "samlassertion",
    "signintoken", "tokencode", "mfacode", "authorization", "cookie", "apikey", "apitoken",
    "secretstring", "secretbinary", "clientsecret", "sharedsecret", "privatekey",
    "privatekeyplaintext", "keymaterial", "plaintext", "presharedkey", "connectionstring",
    "passphrase", "passcode", "passwd", "pwd",
  ]

  /// Endings of names that hold secrets: `newPassword`, `db_secret_key`.
  static let endings = ["password", "secretkey", "secretaccesskey", "privatekey", "sessiontoken"]

  /// Beginnings of values that are secrets whatever they are called. Sources: RFC 7468 (private keys), RFC 7519 (JSON Web
  /// Tokens), AWS session tokens as STS hands them out, the token formats of GitHub and Slack.
  static let shapes: [(start: String, shortest: Int)] = [
    ("IQoJb3JpZ2lu", 100), ("FwoGZXIvYXdz", 100), ("FQoGZXIvYXdz", 100), ("ghp_", 36),
    ("github_pat_", 40), ("xoxb-", 20), ("xoxp-", 20),
  ]

  /// - Parameter field: the name of the value, or of the list that it is in.
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

  /// What CloudTrail put in a secret's place.
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
    // A shape needs a length, and shows at the start.
    guard value.kind == .string, value.byteCount >= 20 else { return false }
    return SecretRules.isSecret(field: nil, value: valueText(node))
  }

  /// A value's JSON, or the text of a string, with the secrets in it masked.
  public func copy(_ node: Index, masksSecrets: Bool) -> (text: String, masked: Int) {
    guard masksSecrets else { return (valueText(node), 0) }
    if !nodes[node].isContainer {
      return isSecret(node) ? (Self.mask, 1) : (valueText(node), 0)
    }
    let (json, count) = masked(node, isSecret: isSecret)
    return (String(decoding: json, as: UTF8.self), count)
  }
}
