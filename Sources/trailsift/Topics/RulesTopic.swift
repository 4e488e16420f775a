import Sigma

/// `trailsift help rules`
enum RulesTopic {
  static let text = """
    A rule is a Sigma rule: a YAML file with title, logsource and detection. trailsift runs those for \
    CloudTrail; --any-record runs all. A file may hold several documents, and a folder several files.

    EDITS

    An allowed region and an exception are searches that the condition excludes. The rule stays a plain \
    Sigma rule that other tools read:

      filter_main_allowed_regions:
        awsRegion:
          - 'ap-east-1' # 2026-03-02 kim: the CDN team works there
      filter_main_posture_scan:
        # 2026-03-02 kim: the scanner visits every region
        # expires: 2026-12-31
        userAgent: 'posture-scan/2.1'
      condition: selection and not 1 of filter_main_*

    Only the lines concerned change. Text that cannot be derived from the new text stays in a comment \
    (# was: ...), so that taking an edit back restores the author's bytes. modified: becomes today, in \
    its own format.

    Before a save, the new rule is parsed and run: it must match the same hits as before, without those \
    that the edit is for. A save is atomic. --edits-to FILE writes edits to a Sigma filter document instead.

    \(LanguagePage.text)
    """
}
