import Testing

@testable import Sigma

@Suite struct PlaceholderFileTests {
  private func file(_ text: String) -> PlaceholderFile {
    PlaceholderFile(text: text, path: "placeholders.yml")
  }

  @Test func namesHaveOneValueOrAList() {
    let file = file(
      """
      admins:
        - alice
        - 'ops-*'
      office: 203.0.113.0/24
      accounts: [111122223333, '000123456789']
      ---
      admins: bob
      """)
    #expect(file.diagnostics.isEmpty)
    #expect(
      file.values == [
        "admins": ["alice", "ops-*", "bob"], "office": ["203.0.113.0/24"],
        "accounts": ["111122223333", "000123456789"],
      ])
  }

  @Test func whatIsNoValueIsNamedWithItsPlaceAndTheRestIsKept() {
    let file = file("admins: [alice]\nnested:\n  deeper: {a: b}\nempty:\n")
    #expect(file.values == ["admins": ["alice"]])
    #expect(file.diagnostics.map(\.position?.line) == [3, 4])
  }

  @Test(arguments: ["- alice\n", "alice\n", "a: [\n", "\tadmins: x\n"])
  func whatIsNoMappingIsAnError(text: String) {
    let file = file(text)
    #expect(file.values.isEmpty)
    #expect(file.diagnostics.contains { $0.severity == .error })
  }
}
