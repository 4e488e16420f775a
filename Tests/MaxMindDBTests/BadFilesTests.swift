import Basics
import Foundation
import TestSupport
import Testing

@testable import MaxMindDB

/// Databases that are broken, each in one way: refused, or a lookup fails and the others work.
@Suite struct BadFilesTests {
  struct Case: Codable, CustomTestStringConvertible {
    let file: String
    let outcome: String
    let fails: [String]?
    let answers: [String: String?]?

    var testDescription: String { file }

    static let all: [Case] = {
      let text =
        (try? String(contentsOf: folder.appending(path: "expected.jsonl"), encoding: .utf8))
      return (text ?? "").split(separator: "\n").compactMap {
        try? JSONDecoder().decode(Case.self, from: Data($0.utf8))
      }
    }()
  }

  static let folder = Repository.root.appending(path: "Tests/Conformance/geo/bad")

  @Test func hasCases() { #expect(Case.all.count == 139) }

  @Test(arguments: Case.all) func endsAsExpected(_ bad: Case) throws {
    let database: MaxMindDatabase
    do { database = try MaxMindDatabase(Self.folder.appending(path: bad.file).path) } catch {
      #expect(bad.outcome == "refused", "\(error)")
      return
    }
    #expect(bad.outcome != "refused")
    for text in bad.fails ?? [] {
      #expect(throws: RecordProblem.self) { try Self.country(database, text) }
    }
    for (text, country) in bad.answers ?? [:] {
      #expect(try Self.country(database, text) == country, "\(text)")
    }
  }

  static func country(_ database: MaxMindDatabase, _ text: String) throws -> String? {
    guard case .network(let address) = IPNetwork.parse(text),
      let answer = try database.find(address)
    else { return nil }
    return try database.read(at: answer.offset) { $0["country"]?["iso_code"]?.text }
  }
}
