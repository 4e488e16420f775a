/// `userAgent|contains: kali`: the text occurs anywhere.
enum ContainsModifier: SigmaModifier {
  static let names = ["contains"]

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try TextPlacement.apply(to: &item, as: name, before: true, after: true)
  }
}
