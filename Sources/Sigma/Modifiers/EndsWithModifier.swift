/// `userIdentity.arn|endswith: ':root'`: the text stands at the end.
enum EndsWithModifier: SigmaModifier {
  static let names = ["endswith"]

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try TextPlacement.apply(to: &item, as: name, before: true, after: false)
  }
}
