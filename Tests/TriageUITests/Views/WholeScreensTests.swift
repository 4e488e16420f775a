import TerminalScreen
import Testing

@testable import Triage
@testable import TriageUI

/// Whole screens as a person sees them. Blanks at the ends of lines are left out.
@Suite struct WholeScreensTests {
  @Test func theListWithTheEventBelow() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      8 hits
         9 records in 1 file                                                     8 open
         2025-11-02 █       █       █       █       █       █       █      █ 2025-11-02
            eventTime           awsRegion      userIdentity.arn         eventName
            2025-11-02 00:01:00 ap-east-1      …::111122223333:user/kim DescribeInstanc…
            2025-11-02 00:02:00 ap-east-1      …::111122223333:user/kim RunInstances
            2025-11-02 00:03:00 ap-east-1      …::111122223333:user/lee DescribeInstanc…
            2025-11-02 00:04:00 me-south-1     …::111122223333:user/lee DescribeInstanc…
            2025-11-02 00:05:00 af-south-1     …1122223333:user/mallory CreateUser
            2025-11-02 00:06:00 af-south-1     …1122223333:user/mallory CreateAccessKey
            2025-11-02 00:07:00 me-south-1     …::111122223333:user/kim DescribeInstanc…
            2025-11-02 00:08:00 ap-east-1      …::111122223333:user/kim DescribeInstanc…
         event DescribeInstances  kim-ap-east-1-DescribeInstances-1  events.json
         why  selection: awsRegion = ap-east-1  (pattern ap-east-1)
         {
           "eventVersion": "1.09",
           "userIdentity": {
             "type": "IAMUser",
             "arn": "arn:aws:iam::111122223333:user/kim",
             "accountId": "111122223333"
           },
           "eventTime": "2025-11-02T00:01:00Z",

         a allow region  f false pos  t true pos  b benign  x clear  … ? more  q quit
        """)
  }

  @Test func theListAloneOnASmallTerminal() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 40, rows: 10)
    #expect(
      workbench.screen == """
         Calls from unusual regions  M…  8 hits
            eventTime           awsRegion
            2025-11-02 00:01:00 ap-east-1
            2025-11-02 00:02:00 ap-east-1
            2025-11-02 00:03:00 ap-east-1
            2025-11-02 00:04:00 me-south-1
            2025-11-02 00:05:00 af-south-1
            2025-11-02 00:06:00 af-south-1
            2025-11-02 00:07:00 me-south-1
         a allow region  … ? more  q quit
        """)
  }

  @Test func theEventAloneOnASmallTerminal() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 40, rows: 10)
    try workbench.press("Tab", "PgDn")
    #expect(
      workbench.screen == """
         Calls from unusual regions  M…  8 hits
         event DescribeInstances  …Identity.arn
           (pattern ap-east-1)
         {
           "eventVersion": "1.09",
           "userIdentity": {
             "type": "IAMUser",
             "arn": "arn:aws:iam::111122223333:u
               ser/kim",
         a allow region  … ? more  q quit
        """)
  }

  /// The left part with the list, the right one with the event, each by itself: the lines are long.
  @Test func theListWithTheEventBesideItOnAWideTerminal() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 200, rows: 50)
    #expect(
      workbench.screen(rows: 3..<13, columns: 0..<95) == """
            eventTime           awsRegion      userIdentity.arn         eventName              sourceIP
            2025-11-02 00:01:00 ap-east-1      …::111122223333:user/kim DescribeInstances      198.51.1
            2025-11-02 00:02:00 ap-east-1      …::111122223333:user/kim RunInstances           198.51.1
            2025-11-02 00:03:00 ap-east-1      …::111122223333:user/lee DescribeInstances      198.51.1
            2025-11-02 00:04:00 me-south-1     …::111122223333:user/lee DescribeInstances      198.51.1
            2025-11-02 00:05:00 af-south-1     …1122223333:user/mallory CreateUser             203.0.11
            2025-11-02 00:06:00 af-south-1     …1122223333:user/mallory CreateAccessKey        203.0.11
            2025-11-02 00:07:00 me-south-1     …::111122223333:user/kim DescribeInstances      198.51.1
            2025-11-02 00:08:00 ap-east-1      …::111122223333:user/kim DescribeInstances      198.51.1

        """)
    #expect(
      workbench.screen(rows: 3..<13, columns: 115..<200) == """
         │ event DescribeInstances  kim-ap-east-1-DescribeInstances-1  events.json
        …│ why  selection: awsRegion = ap-east-1  (pattern ap-east-1)
        …│ {
        …│   "eventVersion": "1.09",
        …│   "userIdentity": {
        …│     "type": "IAMUser",
        …│     "arn": "arn:aws:iam::111122223333:user/kim",
        …│     "accountId": "111122223333"
        …│   },
         │   "eventTime": "2025-11-02T00:01:00Z",
        """)
  }

  @Test func verdictsMarksAndComments() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 80, rows: 14)
    try workbench.press("c")
    workbench.type("asked the owner")
    try workbench.press("Enter", "t", "j", "b", "j", "f", "G", "Enter", "Space", "Space")
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      8 hits
         9 records in 1 file                 1 TP · 1 FP · 1 benign · 5 open · 2 marked
            eventTime           awsRegion      userIdentity.arn         eventName
         Tc 2025-11-02 00:01:00 ap-east-1      …::111122223333:user/kim DescribeInstanc…
            2025-11-02 00:02:00 ap-east-1      …::111122223333:user/kim RunInstances
         B  2025-11-02 00:03:00 ap-east-1      …::111122223333:user/lee DescribeInstanc…
            2025-11-02 00:04:00 me-south-1     …::111122223333:user/lee DescribeInstanc…
         F  2025-11-02 00:05:00 af-south-1     …1122223333:user/mallory CreateUser
        *   2025-11-02 00:06:00 af-south-1     …1122223333:user/mallory CreateAccessKey
        *   2025-11-02 00:07:00 me-south-1     …::111122223333:user/kim DescribeInstanc…
            2025-11-02 00:08:00 ap-east-1      …::111122223333:user/kim DescribeInstanc…

         decisions are on the 2 marked
         f false pos  t true pos  b benign  x clear  c comment  … ? more  q quit
        """)
  }

  @Test func allowingARegion() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("a")
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      8 hits
         9 records in 1 file                                                     8 open
         2025-11-02 █       █       █       █       █       █       █      █ 2025-11-02
         ┌ allow region ap-east-1 ────────────────────────────────────────────────────┐
         │ rules/regions.yml                                                          │…
         │ silences 4 hits, leaves 4 hits                                             │
         │                                                                            │…
         │ @@ -2,17 +2,19 @@                                                          │…
         │   id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11                                 │
         │   status: test                                                             │
         │   level: medium                                                            │…
         │ - modified: 2025-01-01                                                     │…
         │ + modified: 2025-11-13                                                     │
         │   logsource:                                                               │
         │       product: aws                                                         │
         │       service: cloudtrail                                                  │
         │   detection:                                                               │
         │       selection:                                                           │
         │           awsRegion:                                                       │
         │ -             - 'ap-east-1' # Hong Kong                                    │
         │               - 'af-south-1'                                               │
         └────────────────────────────────────────────────────────── j: 9 more lines ─┘

         Enter write the rule  r reason  W write elsewhere  Esc back  ? help
        """)
  }

  @Test func allowingARegionOnASmallTerminal() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 40, rows: 10)
    try workbench.press("a", "PgDn", "PgDn")
    #expect(
      workbench.screen == """
         Calls from unusual regions  M…  8 hits
        ┌ allow region ap-east-1 ──────────────┐
        │       service: cloudtrail            │
        │   detection:                         │
        │       selection:                     │
        │           awsRegion:                 │
        │ -             - 'ap-east-1' # Hong K │
        │   ong                                │
        └─────────────────── j: 11 more lines ─┘
         Enter write the rule  … Esc back
        """)
  }

  @Test func proposedExceptions() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("f", "j", "j", "j")
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      8 hits
         9 records in 1 file                                                     8 open
         2025-11-02 █       █       █       █       █       █       █      █ 2025-11-02
            eventTime           awsRegion      userIdentity.arn         eventName
            2025-11-02 00:01:00 ap-east-1      …::111122223333:user/kim DescribeInstanc…
         ┌ false positive: an exception for 1 hit ────────────────────────────────────┐
         │ silences  leaves                                                           │…
         │        2       6    principal user/kim · event DescribeInstances · region  │…
         │        3       5    principal user/kim · event DescribeInstances           │
         │        3       5    principal user/kim · region ap-east-1                  │
         │        3       5  ! event DescribeInstances · region ap-east-1             │…
         │        4       4    principal user/kim                                     │…
         │        4       4  ! region ap-east-1                                       │
         │        5       3  ! event DescribeInstances                                │
         │        6       2  ! source address 198.51.100.7                            │
         │        6       2  ! network 198.51.100.0/24                                │
         │                     choose the fields …                                    │
         │                     none: only the verdict, the rule stays as it is        │
         │ ! It names no principal: it holds for everyone, an intruder too.           │
         └────────────────────────────────────────────────────────────────────────────┘
           },
           "eventTime": "2025-11-02T00:01:00Z",

         Enter choose  Esc back  ? help
        """)
  }

  @Test func choosingFields() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 80, rows: 14)
    try workbench.press("f", "G", "k", "Enter", "j", "Space")
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      8 hits
         9 records in 1 file                                                     8 open
         ┌ fields of this hit ────────────────────────────────────────────────────────┐
         │ [ ] userIdentity.arn arn:aws:iam::111122223333:user/kim                    │…
         │ [x] eventName DescribeInstances                                            │
         │ [ ] eventSource ec2.amazonaws.com                                          │…
         │ [ ] awsRegion ap-east-1                                                    │…
         │ [ ] sourceIPAddress 198.51.100.7                                           │
         │ [ ] sourceIPAddress|cidr 198.51.100.0/24                                   │
         │ [ ] userAgent aws-cli/2.15.0                                               │…
         │ [ ] userIdentity.type IAMUser                                              │…
         └────────────────────────────────────────────────────────────────────────────┘

         Enter choose  Space choose field  Esc back  ? help
        """)
  }

  @Test func writingAComment() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 40, rows: 10)
    try workbench.press("c")
    workbench.type("asked the owner")
    #expect(
      workbench.screen == """
         Calls from unusual regions  M…  8 hits
            eventTime           awsRegion
            2025-11-02 00:01:00 ap-east-1
        ┌ comment on 1 hit ────────────────────┐
        │ asked the owner                      │
        └──────────────────────────────────────┘
            2025-11-02 00:05:00 af-south-1
            2025-11-02 00:06:00 af-south-1
            2025-11-02 00:07:00 me-south-1
         Enter done  Esc back  F1 help
        """)
    #expect(workbench.state.view().cursor == Screen.Cursor(column: 17, row: 4))
  }

  @Test func theHelpPage() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("?")
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      8 hits
         9 records in 1 file                                                     8 open
         2025-11-02 █       █       █       █       █       █       █      █ 2025-11-02
         help: type a word or a key
         here
         a           Allow the hit's region: shows what the rule would no longer
                     report, then writes the rule.
         f           False positive: proposes exceptions for the hit or the marked
                     ones, with their effects.
         t           True positive: the rule was right, this is what it is for.
         b           Benign true positive: the rule was right, and the activity was
                     meant to happen.
         x           Takes the verdict off.
         c           Writes a comment to the hit, or to the marked ones.
         u           Takes the last decision back, the rule file included. Works across
                     restarts.
                     not now: nothing to undo
         ^R          Makes the decision that was undone last again.
                     not now: nothing to redo
         d           Shows what the rule has gained since the session began.
         A           Shows every region that was seen or that the rule names; there a
                     allows one or no longer.

         Enter run  Tab complete  Esc back
        """)
  }

  @Test func whatTheRuleHasGained() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("a", "Enter", "d", "G")
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      4 hits
         9 records in 1 file                                        4 open · 4 silenced
         2025-11-02 █                 █                  █                 █ 2025-11-02
         what the rule has gained in this session
               service: cloudtrail
           detection:
               selection:
                   awsRegion:
         -             - 'ap-east-1' # Hong Kong
                       - 'af-south-1'
                       - 'me-south-1'
         -     condition: selection
         +     filter_main_allowed_regions:
         +         awsRegion:
         +             - 'ap-east-1'
         +     condition: selection and not filter_main_allowed_regions
           fields:
               - eventTime
               - awsRegion

         1 decision, the last one first
         2025-11-13T02:13:20Z  allow region ap-east-1  kim

         Esc back  ? help
        """)
  }

  @Test func nothingMatched() throws {
    let workbench = try TestWorkbench(
      events: [.call("kim", "us-east-1")], columns: 80, rows: 14)
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      0 hits
         1 record in 1 file
            eventTime           awsRegion      userIdentity.arn         eventName

            the rule matches nothing in these logs








         d diff  A regions  i timeline  / search  Tab next pane  ? help  q quit
        """)
  }

  @Test func everythingIsSilenced() throws {
    let workbench = try TestWorkbench(
      events: [.call("kim", "ap-east-1")], columns: 40, rows: 10)
    try workbench.press("a", "Enter", "j")
    #expect(
      workbench.screen == """
         Calls from unusual regions  M…  0 hits
            eventTime           awsRegion

            all 1 hit silenced; z lists them





         u undo  d diff  … ? more  q quit
        """)
  }

  @Test func theScanIsRunning() throws {
    let workbench = try TestWorkbench(events: [])
    var state = workbench.state
    state.size = Size(columns: 80, rows: 14)
    state.scan = State.ScanStatus()
    state.scan.progress.bytesDone = 480
    state.scan.progress.bytesTotal = 1_000
    state.scan.progress.events = 3_012
    state.scan.progress.seconds = 2
    #expect(
      state.view().text == """
         Calls from unusual regions  MEDIUM                                      0 hits
         scan ▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱ 48 %  3,012 events  0:03 left  1,506 events/s
            eventTime           awsRegion      userIdentity.arn         eventName

            scanning: no hit yet








         d diff  A regions  i timeline  / search  Tab next pane  ? help  q quit
        """)
  }

  @Test func whatWasRead() throws {
    let workbench = try TestWorkbench(events: [], columns: 100, rows: 24)
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
    workbench.send(.scanFinished(report))
    try workbench.press("S")
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                                          0 hits
         6,054 records in 113 files · 2 repeated · some not read whole · following

         what was read, and what was not
         records              6,054
           matched              150  events that a rule matches
           unmatched          5,899  events that no rule matches, or outside of what was asked for
           duplicate              2  matched, and delivered before with the same eventID
           not an event           2  Insights, digests and the like
           bad                    1  cannot be read as JSON

         files                  114
           read                 113
           left out               1
         1.2 MB on disk, 9.1 MB of JSON
         new files are waited for

         not read whole
           b.json.gz: truncated gzip: it ends at byte 20480

         left out
           logs/CloudTrail-Digest: digest files hold no events

         Esc back  ? help
        """)
  }

  @Test func someFilesCouldNotBeReadWhole() throws {
    let workbench = try TestWorkbench(events: [], columns: 80, rows: 14)
    var report = ScanReport()
    report.counts.total = 6_054
    report.counts.duplicate = 2
    report.filesRead = 113
    report.damaged = [
      DamagedFile(path: "b.json.gz", damage: "truncated gzip: it ends at byte 20480")
    ]
    workbench.send(.scanFinished(report))
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      0 hits
         6,054 records in 113 files · 2 repeated · some not read whole
            eventTime           awsRegion      userIdentity.arn         eventName

            the rule matches nothing in these logs







         b.json.gz: truncated gzip: it ends at byte 20480
         d diff  A regions  i timeline  / search  Tab next pane  ? help  q quit
        """)
  }

  @Test func goingOnWithASession() throws {
    let workbench = try TestWorkbench(events: [])
    var state = workbench.state
    state.dialog = .resume(
      SessionStore.Summary(
        path: "/home/kim/.local/state/trailsift/sessions/2025-11-13T021320Z-regions.jsonl",
        header: state.session.header, decisions: 3, undone: 0, verdicts: 12,
        problems: ["the last line is torn, as a crash leaves it; it was dropped"]))
    #expect(
      state.view().text.lines(5..<18) == """
            the rule matches nothing in these logs



         ┌ a session over these rules and logs ───────────────────────────────────────┐
         │ begun 2025-11-13T02:13:20Z by kim                                          │
         │ 3 decisions in force, 12 hits judged                                       │
         │ /home/kim/.local/state/trailsift/sessions/2025-11-13T021320Z-regions.jsonl │
         │ ! the last line is torn, as a crash leaves it; it was dropped              │
         │ Enter resumes it, n begins a new one.                                      │
         └────────────────────────────────────────────────────────────────────────────┘


        """)
  }

  @Test func aReplayStepByStep() throws {
    let hit = HitID(rule: "3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11", event: "none")
    let workbench = try TestWorkbench(
      events: [], columns: 80, rows: 14,
      replaying: [
        JournalEntry(sequence: 1, time: 1, action: .search("mallory")),
        JournalEntry(sequence: 2, time: 2, action: .moveCursor(hit)),
      ])
    try workbench.press(".", "+")
    #expect(
      workbench.screen == """
         Calls from unusual regions  MEDIUM                                      0 hits
         0 records in 0 files
            eventTime           awsRegion      userIdentity.arn         eventName

            the rule matches nothing in these logs






         paused ▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱▱  0:01/0:02  ×2  decision 0 of 0  key /

         Space play/pause  Right step  Left back  ] next decision  … ? more  q quit
        """)
  }
}

extension TestWorkbench {
  /// A part of the screen, without the blanks at the ends of its lines.
  func screen(rows: Range<Int>, columns: Range<Int>) -> String {
    let screen = state.view()
    return rows.map { row in
      var line = screen.rowCells(row).dropFirst(columns.lowerBound).prefix(columns.count)
        .map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate func lines(_ range: Range<Int>) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)[range].joined(separator: "\n")
  }
}
