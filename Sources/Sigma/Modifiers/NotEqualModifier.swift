/// `awsRegion|neq: us-east-1`: the item must not hold. None of a list; true of an absent field.
enum NotEqualModifier: SigmaModifier {
  static let names = ["neq"]

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    if item.applied.contains(name) {
      throw ModifierProblem(message: "'neq' stands twice")
    }
    item.isNegated = true
  }
}
