import CloudTrail
import EventJSON
import RuleEditing

// What the screens show of an edit and an event comes from below: they know it by these names.

/// A diff of a rule's text.
public typealias TextDiff = RuleEditing.TextDiff
/// A change of a rule, as a value.
public typealias RuleEdit = RuleEditing.RuleEdit
/// A selection that a rule no longer reports.
public typealias RuleException = RuleEditing.RuleException
/// An event's JSON as the list of its values.
public typealias JSONOutline = EventJSON.JSONOutline
/// A file or folder that was given, or found, and not read.
public typealias SkippedInput = CloudTrail.SkippedInput
