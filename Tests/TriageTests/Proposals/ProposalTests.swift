import RuleEditing
import SessionSupport
import Testing

@testable import HitStore
@testable import Triage

@Suite struct ProposalTests {
  private let session: TestSession
  private let engine: TriageEngine

  init() throws {
    session = try TestSession()
    engine = try session.engine(FaultyStorage())
  }

  private func proposals(for rows: [HitTable.Row]) throws -> [Proposal] {
    try engine.proposals(for: rows, reason: nil, table: session.table).list
  }

  private func words(_ proposal: Proposal) -> String {
    proposal.parts.map { "\($0.label) \($0.value)" }.joined(separator: ", ")
  }

  @Test func theyGoFromNarrowToWideAndEachIsTrue() throws {
    let proposals = try proposals(for: [0])
    let widths = proposals.map(\.preview.effect.silenced.count)
    #expect(widths == widths.sorted())
    for proposal in proposals {
      let effect = proposal.preview.effect
      #expect(effect.silenced.contains(0))
      #expect(effect.silenced.count + effect.remaining == session.table.count)
      // The edit has the effect that the proposal shows.
      let preview = try engine.preview(
        proposal.preview.edit, reason: nil, rule: 0, table: session.table)
      #expect(preview.effect == effect)
      #expect(
        preview.first.plan.after.text == proposal.preview.first.plan.after.text)
    }
    let safe = try #require(proposals.first { $0.preview.warnings.isEmpty })
    #expect(words(safe) == "role Deploy, event CreateStack")
  }

  @Test func theRoleCountsAndNotTheSessionNameThatItsCallerChose() throws {
    for proposal in try proposals(for: [0, 2]) {
      #expect(!words(proposal).contains("assumed-role"))
    }
  }

  @Test func hitsOfOneNetworkMayBeExceptedByIt() throws {
    let proposals = try proposals(for: [3, 4])
    #expect(proposals.contains { words($0) == "network 203.0.113.0/24" })
  }

  @Test func whatTruePositivesShareIsNotProposed() throws {
    _ = try engine.decide(
      .judge(.truePositive, hits: [session.id(2)], exception: nil), table: session.table)
    let proposals = try proposals(for: [2])
    #expect(!proposals.isEmpty)
    for proposal in proposals {
      #expect(!proposal.preview.effect.silenced.contains(1))
    }
  }

  @Test func whatAnIntruderCouldUseCarriesAWarning() throws {
    for proposal in try proposals(for: [3]) {
      let text = words(proposal)
      let warnings = proposal.preview.warnings.joined()
      #expect(text.contains("user agent") == warnings.contains("caller chooses the user agent"))
      #expect(text.contains("principal") != warnings.contains("names no principal"))
    }
  }

  @Test(arguments: [
    ("203.0.113.7", "203.0.113.0/24"), ("203.0.113.007", nil), ("AWS Internal", nil),
    ("2001:db8::1", nil),
    ("1.2.3.4.5", nil), ("256.1.1.1", nil), ("s3.amazonaws.com", nil),
  ]) func networksAreOfProperAddressesOnly(address: String, network: String?) {
    #expect(CommonFields(["sourceIPAddress": [address]]).network == network)
  }

  @Test func hitsThatDisagreeHaveNothingInCommon() {
    let many = (0...CommonFields.valueLimit).map { "value \($0)" }
    #expect(CommonFields(["eventName": many]).entries.isEmpty)
    #expect(CommonFields(["eventName": ["a", nil]]).entries.isEmpty)
    #expect(CommonFields(["eventName": ["b", "a", "b"]]).entries.map(\.values) == [["a", "b"]])
  }
}
