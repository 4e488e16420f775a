/// What a piece of text *is*. A theme decides how it looks. Views name roles, never colours.
///
/// `Style(.truePositive)` on the verdict column, `Style(.jsonKey)` on `"awsRegion"`. No meaning may
/// depend on a role alone: a verdict also has its letter, the cursor row is also reversed, a diff
/// line also has its `+`.
public enum Role: UInt8, Sendable, Hashable, CaseIterable {
  // Text.
  case plain, muted, title, accent, key
  // Frames and bars.
  case border, borderFocused, header, footer, progress, barFill
  // Rows.
  case selection, marked, searchMatch
  // Messages.
  case error, warning, success
  // Verdicts and what edits did.
  case truePositive, falsePositive, benignTruePositive, allowed
  // An event's JSON.
  case jsonKey, jsonString, jsonNumber, jsonLiteral, jsonPunctuation
  // A rule's diff.
  case diffAdded, diffRemoved, diffHunk
  // A rule's tags and levels.
  case tag, levelLow, levelMedium, levelHigh, levelCritical
  // Dialogs and prompts.
  case dialog, dialogTitle, dialogBorder, input
}
