import Basics
import CloudTrail
import EventJSON

/// What is known about the source of one event, for the view of the event.
///
///     203.0.113.10  Frankfurt, DE · AS3320 Deutsche Telekom · not AWS
///     about 9,200 km from ap-east-1 (Hong Kong)
public struct EventSource: Sendable, Hashable {
  /// The value of `sourceIPAddress`.
  public let value: String
  public let answer: PlaceAnswer
  public let knowsAWS: Bool
  /// The region of the call; empty if the event has none.
  public let calledCode: String
  /// How far it is; nil without coordinates.
  public let called: CalledRegion?
  public let isOutsideAWS: Bool

  /// Nil without a source, and if nothing is known about it.
  ///
  /// - Parameters:
  ///   - book: the databases; nil in a replay.
  ///   - kept: what the session keeps of its decisions.
  public init?(_ json: JSONOutline, _ book: PlaceBook?, kept: KeptPlaces = KeptPlaces()) {
    func text(_ path: [String]) -> String {
      guard let node = json.node(at: path.map(JSONOutline.Step.key)),
        json.nodes[node].kind == .string
      else { return "" }
      return json.valueText(node)
    }
    value = text([PlaceField.sourceField])
    if value.isEmpty { return nil }
    if let book {
      if book.isEmpty { return nil }
      answer = book.answer(value)
      knowsAWS = book.aws != nil
    } else {
      guard let known = kept.answers[value] else { return nil }
      answer = known
      knowsAWS = kept.knowsAWS
    }
    calledCode = text(["awsRegion"])
    called = CalledRegion(calledCode, from: answer)
    isOutsideAWS = SourceSignal.isOutsideAWS(
      answer, knowsAWS: knowsAWS,
      delivery: text(["userIdentity", "sessionContext", "ec2RoleDelivery"]),
      arn: text(["userIdentity", "arn"]))
  }

  /// Two lines at most: the place, and how far it is from the region of the call.
  public var lines: [String] {
    [answer.summary(knowsAWS: knowsAWS)] + (called.map { [$0.text] } ?? [])
  }
}
