/// The files that trailsift reads and writes by itself.
enum UsedFiles {
  static let all: [(path: String, holds: String)] = [
    (
      "$XDG_CONFIG_HOME/trailsift/config.yml",
      "Settings, by default in ~/.config. trailsift-keys(7) lists the keys that it can change."
    ),
    (
      "$XDG_CONFIG_HOME/trailsift/themes/*.yaml",
      "Your own themes, base16 or base24."
    ),
    (
      "$XDG_STATE_HOME/trailsift/sessions/*.jsonl",
      "Sessions, by default in ~/.local/state. Only you can read them."
    ),
    (
      "$XDG_STATE_HOME/trailsift",
      "The history of filters, the columns of each set of rules, and the size of the event."
    ),
    (
      "$TMPDIR",
      "Events of the hits, in a file that has no name and is gone when trailsift ends."
    ),
  ]
}

/// The environment variables that trailsift reads.
enum EnvironmentVariables {
  static let all: [(name: String, does: String)] = [
    ("XDG_CONFIG_HOME, XDG_STATE_HOME", "Folders of settings and of sessions."),
    ("TMPDIR", "Folder of temporary files. Hits take as much room there as their events."),
    ("NO_COLOR", "Any value: no colours."),
    ("TERM", "The terminal's entry in terminfo; unknown ones count as xterm-256color."),
    ("COLORTERM", "truecolor or 24bit: the terminal shows exact colours."),
    ("COLORFGBG", "Whether a terminal that does not tell its background is light or dark."),
    ("VISUAL, EDITOR", "The editor that e opens a rule in. Default: vi."),
    ("LC_ALL, LC_CTYPE, LANG", "The terminal's encoding; without UTF-8, frames are ASCII."),
    ("PAGER", "The pager of trailsift help TOPIC. Default: less."),
    ("TRAILSIFT_GEO", "none: no geolocation database is searched for."),
    ("USER", "The author of decisions, without --author."),
    ("TMUX, DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION", "Where y and Y copy to."),
    (
      "SOURCE_DATE_EPOCH",
      "Seconds since 1970 that replace the current time, for reproducible sessions and edits."
    ),
  ]
}
