import Foundation
import TestSupport
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

  @Test func aWrongValueIsReportedWithItsPlaceAndTheRestIsKept() {
    let file = file("admins: [alice]\nnested:\n  deeper: {a: b}\nempty:\n")
    #expect(file.values == ["admins": ["alice"]])
    #expect(file.diagnostics.map(\.position?.line) == [3, 4])
  }

  @Test(arguments: ["- alice\n", "alice\n", "a: [\n", "\tadmins: x\n"])
  func aDocumentThatIsNotAMappingIsAnError(text: String) {
    let file = file(text)
    #expect(file.values.isEmpty)
    #expect(file.diagnostics.contains { $0.severity == .error })
  }

  @Test(arguments: [
    ("'%admins%': [alice]\n", "has no percent signs", "write 'admins: …'"),
    ("admins: []\n", "'admins' has no values", "at least one"),
    ("admins: [alice, null]\n", "a value of the placeholder 'admins' is empty", "[value, …]"),
    ("title: t\ndetection: {a: b}\n", "this is a rule", "admins: [alice, bob]"),
    ("- alice\n", "is a list and not a map of names", "name: [value, …]"),
  ])
  func errorsSayWhatWouldBeRight(text: String, message: String, advice: String) {
    let file = file(text)
    #expect(file.hasErrors)
    #expect(file.values.isEmpty)
    #expect(file.diagnostics.count == 1)
    #expect(file.diagnostics.first?.message.contains(message) == true)
    #expect(file.diagnostics.first?.advice?.contains(advice) == true)
  }

  @Test func aNameInSeveralFilesHasTheValuesOfThemAllOnce() {
    let files = [
      file("admins: [alice, bob]\nhome: eu-west-1\n"), file("admins: [bob, carol]\n"),
      file("office: 203.0.113.0/24\n"),
    ]
    #expect(
      PlaceholderFile.values(of: files) == [
        "admins": ["alice", "bob", "carol"], "home": ["eu-west-1"], "office": ["203.0.113.0/24"],
      ])
  }

  @Test func aFolderHoldsFiles() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.url
    let inner = folder.appendingPathComponent("inner")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    #expect(throws: RuleFileReadError.self) { try PlaceholderFile.load(folder.path) }

    try Data("b: [2]\n".utf8).write(to: inner.appendingPathComponent("b.yaml"))
    try Data("a: [1]\n".utf8).write(to: folder.appendingPathComponent("a.yml"))
    try Data("no: [3]\n".utf8).write(to: folder.appendingPathComponent("README.md"))
    let files = try PlaceholderFile.load(folder.path)
    #expect(files.map(\.values) == [["a": ["1"]], ["b": ["2"]]])
    #expect(
      try PlaceholderFile.load(folder.appendingPathComponent("a.yml").path).map(\.text)
        == ["a: [1]\n"])
  }
}
