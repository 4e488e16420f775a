/// Where a value may be in the event's text, for contains, startswith and endswith.
enum TextPlacement {
  static func apply(
    to item: inout ItemDraft, as name: String, before: Bool, after: Bool
  ) throws(ModifierProblem) {
    // Applies to references to fields as to texts.
    if case .fieldReference? = item.values.first {
      try item.mapValues { (value) throws(ModifierProblem) in
        guard case .fieldReference(var reference) = value else {
          throw ItemDraft.wrongKind(value, for: name, wants: "a text")
        }
        reference.isOpenBefore = reference.isOpenBefore || before
        reference.isOpenAfter = reference.isOpenAfter || after
        return .fieldReference(reference)
      }
      return
    }
    try item.mapTexts(for: name) { text in
      .text(text.surrounded(before: before, after: after))
    }
  }
}
