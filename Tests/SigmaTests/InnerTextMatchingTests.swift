import EventJSON
import Foundation
import Testing

@testable import Sigma

/// Tests on an object also search the JSON texts inside: policies are delivered as strings.
@Suite struct InnerTextMatchingTests {
  /// By number: a policy as a string, another policy, an object, a string with blanks and line
  /// ends, nothing, a string deep inside.
  private static let parameters = [
    #"{"userName":"svc","policyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"}"#,
    #"{"policyDocument":"{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:Get\",\"Resource\":\"*\"}]}"}"#,
    #"{"policyDocument":{"Statement":[{"Effect":"Allow","Action":"*"}]}}"#,
    #"{"policyDocument":"{\r\n  \"Statement\": [\r\n    {\r\n      \"Effect\": \"Allow\",\r\n      \"Action\": [\"s3:GetObject\"],\r\n      \"Resource\": [\"arn:aws:s3:::<YOUR-BUCKET-NAME>/*\"]\r\n    }\r\n  ]\r\n}"}"#,
    "null",
    #"{"a":{"b":[{"c":"{\"Effect\":\"Allow\",\"Action\":\"*\"}"}]}}"#,
  ]

  @Test(
    arguments: [
      (#"requestParameters|contains: '"Action":"*"'"#, [0, 1, 2, 5]),
      (#"requestParameters|contains: '"Action":"\*"'"#, [0, 2, 5]),
      (#"requestParameters: '*"Action":"\*"*'"#, [0, 2, 5]),
      (#"requestParameters|contains|all: ['"Effect":"Allow"', '"Action":"\*"']"#, [0, 2, 5]),
      (#"requestParameters|contains|cased: '"action":"\*"'"#, []),
      (#"requestParameters|contains: '"action":"\*"'"#, [0, 2, 5]),
      (#"requestParameters|contains|neq: '"Action":"\*"'"#, [1, 3, 4]),
      (#"requestParameters|re: '"Action":"\*"'"#, [0, 2, 5]),
      (#"requestParameters|re|i: '"ACTION":"(\*|s3:get)"'"#, [0, 1, 2, 5]),
      (#"requestParameters|contains: '"Resource": ['"#, [3]),
      // A string keeps its writer's layout.
      (#"requestParameters|contains: '"Resource":["arn'"#, []),
      (#"requestParameters|contains: '<YOUR-BUCKET-NAME>/*"'"#, [3]),
      (#"requestParameters|contains: '"userName":"svc"'"#, [0]),
      (#"requestParameters|re: '^svc$'"#, [0]),
      (#"requestParameters|re: '\A\{"Effect'"#, [5]),
      (#"requestParameters|contains: '"Action":"iam:PassRole"'"#, []),
      (#"requestParameters|contains: '\\"Action\\":\\"\*\\"'"#, [0, 5]),
      (#"requestParameters.policyDocument|contains: '"Action":"\*"'"#, [0, 2]),
      // About the whole object.
      (#"requestParameters|startswith: '{"Effect"'"#, []),
      (#"requestParameters|endswith: '"Allow"}'"#, []),
      (#"requestParameters: svc"#, []),
      (#"requestParameters|fieldref|contains: wanted"#, [0, 2, 5]),
      (#"requestParameters|fieldref: wanted"#, []),
    ] as [(String, [Int])])
  func tests(item: String, expected: [Int]) throws {
    let matcher = try matcher(detection: "  selection:\n    \(item)\n  condition: selection")
    let found = try Self.parameters.indices.filter { index in
      try isMatch(
        matcher, #"{"wanted":"\"Action\":\"*\"","requestParameters":\#(Self.parameters[index])}"#)
    }
    #expect(found == expected, "\(item)")
  }

  /// Several values may be in different texts.
  @Test func windashAndEncodedTexts() throws {
    let event = #"{"p":{"run":"[\"ps\",\"/enc \\\"Zm9vYmFy\\\"\"]"}}"#
    for item in [
      #"p|windash|contains: '-enc "'"#, #"p|base64offset|contains: foobar"#,
      #"p|contains|all: ['"ps"', '/enc "']"#,
    ] {
      let matcher = try matcher(detection: "  selection:\n    \(item)\n  condition: selection")
      #expect(try isMatch(matcher, event), "\(item)")
    }
  }

  /// An array is compared element by element, including the JSON in them.
  @Test(
    arguments: [
      (#"p|contains: '"b": 2'"#, #"{"p":["{\"a\": \"{\\\"b\\\": 2}\"}"]}"#, true),
      (#"p|contains: '"b": 2'"#, #"{"p":[{"a":"{\"b\": 2}"}]}"#, true),
      (#"p|contains: '"x","y"'"#, #"{"p":["x","y"]}"#, false),
      (#"p|re: '^x$'"#, #"{"p":[["x"]]}"#, true),
    ] as [(String, String, Bool)])
  func arrays(item: String, event: String, expected: Bool) throws {
    let matcher = try matcher(detection: "  selection:\n    \(item)\n  condition: selection")
    #expect(try isMatch(matcher, event) == expected)
  }

  /// Also with many rules, of which an index skips most.
  @Test func amongRulesThatAreIndexed() throws {
    let names = (0..<40).map { "      eventName: Call\($0)\n" }
    let files = names.map { name in
      ruleFile(
        detection: "  selection:\n\(name)      p|contains: '\"A\":\"B\"'\n  condition: selection")
    }
    let matcher = try RuleMatcher(rules: files.flatMap(\.rules))
    var found: [Int] = []
    try withEvent(matcher, #"{"eventName":"Call7","p":{"d":"{\"A\":\"B\"}"}}"#) { event in
      matcher.forEachMatch(event) { found.append($0) }
    }
    #expect(found == [7])
  }

  @Test func explanationShowsTheTextThatMatched() throws {
    let matcher = try matcher(
      detection: """
          selection:
            requestParameters|contains: '"Action":"\\*"'
          condition: selection
        """)
    let event = #"{"requestParameters":{"n":1,"doc":"{\"Action\":\"*\"}"}}"#
    let explanation = try withEvent(matcher, event) { matcher.explain($0, rule: 0) }
    #expect(explanation.reasons.map(\.seen) == [#"{"Action":"*"}"#])
    #expect(explanation.reasons.map(\.matchedPattern) == [#""Action":"\*""#])
    let plain = #"{"requestParameters":{"Action":"*"}}"#
    let other = try withEvent(matcher, plain) { matcher.explain($0, rule: 0) }
    #expect(other.reasons.map(\.seen) == [#"{"Action":"*"}"#])
  }
}
