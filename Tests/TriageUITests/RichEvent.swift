import Foundation
import Testing

@testable import TriageUI

extension TestEvent {
  /// A call that returns credentials and has a policy, with everything that an event pane has to
  /// handle.
  static let rich = TestEvent(
    json: #"""
      {"eventVersion":"1.09","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/kim",
      "accountId":"111122223333","accessKeyId":"AKIAIOSFODNN7EXAMPLE"},"eventTime":"2025-11-02T00:01:00Z",
      "eventSource":"sts.amazonaws.com","eventName":"AssumeRole","awsRegion":"ap-east-1",
      "sourceIPAddress":"198.51.100.7","userAgent":"aws-cli/2.15.0",
      "requestParameters":{"roleArn":"arn:aws:iam::111122223333:role/ops",
      "policy":"{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:*\"}]}","tags":[{"key":"a","value":"b"}]},
      "responseElements":{"credentials":{"accessKeyId":"ASIAIOSFODNN7EXAMPLE","sessionToken":"IQoJb3JpZ2luX2VjEXAMPLE"}},
      "eventID":"rich","eventType":"AwsApiCall","recipientAccountId":"111122223333","eventCategory":"Management"}
      """#.replacing("\n", with: ""))
}

extension TestWorkbench {
  /// The copied texts.
  var copies: [CopiedText] {
    effects.compactMap { if case .terminal(.copy(let text)) = $0 { text } else { nil } }
  }

  /// The cursor in the event.
  var place: String? {
    let pane = state.focusedEvent
    return pane?.currentNode.flatMap { node in pane?.json?.outline.place(node) }
  }
}
