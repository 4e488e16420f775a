/// What a rule edit changes.
///
///     rule            the rule's own detection
///     filters         a Sigma filter document for the rule, so that updates of the rule do not undo it
///     placeholders    the list of values that the rule takes its regions from
public enum EditTarget: String, Sendable, Hashable, Codable {
  case rule, filters, placeholders
}
