import SourceYAML

/// Every modifier that rules may use.
enum ModifierCatalog {
  static let modifiers: [any SigmaModifier.Type] = [
    AllModifier.self, Base64Modifier.self, Base64OffsetModifier.self, CasedModifier.self,
    CIDRModifier.self, CompareModifier.self, ContainsModifier.self, EndsWithModifier.self,
    ExistsModifier.self, ExpandModifier.self, FieldReferenceModifier.self, NotEqualModifier.self,
    RegularExpressionFlagModifier.self, RegularExpressionModifier.self, StartsWithModifier.self,
    TimePartModifier.self, UTF16Modifier.self, WindashModifier.self,
  ]

  private static let byName: [String: any SigmaModifier.Type] = {
    var table: [String: any SigmaModifier.Type] = [:]
    for modifier in modifiers {
      for name in modifier.names { table[name] = modifier }
    }
    return table
  }()

  static var knownNames: [String] { byName.keys.sorted() }

  static func modifier(named name: String) throws(ModifierProblem) -> any SigmaModifier.Type {
    if let modifier = byName[name] { return modifier }
    if name.isEmpty {
      throw ModifierProblem(message: "a modifier is missing after '|'")
    }
    throw ModifierProblem(
      message: "unknown modifier '\(name)'",
      advice: NearestName.advice(for: name, in: knownNames)
        ?? "there are: " + knownNames.joined(separator: ", "))
  }
}
