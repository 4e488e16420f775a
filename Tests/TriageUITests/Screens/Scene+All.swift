import CloudTrail
import TerminalScreen
import Testing

@testable import Scanning
@testable import Sessions
@testable import TriageUI

extension Scene {
  /// Every page and every kind of dialog, in their different states.
  static let all: [Scene] = list + event + decisions + pages + dialogs + messages + replay

  private static let list: [Scene] = [
    Scene("list"),
    Scene("list-judged", "c asked Space the Space owner Enter t j b j f G Enter Space Space"),
    Scene(
      "list-filtered", "F region:ap-*,af-* Enter F -event:Describe* Enter F after:2025-11-05 Enter"),
    Scene("list-sorted-and-searched", "Right s s / mallory Enter Tab Esc"),
    Scene("list-range", "j v j j"),
    Scene("list-silenced", "a Enter z"),
    Scene("list-alerts", "G k", rule: Company.alerts),
    Scene("list-alert-opened", "G k k Enter", rule: Company.alerts),
    Scene("list-many-rules", "R G Enter", otherRules: [("rules/users.yml", TestRule.newUsers)]),
    Scene("list-scanning") { workbench in
      workbench.state.scan.report = nil
      workbench.state.scan.progress.bytesDone = 480_000_000
      workbench.state.scan.progress.bytesTotal = 1_000_000_000
      workbench.state.scan.progress.events = 3_012_000
      workbench.state.scan.progress.seconds = 20
      try workbench.press("j")
    },
    Scene("list-scanning-without-hits", events: []) { workbench in
      workbench.state.scan.report = nil
      workbench.state.scan.progress.bytesDone = 480
      workbench.state.scan.progress.bytesTotal = 1_000
      workbench.state.scan.progress.events = 3_012
      workbench.state.scan.progress.seconds = 2
    },
    Scene("list-empty", events: [.call("kim", "us-east-1")]),
    Scene("list-all-silenced", "a Enter j", events: [.call("kim", "ap-east-1")]),
    Scene("list-all-filtered-out", "F agent:curl* Enter"),
    Scene("list-all-judged", "* t"),
  ]

  private static let event: [Scene] = [
    Scene("event", "Tab j j j j j j", events: [.rich]),
    Scene("event-folded", "Tab z j j", events: [.rich]),
    Scene("event-searched", "Tab / policy Enter", events: [.rich]),
    Scene("event-judged", "c asked Space lee Enter t k Enter"),
  ]

  private static let decisions: [Scene] = [
    Scene("allow", "/ ap-east-1 Enter a"),
    Scene("allow-scrolled", "/ ap-east-1 Enter a PgDn"),
    Scene("allow-refused", "/ mallory Enter t / mallory Enter a Enter"),
    Scene("allow-reason", "/ ap-east-1 Enter a r the Space CDN Space team Space works Space there"),
    Scene("allow-not-written", "/ ap-east-1 Enter a") { workbench in
      workbench.rules.refusal = "rules/regions.yml: permission denied"
      try workbench.press("Enter")
    },
    Scene("allow-written-elsewhere", "/ ap-east-1 Enter a W"),
    Scene("proposals", "/ prowler Enter f j j"),
    Scene("proposals-fields", "/ prowler Enter f G k Enter j Space"),
    Scene("proposals-diff", "/ prowler Enter f Enter"),
    Scene("comment", "c asked Space the Space owner"),
  ]

  private static let pages: [Scene] = [
    Scene("timeline", "i"),
    Scene("timeline-by-region", "i s s Right Right"),
    Scene("timeline-range-by-verdict", "* t i s v Right Right"),
    Scene("timeline-left", "i Right Right Right Enter"),
    Scene("timeline-empty", events: [.call("kim", "us-east-1")]) { workbench in
      _ = workbench.state.open(TimelineSurface())
    },
    Scene("heat-map", "H"),
    Scene("map", "M Right"),
    Scene("map-allowed", "M a Enter"),
    Scene("regions", "t A j"),
    Scene("exceptions", "E"),
    Scene("exceptions-expiry", "E e"),
    Scene("groups", "t # Enter j"),
    Scene("context", "/ mallory Enter o j"),
    Scene("context-event", "/ mallory Enter o G Enter j j"),
    Scene("compare", "/ mallory Enter Space Space D"),
    Scene("rules", "R", otherRules: [("rules/users.yml", TestRule.newUsers)]),
    Scene("diff", "/ ap-east-1 Enter a Enter d"),
    Scene("scan", "S"),
    Scene("scan-with-failures") { workbench in
      var report = ScanReport()
      report.counts.total = 6_054
      report.counts.matched = 150
      report.counts.unmatched = 5_899
      report.counts.duplicate = 2
      report.counts.notEvent = 2
      report.counts.bad = 1
      report.filesRead = 113
      report.compressedBytes = 1_240_000
      report.inflatedBytes = 9_123_456
      report.isFollowing = true
      report.damaged = [
        DamagedFile(path: "b.json.gz", damage: "truncated gzip: it ends at byte 20480")
      ]
      report.skipped = [SkippedInput(path: "logs/CloudTrail-Digest", reason: .digest)]
      workbench.send(.scan(.finished(report)))
      try workbench.press("S")
    },
    Scene("cell", "Right Right '"),
  ]

  private static let dialogs: [Scene] = [
    Scene("help", "?"),
    Scene("help-searched", "? region"),
    Scene("palette", ": mark"),
    Scene("columns", "C j j"),
    Scene("group-choice", "#"),
    Scene("themes", "T j"),
    Scene("filter", "F"),
    Scene("filter-counted", "F region:af"),
    Scene("filter-wrong", "F event:/Desc(/"),
    Scene("search", "/ mall"),
    Scene("resume") { workbench in
      workbench.state.ask(
        toResume:
          SessionStore.Summary(
            path: "/home/kim/.local/state/trailsift/sessions/2025-11-13T021320Z-regions.jsonl",
            header: workbench.state.session.header, decisions: 3, undone: 0, verdicts: 12,
            problems: ["the last line is torn, as a crash leaves it; it was dropped"]))
    },
  ]

  private static let messages: [Scene] = [
    Scene("message-done", "c asked Enter"),
    Scene("message-refused", "n"),
    Scene("message-warning") { workbench in
      var report = ScanReport()
      report.counts.total = 6_054
      report.counts.duplicate = 2
      report.filesRead = 113
      report.damaged = [
        DamagedFile(path: "b.json.gz", damage: "truncated gzip: it ends at byte 20480")
      ]
      workbench.send(.scan(.finished(report)))
    },
  ]

  private static let replay: [Scene] = [
    Scene("replay", replaying: ReplayingTests.recorded, "Space . . . . . . . . . . . ."),
    Scene("replay-decisions", replaying: ReplayingTests.recorded, "Space . . . . . . L j"),
    Scene("replay-seek", replaying: ReplayingTests.recorded, "Space @ 0:12"),
  ]
}
