import Foundation
import RuleEditing
import TerminalScreen
import TestSupport
import Testing

@testable import HitStore
@testable import Sessions
@testable import TriageUI

/// Random keys: whatever they do, the journal has everything.
@Suite struct RandomKeysTests {
  private static let keys =
    "a f t b c x u d s / n N j k g G v * , ? ! q T Enter Enter Enter Tab Esc Space Up Down Left Right "
    + "= F # C X P I K ( 2 3 PgUp PgDn Home End Backspace Delete ^R ^U ^D ^L ^C ^Z 1 e ~"

  @Test(arguments: 1...20) func playingTheJournalAgainArrivesAtTheSame(seed: UInt64) throws {
    let folder = try ScratchFolder()
    let path = folder.path("session.jsonl")

    let workbench = try TestWorkbench(events: TestEvent.office, journalPath: path)
    // In every second walk someone else writes to the rule file.
    let isDisturbed = seed.isMultiple(of: 2)
    var random = SeededKeys(seed: seed)
    let keys = Self.keys.split(separator: " ").map(String.init)
    for step in 0..<300 {
      if isDisturbed && step.isMultiple(of: 97) { try editElsewhere(workbench, step) }
      try workbench.press(keys[random.next(below: keys.count)])
      let state = workbench.state
      #expect(state.waiting.pending == nil)
      let candidates = state.list.candidates(of: state.table)
      #expect(candidates.count == state.list.candidateCount)
      #expect(state.list.marks.isSubset(of: candidates))
      #expect(state.list.shownSet == RowSet(state.list.shown))
      #expect(state.list.shownSet.isSubset(of: candidates))
      #expect(
        (state.list.byTime ?? state.list.shown)
          == state.list.shown.sorted(by: state.table.isBefore))
      #expect(state.overview.buckets.reduce(0, +) == state.timedRows.count)
      if state.list.filters.isEmpty { #expect(state.list.shown.count == candidates.count) }
      #expect(state.list.openCount == state.list.shown.count { state.verdict(of: $0) == nil })
      for row in state.table.rows {
        #expect(state.verdict(of: row) == state.session.verdicts[state.table.id(row)])
      }
      if state.list.showsSilenced {
        #expect(RowSet(candidates) == state.list.silenced)
      } else {
        #expect(candidates.count + state.list.silenced.count == state.table.count)
      }
    }
    let state = workbench.state
    let text = try #require(state.session.ruleTexts[TestWorkbench.rulePath])
    if !isDisturbed { #expect(workbench.ruleText == text) }

    // From the journal alone, without a screen.
    let contents = try JournalContents(path: path)
    #expect(contents.entries.count { if case .decide = $0.action { true } else { false } } > 1)
    #expect(contents.problems.isEmpty)
    let headless = HeadlessReplay(contents)
    #expect(headless.deviations.isEmpty)
    #expect(headless.problems.isEmpty)
    #expect(headless.ruleTexts.map(\.text) == [text])
    #expect(headless.state.verdicts == state.session.verdicts)
    #expect(headless.state.comments == state.session.comments)

    // On the screen, entry by entry.
    let replay = try TestWorkbench(events: TestEvent.office, replaying: contents.entries)
    for _ in contents.entries { try replay.press(".") }
    let replayed = replay.state
    #expect(replayed.replay?.isAtEnd == true)
    #expect(replayed.session.verdicts == state.session.verdicts)
    #expect(replayed.session.comments == state.session.comments)
    #expect(replayed.session.ruleTexts == state.session.ruleTexts)
    #expect(replayed.session.decisions == state.session.decisions)
    #expect(replayed.list.silenced == state.list.silenced)
    #expect(replay.ruleText == TestRule.regions)
  }

  /// Everything undone: the rule file is the original, byte for byte.
  @Test(arguments: 100...110) func undoneToTheLastTheRuleIsAsItWas(seed: UInt64) throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    var random = SeededKeys(seed: seed)
    let keys = Self.keys.split(separator: " ").map(String.init)
    for _ in 0..<200 { try workbench.press(keys[random.next(below: keys.count)]) }
    try workbench.press("Esc", "Esc", "Esc", "Esc")
    while workbench.state.session.nextUndo != nil { try workbench.press("u") }
    #expect(workbench.ruleText == TestRule.regions)
    #expect(workbench.state.session.verdicts.isEmpty)
    #expect(workbench.state.session.comments.isEmpty)
    #expect(workbench.state.list.candidateCount == 8)
  }

  /// Someone else's editor: another line at the end of the file.
  private func editElsewhere(_ workbench: TestWorkbench, _ step: Int) throws {
    let text = workbench.ruleText
    try workbench.rules.save(
      text + "# checked at \(step)\n", to: TestWorkbench.rulePath, replacing: text.sha256)
  }
}

/// A generator with a seed, so that a failing walk can be repeated.
private struct SeededKeys {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
