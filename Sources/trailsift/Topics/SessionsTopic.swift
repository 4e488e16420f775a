/// `trailsift help sessions`
enum SessionsTopic {
  static let text = """
    A session is a journal of your decisions over one set of rules and logs: JSON lines in \
    $XDG_STATE_HOME/trailsift/sessions (by default in ~/.local/state) that only you can read. A decision is \
    on the disk before the screen shows it. After a crash, at most movements of the cursor are missing.

      trailsift RULE LOG...            asks whether to continue an earlier session
      trailsift --session FILE         resumes that one
      trailsift sessions               lists them, newest first
      trailsift replay SESSION         plays one on the screen
      trailsift report SESSION         writes what was decided, for a ticket
      trailsift bundle SESSION -o FILE packs it with the events of its hits
      trailsift unbundle FILE DIR      unpacks a bundle

    Resuming shows what the rules of today match. If logs were moved, --logs names their new place.

    REPLAY

    On the screen, ← and → step, [ and ] jump between decisions, L lists them, and @ goes to a number or \
    a time. Rules change in memory only.

      replay --headless            repeats the decisions; exit status 2 if the result
                                   differs from the record
      replay --onto RULE           applies the edits to another version of the rule
      replay --cast FILE           writes a recording for asciinema

    BUNDLES

    A bundle is one gzip file with the unchanged journal and the raw events. replay, report and unbundle \
    take it like a session, and need neither logs nor rules. All of it is checked before any is used, so it \
    may come from anyone. It holds events: hand it on like logs.

    FILES THAT ARE WRITTEN

    trailsift writes rules, filters and placeholders that the command line names, or that your own sessions \
    recorded. A session from elsewhere shows everything and writes nothing. --read-only writes nothing at all.
    """
}
