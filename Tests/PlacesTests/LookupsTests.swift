import Basics
import Foundation
import TestSupport
import Testing

@testable import Places

@Suite struct LookupsTests {
  /// Each value of `sourceIPAddress` has the answer that is written down, key by key.
  @Test func answersAsWrittenDown() throws {
    let sets = try GeoCases.sets()
    let rows = try GeoCases.lines("lookups.jsonl")
    #expect(rows.count == 2_989)
    for row in rows {
      let set = try #require(sets[row["set"] as? String ?? ""])
      let text = row["input"] as? String
      let answer = set.places.book.answer(text)
      let input = try JSONSerialization.data(
        withJSONObject: row["input"] ?? NSNull(), options: [.fragmentsAllowed])
      let json = answer.json(input: Array(input)).bytes
      var expected = row
      expected["set"] = nil
      let got = try JSONSerialization.jsonObject(with: Data(json))
      #expect(GeoCases.same(got, expected), "\(row) / \(String(decoding: json, as: UTF8.self))")
      // What a session keeps gives the same answer again.
      let kept = try #require(PlaceAnswer(json: json))
      #expect(kept.json(input: Array(input)).bytes == json)
    }
  }

  @Test func describesDatabases() throws {
    for (name, set) in try GeoCases.sets() {
      #expect(set.places.problems.isEmpty)
      let rows = set.places.summary(on: set.now).databases.map(\.json)
      #expect(rows.count == set.expected.count, "\(name)")
      for (row, expected) in zip(rows, set.expected) {
        let got = try JSONSerialization.jsonObject(with: Data(row.bytes))
        #expect(GeoCases.same(got, expected), "\(name): \(row.text)")
      }
    }
  }

  /// The fields of the answer and of the database that `bad/` expects.
  @Test func cleansWhatBrokenDatabasesSay() throws {
    for row in try GeoCases.lines("bad/expected.jsonl") where row["outcome"] as? String != "refused"
    {
      let file = row["file"] as? String ?? ""
      let database = try PlaceDatabase(GeoCases.path("bad/\(file)"))
      let json = PlaceBook(databases: [database]).answer("81.1.2.3").json(input: []).bytes
      let text = String(decoding: json, as: UTF8.self).replacing(text: "\"input\":,", by: "")
      let answer =
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
      for (key, value) in row["fields"] as? [String: Any] ?? [:] {
        let wanted = value is NSNull ? nil : value
        #expect(wanted == nil ? answer[key] == nil : GeoCases.same(answer[key], wanted), "\(file)")
      }
      for (key, value) in row["database"] as? [String: Any] ?? [:] {
        let got: String? = key == "name" ? database.name.database : database.name.built?.description
        #expect(got == value as? String, "\(file)")
      }
    }
  }
}
