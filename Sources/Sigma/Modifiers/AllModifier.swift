/// `userAgent|contains|all: [aws-cli, Python]`: every value must be found, not any.
enum AllModifier: SigmaModifier {
  static let names = ["all"]

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    item.requiresAll = true
  }
}
