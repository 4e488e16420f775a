import Basics
import Foundation
import RuleEditing
import TestSupport
import Testing

@testable import Scanning

@Suite struct EventSearchTests {
  private let temporary: ScratchFolder
  private var folder: URL { temporary.url }

  init() throws { temporary = try ScratchFolder() }

  private func write(_ name: String, _ lines: [String]) throws {
    try (lines.joined(separator: "\n") + "\n").write(
      to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
  }

  private func find(_ eventID: String, jobs: Int = 2) throws -> EventSearch.Result {
    try EventSearch(eventID: eventID, logs: [folder.path], jobs: jobs).run { _, _ in }
  }

  private func event(_ id: String, name: String = "CreateUser") -> String {
    #"{"eventVersion":"1.11","eventSource":"iam.amazonaws.com","eventName":"\#(name)","eventID":"\#(id)"}"#
  }

  @Test func allOccurrencesAreFoundInTheOrderOfTheLogs() throws {
    for file in 0..<20 {
      try write("f\(file + 10).json", [event("x\(file)"), event("wanted", name: "n\(file)")])
    }
    let one = try find("wanted", jobs: 1)
    let many = try find("WANTED", jobs: 8)
    #expect(one.count == 20)
    #expect(one.occurrences.map(\.record) == many.occurrences.map(\.record))
    #expect(
      many.occurrences.map(\.file) == (0..<20).map { folder.path + "/f\($0 + 10).json" })
    #expect(many.report.counts.total == 40)
  }

  @Test(arguments: ["a*b", "a?b", #"a\\b"#, "a%b%c", "a'b", "a: b", "é\u{7F}"])
  func anIDIsNotAPattern(id: String) throws {
    let decoy = id == "a*b" ? "axxb" : "azb"
    try write("a.json", [event(decoy), event(id)])
    // In JSON the backslash is doubled.
    let found = try find(id.replacingOccurrences(of: #"\\"#, with: #"\"#))
    #expect(found.occurrences.map { String(decoding: $0.record, as: UTF8.self) } == [event(id)])
  }

  @Test func aRecordWithoutAnIDIsFoundByItsHash() throws {
    let record = #"{"eventVersion":"1.11","eventSource":"s","eventName":"n"}"#
    try write("a.json", [event("x"), record, record])
    let found = try find("sha256:" + SHA256.hex(of: record.utf8))
    #expect(found.count == 2)
    #expect(try find("sha256:00").count == 0)
  }

  @Test func whatIsKeptIsBounded() throws {
    try write("a.json", (0..<300).map { event("x", name: "n\($0)") })
    let found = try find("x")
    #expect(found.count == 300)
    #expect(found.occurrences.count == EventSearch.maximumOccurrences)
  }
}
