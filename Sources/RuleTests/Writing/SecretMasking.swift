import Basics
import EventJSON
import Sigma

/// Masks the secrets of events for tests, and proves that the rule gives the same answer.
///
///     "sessionToken":"IQoJb3JpZ2lu…"     →  "sessionToken":"(masked)"
///
/// Values at fields that the rule reads stay as they are.
public struct SecretMasking {
  /// What is a secret: a value of an event.
  public typealias IsSecret = (JSONOutline, JSONOutline.Index) -> Bool

  private let fields: Set<String>
  private let proof: AnswerProof
  private let isSecret: IsSecret

  public struct Result: Sendable {
    public let record: [UInt8]
    /// The number of masked values.
    public let masked: Int
    /// The fields of secrets that were kept, since the rule reads them.
    public let kept: [String]
  }

  /// - Parameter matcher: the rule, as its only one.
  public init(_ matcher: RuleMatcher, isSecret: @escaping IsSecret) {
    fields = Set(matcher.fields)
    proof = AnswerProof(matcher)
    self.isSecret = isSecret
  }

  /// The event with its secrets masked; nil if it is not JSON, or if no masking keeps the answer.
  public func masked(_ record: [UInt8]) -> Result? {
    guard let wanted = proof.answers(to: record) else { return nil }
    let outline = JSONOutline(record)
    guard !outline.nodes.isEmpty else { return nil }
    var secrets: Set<JSONOutline.Index> = []
    var kept: [String] = []
    for node in outline.nodes.indices where !outline.nodes[node].isContainer {
      guard isSecret(outline, node) else { continue }
      if isRead(node, of: outline) { kept.append(outline.path(node)) } else { secrets.insert(node) }
    }
    if let result = result(outline, secrets, kept, wanted) { return result }
    // A keyword reads every value: mask one after the other what does not change the answer.
    var masked: Set<JSONOutline.Index> = []
    for node in secrets.sorted() {
      if result(outline, masked.union([node]), [], wanted) != nil {
        masked.insert(node)
      } else {
        kept.append(outline.path(node))
      }
    }
    return result(outline, masked, kept, wanted)
  }

  private func result(
    _ outline: JSONOutline, _ secrets: Set<JSONOutline.Index>, _ kept: [String], _ wanted: [Bool]
  ) -> Result? {
    let (record, count) = outline.masked(0) { secrets.contains($0) }
    return proof.answers(to: record) == wanted
      ? Result(record: record, masked: count, kept: kept) : nil
  }

  /// Whether the rule reads the value, or an object around it.
  private func isRead(_ node: JSONOutline.Index, of outline: JSONOutline) -> Bool {
    outline.chain(node).contains { fields.contains(outline.path($0)) }
  }
}
