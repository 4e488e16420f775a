/// The page about the rule language: `trailsift help sigma`.
///
/// Modifiers, types of correlations and limits come from the code that applies them.
public enum LanguagePage {
  /// The page, in lines of at most `columns`.
  public static let text = sections.map { $0.title + "\n\n" + $0.text }.joined(separator: "\n\n")

  /// The width of every terminal.
  static let columns = 79

  private static let sections: [(title: String, text: String)] = [
    ("SEARCHES", searches), ("VALUES", values), ("MODIFIERS", modifiers),
    ("CONDITIONS", conditions), ("REGULAR EXPRESSIONS", expressions),
    ("PLACEHOLDERS", placeholders), ("COLLECTIONS", collections), ("FILTERS", filters),
    ("CORRELATIONS", correlations), ("LIMITS", limits),
  ]

  private static let searches = """
      selection:                       all lines must hold
        eventSource: iam.amazonaws.com
        eventName: [CreateUser, DeleteUser]        any value of a list
        requestParameters.tags.key: team           a path, through arrays too
      either:                          a list of maps: any of them
        - eventName: CreateUser
        - errorCode: AccessDenied
      keywords: [mimikatz, kali]       searched in every value of the event

    Names of fields are those of CloudTrail; case matters. A dot steps into an
    object, or is part of a name. A field in several elements of an array has
    several values; one of them has to match.
    """

  private static let values = """
      text          compared as a whole, ignoring case
      * ?           any characters, exactly one character
      \\* \\? \\\\      the characters themselves; other backslashes are plain
      123, 1.5      equal numbers, also in texts that are written as one
      true, false   the boolean, and the text
      ''            the empty text
      null          the field is missing or null

    An object is compared as its compact JSON. 'contains' and 're' also search
    the texts inside the object: its strings, decoded, and if a string contains
    JSON, the strings in that:

      requestParameters|contains: '"Action":"*"'
        {"policyDocument":"{\\"Action\\":\\"*\\"}"}

    'startswith', 'endswith' and equality compare the whole object: a text inside
    has its own path. An array is compared element by element.
    """

  private static let conditions = """
      selection and not (a or b)       and, or, not, brackets
      1 of them   any of them          any search; all of them: every one
      1 of filter_*   all of sel_*     searches by a pattern of their names

    'not' binds closest, then 'and', then 'or'. Names that begin with '_' are not
    part of 'them'. A list of conditions holds if any of them does. The old
    '| count()' and '| near' are refused: use correlation rules instead.
    """

  private static let expressions = """
    RE2's syntax, matched anywhere in the value by an automaton that can't hang:
    classes, \\d \\s \\w (ASCII), \\p{Lu}, [[:alpha:]], groups, * + ?
    {n,m}, ^ $ \\A \\z \\b \\B, (?i) (?m) (?s). Lookaround and backreferences are
    refused.
    """

  private static let placeholders = """
      userName|expand: '%admins%'

    Values come from --define admins=alice,ops-* or a --placeholders file:

      admins:
        - alice
        - ops-*                        wildcards count

    A placeholder without values is an error.
    """

  private static let collections = """
    A file may have several documents, with '---' between them:

      action: global                   merged into every following rule
      action: reset                    ends 'global'
      action: repeat                   the previous rule again, with changes
    """

  private static let filters = """
    A Sigma filter narrows rules that others maintain. It may be in any of the
    given files, and `trailsift explain` names it if it silences an event:

      title: CI accounts
      logsource: {product: aws, service: cloudtrail}
      filter:
        rules: [6b3c5d7e-2f4a-6b8c-1d3e-5f6a7b8c9d0e]      ids or names; or: any
        selection:
          userIdentity.userName|startswith: ci-
        condition: not selection
    """
}
