import EventJSON
import Testing

@testable import Triage

@Suite struct SecretRulesTests {
  @Test(arguments: [
    ("sessionToken", "abc"), ("secretAccessKey", "abc"), ("masterUserPassword", "x"),
    ("X-Amz-Security-Token", "x"), ("new_password", "x"), ("tokenCode", "123456"),
    ("SecretString", "x"), ("anything", "-----BEGIN RSA PRIVATE KEY-----\nMIIE"),
    ("header", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abcdef"),
    ("x", "ghp_" + String(repeating: "a", count: 36)),
    ("t", "IQoJb3JpZ2luX2VjE" + String(repeating: "A", count: 100)),
  ])
  func secretsAreKnown(field: String, value: String) {
    #expect(SecretRules.isSecret(field: field, value: value))
  }

  @Test(arguments: [
    ("accessKeyId", "AKIATY2D4FBRT5EXAMPLE"), ("nextToken", "AAAA"), ("clientToken", "uuid"),
    ("password", "HIDDEN_DUE_TO_SECURITY_REASONS"), ("password", "****"), ("password", ""),
    ("secretId", "prod/db"), ("userAgent", "eyJ is no token"), ("keyId", "1234"),
    ("passwordResetRequired", "true"),
  ])
  func whatOpensNothingIsShown(field: String, value: String) {
    #expect(!SecretRules.isSecret(field: field, value: value))
  }

  /// Also in lists and in JSON within strings. A boolean with that name is not a secret.
  @Test func valuesOfAnEventAreFound() {
    let outline = JSONOutline(
      #"{"passwords":["a"],"password":["a",{"b":"c"}],"p":"{\"secretKey\":\"k\"}","password2":true,"Password":true}"#
    )
    let secret = outline.nodes.indices.filter(outline.isSecret).map(outline.place)
    #expect(secret == ["password[0]", "p.secretKey"])
    let copy = outline.copy(0, masksSecrets: true)
    #expect(copy.masked == 2 && copy.text.contains(#""p":"{\"secretKey\":\"(masked)\"}""#))
    #expect(outline.copy(0, masksSecrets: false).text.contains(#"{\"secretKey\":\"k\"}"#))
  }
}
