import EventJSON
import Testing

@testable import Sigma

@Suite struct MatchingTests {
  private let regionRule = """
      selection:
        eventSource: '*'
        awsRegion: [ap-east-1, af-south-1]
      filter_service:
        userIdentity.type: AWSService
      condition: selection and not 1 of filter_*
    """

  @Test func selectionAndFilter() throws {
    let matcher = try matcher(detection: regionRule)
    #expect(matcher.fields == ["eventSource", "awsRegion", "userIdentity.type"])
    #expect(try isMatch(matcher, #"{"eventSource":"s3","awsRegion":"AP-east-1"}"#))
    #expect(try !isMatch(matcher, #"{"awsRegion":"ap-east-1"}"#))
    #expect(
      try !isMatch(
        matcher,
        #"{"eventSource":"s3","awsRegion":"ap-east-1","userIdentity":{"type":"awsservice"}}"#))
  }

  @Test func explanationNamesWhatHeld() throws {
    let matcher = try matcher(detection: regionRule)
    let json = #"{"eventSource":"s3","awsRegion":"af-south-1"}"#
    let explanation = try withEvent(matcher, json) { matcher.explain($0, rule: 0) }
    #expect(explanation.matched)
    #expect(explanation.reasons.map(\.field) == ["eventSource", "awsRegion"])
    #expect(explanation.reasons.map(\.matchedPattern) == ["*", "af-south-1"])
    #expect(explanation.reasons.map(\.seen) == ["s3", "af-south-1"])
    #expect(explanation.reasons.map(\.search) == ["selection", "selection"])
    let other = try withEvent(matcher, #"{"awsRegion":"x"}"#) { matcher.explain($0, rule: 0) }
    #expect(!other.matched && other.reasons.isEmpty)
  }

  /// Every text against every pattern, compared with a slow reference.
  @Test func wildcardsAgainstReference() {
    let letters: [Unicode.Scalar] = ["a", "B", "é", "\u{212A}"]
    let marks: [Unicode.Scalar] = ["a", "É", "k", "*", "?"]
    let texts = Self.words(of: letters, upTo: 3)
    for pattern in Self.words(of: marks, upTo: 3) {
      for isCased in [false, true] {
        let compiled = CompiledPattern(TextPattern(parsing: pattern), isCased: isCased)
        for text in texts {
          let found = compiled.literal.withUnsafeBufferPointer { literal in
            compiled.tokens.withUnsafeBufferPointer { tokens in
              Array(text.utf8).withUnsafeBytes {
                TextMatching.matches(
                  compiled.shape, isCased: isCased, literal: literal, tokens: tokens, text: $0)
              }
            }
          }
          let expected = Self.slowMatch(
            Array(pattern.unicodeScalars)[...], Array(text.unicodeScalars)[...], isCased)
          #expect(found == expected, "'\(pattern)' on '\(text)', cased: \(isCased)")
        }
      }
    }
  }

  private static func words(of letters: [Unicode.Scalar], upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
      last = last.flatMap { word in letters.map { word + String($0) } }
      all += last
    }
    return all
  }

  private static func slowMatch(
    _ pattern: ArraySlice<Unicode.Scalar>, _ text: ArraySlice<Unicode.Scalar>, _ isCased: Bool
  ) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return (0...text.count).contains {
        slowMatch(pattern.dropFirst(), text.dropFirst($0), isCased)
      }
    }
    guard let scalar = text.first else { return false }
    let fold = { (scalar: Unicode.Scalar) in
      isCased ? String(scalar) : scalar.properties.lowercaseMapping
    }
    guard first == "?" || Array(fold(first).utf8) == Array(fold(scalar).utf8) else { return false }
    return slowMatch(pattern.dropFirst(), text.dropFirst(), isCased)
  }

  @Test func undefinedPlaceholders() throws {
    let detection = "  sel:\n    user|expand: '%admins%'\n  condition: sel"
    #expect(throws: RuleCompilationError.self) { try matcher(detection: detection) }
    let defined = try matcher(
      detection: detection, placeholders: Placeholders(["admins": ["alice", "ops-*"]]))
    #expect(try isMatch(defined, #"{"user":"ops-7"}"#))
    #expect(try !isMatch(defined, #"{"user":"bob"}"#))
  }

  @Test(arguments: [
    (LogSource(product: "aws", service: "cloudtrail"), true), (LogSource(product: "AWS"), true),
    (LogSource(product: "aws", service: "iam"), true), (LogSource(product: "CloudTrail"), true),
    (LogSource(service: "cloud-trail"), true), (LogSource(), true),
    (LogSource(category: "cloudtrail"), true), (LogSource(product: "aws", service: "S3"), true),
    (LogSource(product: "windows", service: "security"), false),
    (LogSource(product: "aws", service: "vpcflow"), false), (LogSource(category: "dns"), false),
  ])
  func cloudTrail(logsource: LogSource, expected: Bool) {
    #expect(logsource.isCloudTrail == expected)
  }
}
