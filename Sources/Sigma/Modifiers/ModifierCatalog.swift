/// Every modifier that rules may use, and those of the specification that are refused.
enum ModifierCatalog {
  static let modifiers: [any SigmaModifier.Type] = [
    AllModifier.self, Base64Modifier.self, Base64OffsetModifier.self, CasedModifier.self,
    CIDRModifier.self, CompareModifier.self, ContainsModifier.self, EndsWithModifier.self,
    ExistsModifier.self, ExpandModifier.self, FieldReferenceModifier.self, NotEqualModifier.self,
    StartsWithModifier.self, TimePartModifier.self, UTF16Modifier.self, WindashModifier.self,
  ]

  /// In the specification, but not evaluated: a regular expression needs an engine whose time is
  /// bounded whatever the pattern.
  static let unsupported: Set<String> = ["re", "i", "m", "s"]

  private static let byName: [String: any SigmaModifier.Type] = {
    var table: [String: any SigmaModifier.Type] = [:]
    for modifier in modifiers {
      for name in modifier.names { table[name] = modifier }
    }
    return table
  }()

  static var knownNames: [String] { (Array(byName.keys) + unsupported).sorted() }

  static func modifier(named name: String) throws(ModifierProblem) -> any SigmaModifier.Type {
    if let modifier = byName[name] { return modifier }
    if unsupported.contains(name) {
      throw ModifierProblem(
        category: .unsupported, message: "the modifier '\(name)' is not supported yet",
        advice: name == "re"
          ? "many expressions can be written with contains, startswith, endswith and wildcards"
          : nil)
    }
    if name.isEmpty {
      throw ModifierProblem(message: "a modifier is missing after '|'")
    }
    throw ModifierProblem(
      message: "unknown modifier '\(name)'",
      advice: NearestName.advice(for: name, in: knownNames)
        ?? "there are: " + knownNames.joined(separator: ", "))
  }
}
